import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';

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
  '--disable-features=SpareRendererForSitePerProcess',
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
      return await packaged.default.executablePath();
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
  });
}

/**
 * Test files run side by side and unpack to one place: one at a time, or a half-written file would be started. The place is the
 * account’s own, for what another one has unpacked may not be run.
 */
async function alone<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = path.join(tmpdir(), `handhold-browser-${userInfo().username}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = path.join(folder, 'lock');
  for (let tries = 0; tries < 600; tries += 1) {
    if (taken(lock)) {
      try {
        return await work(folder);
      } finally {
        rmSync(lock, { recursive: true, force: true });
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Another test run holds ${lock}; if none is running, delete it.`);
}

function taken(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}

/** Ends the browser: call it in `after` of every test file that opened a page. */
export async function closeBrowser(): Promise<void> {
  const open = launched;
  launched = null;
  copying = null;
  // One that could not be started is told by whoever asked for it; what stands after this in an `after` is still to be done.
  await open?.then((browser) => browser.close()).catch(() => undefined);
}

/** A phone and a desk. */
const sizes = { 390: { width: 390, height: 844 }, 1280: { width: 1280, height: 900 } } as const;
type Width = keyof typeof sizes;

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
  return context.newPage();
}

export type Violation = {
  readonly id: string;
  readonly impact: string;
  readonly help: string;
  readonly nodes: readonly string[];
};

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * The accessibility faults of the page as it stands (WCAG 2.2 AA and good practice). Works on pages without script
 * and under a policy that forbids it: the page is looked at in a second context that holds a copy of its sign-in. At the
 * page's own width when none is said; another is the copy's alone, so that the page need not be laid out and drawn for it.
 */
export async function axe(page: Page, width?: Width): Promise<readonly Violation[]> {
  const size = width ? sizes[width] : (page.viewportSize() ?? sizes[1280]);
  const shape = `${size.width} ${shapeOf(await page.content())}`;
  if (sound.has(shape)) return [];
  const found = await faultsOf(page, width);
  if (found.length === 0) sound.add(shape);
  return found;
}

/** The shapes in which no fault was found, each at its width. */
const sound = new Set<string>();

/**
 * What the checker goes by: the document with all its marks, and of its words how many there are and what stands between them; of
 * what stands in a box, that something does.
 * Two children’s pages that differ in names and dates alone are looked at once. How wide a page is depends on its words:
 * `overflow` is asked of each.
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

async function faultsOf(page: Page, width?: Width): Promise<readonly Violation[]> {
  const copy = await scriptableCopy(page, width);
  return copy.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as {
      axe: { run: (options: unknown) => Promise<{ violations: readonly RawViolation[] }> };
    };
    const { document } = globalThis as unknown as {
      document: {
        querySelectorAll: (selector: string) => Iterable<{ id: string; href?: string; textContent: string }>;
      };
    };
    // One rule asks the style sheets alone, and has them fetched and parsed for it: four fifths of the time of a look. Once
    // for the same sheets tells as much.
    const { asked } = globalThis as unknown as { asked: Set<string> };
    const sheets = [...document.querySelectorAll('link[rel=stylesheet], style')];
    const styles = sheets.map(({ href, textContent }) => href ?? textContent).join('\n');
    const preload = !asked.has(styles);
    asked.add(styles);
    type RawViolation = {
      id: string;
      impact: string | null;
      help: string;
      nodes: readonly { html: string; failureSummary?: string }[];
    };
    const { violations } = await checker.run({
      resultTypes: ['violations'],
      preload,
      // Experimental to those who wrote it, and so off unless asked for.
      rules: { 'css-orientation-lock': { enabled: true } },
      runOnly: {
        type: 'tag',
        values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      },
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
    return [...found, ...repeated];
  });
}

let copying: { readonly page: Page; readonly origin: string; shows: string } | null = null;

/**
 * The page as it was served and styled, where a test may run a script. One for the process, with the checker loaded once and
 * each document put in the place of the one before: loading both for each look would take most of the time. Asks the server
 * for styles only.
 */
async function scriptableCopy(page: Page, width?: Width): Promise<Page> {
  const html = await page.content();
  const address = page.url();
  const { origin } = new URL(address);
  if (copying?.origin !== origin) {
    await copying?.page.context().close();
    copying = { page: await copyingPage(address), origin, shows: '' };
  }
  const { page: copy } = copying;
  await copy.setViewportSize(width ? sizes[width] : (page.viewportSize() ?? sizes[1280]));
  const shows = `${address} ${html}`;
  if (copying.shows === shows) return copy;
  await copy.evaluate(showDocument, { html, address });
  copying.shows = shows;
  return copy;
}

/** Runs in the browser: shows a whole document at an address, and waits until it is styled. */
async function showDocument({ html, address }: { html: string; address: string }): Promise<void> {
  type Link = { sheet: unknown; addEventListener: (event: string, then: () => void) => void };
  type Shown = { documentElement: object; replaceChild: (next: object, before: object) => void };
  const { document, history, DOMParser, scrollTo } = globalThis as unknown as {
    document: Shown & {
      querySelectorAll: (selector: string) => Iterable<Link>;
      adoptNode: (node: object) => object;
    };
    history: { replaceState: (state: null, title: string, url: string) => void };
    DOMParser: new () => { parseFromString: (text: string, type: string) => Shown };
    scrollTo: (x: number, y: number) => void;
  };
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

/** An empty page at that address, with the checker in it. */
async function copyingPage(address: string): Promise<Page> {
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
export async function picture(page: Page, name: string, width?: Width): Promise<void> {
  const folder = process.env.HANDHOLD_PICTURES;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const before = page.viewportSize();
  if (width) await page.setViewportSize(sizes[width]);
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
  if (before) await page.setViewportSize(before);
}

/** How far the page is wider than its window, or than one of that width, in pixels: zero, or a phone scrolls sideways. */
export async function overflow(page: Page, width?: Width): Promise<number> {
  const copy = await scriptableCopy(page, width);
  return copy.evaluate(() => {
    const { scrollWidth, clientWidth } = (
      globalThis as unknown as {
        document: { documentElement: { scrollWidth: number; clientWidth: number } };
      }
    ).document.documentElement;
    return scrollWidth - clientWidth;
  });
}
