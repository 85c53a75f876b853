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
  // With two test files on two processors, further threads for a page gain nothing and cost a tenth.
  '--num-raster-threads=1',
  '--js-flags=--single-threaded',
  // Chromium obeys the last of these lists only, so it repeats what the driver would switch off. The rest halves the cost of a
  // document that replaces another in the same process.
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
 * The package brings a font, but its list of places does not name the folder to which it was unpacked here. On a machine
 * without other fonts words would have no width, and no page would look as a person sees it.
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
 * Test files run side by side and unpack to the same place, so one works at a time: otherwise another could start a half-
 * written file. Each account has a place of its own, because an account may not run what another one has unpacked.
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
  // If the browser could not be started, whoever asked for it was told so. The rest of an `after` still has to run.
  await open?.then((browser) => browser.close()).catch(() => undefined);
}

/** A phone and a desk. */
const sizes = {
  390: { width: 390, height: 844 },
  1280: { width: 1280, height: 900 },
} as const satisfies Readonly<Record<Width, object>>;

export type PageOptions = { readonly width?: Width; readonly javaScript?: boolean };

/** A page of a fresh, empty browser profile. Scripts are off unless asked for, since the service must work without them. */
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

/** The last answer with which each page was loaded or redirected. */
const answered = new WeakMap<Page, Response>();

/** What the page shows, as it was served. Asking the browser for it would cost as much as opening the page. */
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

/** A document as it was served, and its address; also the status of the answer, unless it answered a form. */
export type Served = { readonly address: string; readonly html: string; readonly status?: number };

/** What was found of a document at one width. */
export type Look = {
  readonly width: Width;
  /** Accessibility faults (WCAG 2.2 AA and good practice). */
  readonly faults: readonly Violation[];
  /** By how many pixels it is wider than its window. Anything but zero makes a phone scroll sideways. */
  readonly tooWide: number;
};

/**
 * Looks at a page or a document, as it was served, with axe in each of these windows, and measures its width in them and in
 * that of a phone. It is shown in a page of its own, where a test may run scripts, so that pages without script, or with a
 * policy that forbids it, can be looked at too.
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
  // The window in which the last document was shown comes first, since each change of the window lays everything out anew.
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

/**
 * Asserts that axe finds no fault in these windows, and that nothing is wider than they or a phone; keeps pictures where they
 * are asked for.
 */
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

/** The shapes of documents in which no fault was found, each with its width. */
const sound = new Set<string>();
/** The elements that a page showed in one of its two windows alone, where every rule was asked and found nothing. */
const soundFolds = new Set<string>();

/**
 * What axe goes by: the document with all its attributes, how many words it has and what stands between them, and which boxes
 * are filled. So two children’s pages that differ only in names and dates are looked at once. The width depends on the words
 * themselves and is measured for each.
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
  /** The kinds of elements that are shown in one of the two windows alone; null for the first window. */
  readonly folds: string | null;
};

/**
 * Runs in the browser: shows a document where one is given, waits until it is styled, and says what is wrong with it. Where the
 * document was sound in another window, and differs here only in elements that every rule was asked about before (as the
 * heading of a table that a phone folds away), only the rules about places and colours are asked.
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
  // One rule needs the style sheets, and axe fetches and parses them for it, which takes four fifths of the time of a look. For
  // each set of style sheets once is enough.
  const sheets = [...document.querySelectorAll('link[rel=stylesheet], style')];
  const styles = sheets.map(({ href, textContent }) => href ?? textContent).join('\n');
  const preload = !asked.has(styles);
  asked.add(styles);
  const every = {
    runOnly: {
      type: 'tag',
      values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    },
    // Off by default, because axe calls this rule experimental.
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
  // Two questions with the same id lose the second answer. Axe has no rule for it any more.
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
 * The page in which documents of one origin are looked at. The process has one such page: axe is loaded into it once, and each
 * document takes the place of the one before. Loading both for each look would take most of the time. Nothing but styles is
 * asked of the server.
 */
async function lookingGlass(address: string) {
  const { origin } = new URL(address);
  if (glass?.origin !== origin) {
    await glass?.page.context().close();
    glass = { page: await emptyPage(address), origin, width: null };
  }
  return glass;
}

/** An empty page at that address, into which axe is loaded. */
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
