import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { pathToFileURL } from 'node:url';
import { startTestCluster } from '../src/postgres/test-database.ts';
import type { WebDeps } from '../src/web/deps.ts';
import { pageRoutes } from '../src/web/pages/routes.ts';
import { looksIn, notLookedAt } from './looked-at.ts';
import { measuredSeconds } from './seconds.ts';

/**
 * `npm test`: types, lint, architecture and unused code, and beside them every test on one PostgreSQL that is started for the
 * run. A failed stage does not stop the next: one run tells all. With paths (`npm test -- src/domain`) only their tests run.
 */

const root = path.resolve(import.meta.dirname, '..');

/**
 * What runs beside the tests, one stage after another, while tests wait: the headings, and the scripts of package.json below
 * them.
 */
const stages = [
  { name: 'Types', script: 'types' },
  { name: 'Lint and format', script: 'lint' },
  { name: 'Architecture', script: 'architecture' },
  { name: 'Unused code', script: 'unused' },
] as const;

/**
 * How many processes of tests run at a time. Each spends half of its time waiting for a database, a browser or a program that
 * it started. Three processes left the two processors of a small machine idle for a quarter of a whole run (26.3 processor
 * minutes in 18.5).
 */
const concurrency = 4;
/**
 * What a process loads is translated and compiled once and kept for all of them. Processes have no further threads for
 * collecting and compiling, because others would wait for those on two processors: that saves a sixth of a process that runs
 * for some seconds, and costs a long one nothing.
 */
const execArgv = ['--single-threaded', '--import', path.join(root, 'test/loader.mjs')];
const cache = path.join(root, 'node_modules/.cache/handhold-tests');
process.env.NODE_COMPILE_CACHE = path.join(cache, 'compiled');
/** No process needs as long as this; one that takes longer hangs. */
const processTimeout = 15 * 60_000;
/**
 * Test files share a process, this many at most: in a process of its own each would load the same modules anew and run them
 * before Node has compiled them well, which takes longer than most tests. Files that use a browser share in small groups, so
 * that they can be spread over both processors.
 */
type Together = { readonly files: number; readonly seconds: number };
const pagesTogether: Together = { files: 4, seconds: 200 };
const othersTogether: Together = { files: 24, seconds: 60 };
/** A file without a browser that takes so many seconds or more has a process of its own. */
const long = 45;

process.chdir(root);
forgetSettings();
const paths = process.argv.slice(2);
process.exitCode = (await (paths.length === 0 ? runAll() : runTests(testFiles(paths)))) ? 0 : 1;

/**
 * Runs all tests, with the stages beside them, and asks whether axe has looked at every page; only a run of all tests can tell.
 */
async function runAll(): Promise<boolean> {
  const folder = mkdtempSync(path.join(tmpdir(), 'handhold-looks-'));
  process.env.HANDHOLD_TEST_LOOKS = folder;
  const [failed, allPassed] = await Promise.all([failedStages(), runTests(testFiles([]))]);
  const faults = [...failed, ...pagesNotLookedAt(folder)];
  rmSync(folder, { recursive: true });
  if (faults.length > 0) console.log(`\n✖ Failed beside the tests:\n${faults.join('\n')}`);
  return allPassed && faults.length === 0;
}

/** The pages at which no test had axe look, each with the window. */
function pagesNotLookedAt(folder: string): readonly string[] {
  const pages = pageRoutes({} as WebDeps).filter(({ method }) => method === 'GET');
  const missed = notLookedAt(
    pages.map((route) => route.path),
    looksIn(folder),
  );
  if (missed.length === 0) return [];
  const mend =
    'Open each in a page test and give it to assertSound (test/browser.ts), which has axe look at it.';
  return [`== Pages that axe did not look at\n${missed.join('\n')}\n${mend}`];
}

/** What each failed stage said. It is told again at the end, where it need not be looked for between the tests. */
async function failedStages(): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const stage of stages) {
    const { passed, said } = await ran(stage);
    console.log(said);
    if (!passed) failed.push(said);
  }
  return failed;
}

async function ran({ name, script }: (typeof stages)[number]) {
  const began = performance.now();
  // On Windows npm is a batch file, which only a shell can start.
  const shell = process.platform === 'win32';
  const stage = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'pipe', 'pipe'], shell });
  const [out, errors, [status]] = await Promise.all([
    text(stage.stdout),
    text(stage.stderr),
    once(stage, 'close').catch((error: Error) => [`npm could not be run: ${error.message}`]),
  ]);
  const passed = status === 0;
  const end = `${passed ? '✔' : '✖'} ${name} (${seconds(began)})${typeof status === 'string' ? `: ${status}` : ''}`;
  return { passed, said: [`== ${name}`, out.trim(), errors.trim(), end].filter(Boolean).join('\n') };
}

/** The test files below the given paths, or all. */
function testFiles(within: readonly string[]): readonly string[] {
  const all = globSync(['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}']).sort();
  const wanted = within.map((given) => path.normalize(given));
  return all.filter((file) => wanted.length === 0 || wanted.some((prefix) => file.startsWith(prefix)));
}

/**
 * The processes for these test files. A file has one of its own if it takes long, starts and kills programs, or plays files of
 * others anew, as the scenarios on the database do; other files share a module that loads several. Those that take longest
 * begin first, so that none is left alone at the end.
 */
function testProcesses(files: readonly string[]): readonly string[] {
  const alone = files.filter(
    (file) =>
      /every-page|own-server|crash|start\.test|cli\/handhold|scenarios\.db|seed\.db/.test(file) ||
      (!isPage(file) && takes([file]) >= long),
  );
  const pages = files.filter((file) => !alone.includes(file) && isPage(file));
  const others = files.filter((file) => !alone.includes(file) && !pages.includes(file));
  const groups = [...inGroups(pages, pagesTogether), ...inGroups(others, othersTogether)];
  return [...alone.map((file) => [file]), ...groups]
    .toSorted((a, b) => takes(b) - takes(a))
    .map((group, place) => (group.length === 1 ? (group[0] ?? '') : sharedProcess(group, place)));
}

/** How many seconds these files take together while others run. Files that are not listed are short. */
function takes(files: readonly string[]): number {
  return files.reduce(
    (sum, file) => sum + (measuredSeconds[file.replaceAll(path.sep, '/')] ?? (isPage(file) ? 25 : 1)),
    0,
  );
}

function isPage(file: string): boolean {
  return file.includes('.page.test');
}

/**
 * Groups of neighbouring files, limited in number and in seconds, so that at the end the others need not wait for one group.
 */
function inGroups(files: readonly string[], most: Together): readonly (readonly string[])[] {
  const groups: string[][] = [];
  for (const file of files) {
    const last = groups.at(-1);
    if (last && last.length < most.files && takes([...last, file]) <= most.seconds) last.push(file);
    else groups.push([file]);
  }
  return groups;
}

/**
 * A module that loads these files, each as a suite of its own, so that what a file does before and after all its tests stays
 * its own.
 */
function sharedProcess(files: readonly string[], place: number): string {
  const module = path.join(cache, `together-${place + 1}.mjs`);
  const suites = files.map((file) => {
    const address = JSON.stringify(pathToFileURL(path.resolve(file)).href);
    return `describe(${JSON.stringify(file)}, async () => { await import(${address}); });`;
  });
  mkdirSync(cache, { recursive: true });
  writeFileSync(module, [`import { describe } from 'node:test';`, ...suites, ''].join('\n'));
  return module;
}

async function runTests(files: readonly string[]): Promise<boolean> {
  console.log(`\n== Tests (${files.length} files)`);
  if (files.length === 0) {
    console.log('✖ No test file was found.');
    return false;
  }
  const cluster = process.env.HANDHOLD_TEST_DATABASE_URL ? null : await startTestCluster();
  if (cluster) process.env.HANDHOLD_TEST_PG = cluster.url;
  const interrupted = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupted.abort());
  try {
    return await new Promise((resolve, reject) => {
      let success = false;
      const { signal } = interrupted;
      run({ files: [...testProcesses(files)], concurrency, timeout: processTimeout, execArgv, signal })
        .on('test:summary', (summary) => {
          // The summary that names no file is the one of the whole run.
          if (summary.file === undefined) success = summary.success;
        })
        .compose(spec)
        .on('end', () => resolve(success))
        .on('error', reject)
        .pipe(process.stdout);
    });
  } finally {
    await cluster?.stop();
  }
}

/** The settings of whoever runs the tests must not reach the programs under test. */
function forgetSettings(): void {
  for (const name of Object.keys(process.env)) {
    const isSetting = /^(PORT|HOST|DATABASE_URL|OIDC_.*|HANDHOLD_(?!TEST_|PICTURES$).*)$/.test(name);
    if (isSetting) delete process.env[name];
  }
}

function seconds(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}
