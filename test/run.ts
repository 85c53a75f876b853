import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { startTestCluster } from '../src/postgres/test-database.ts';

/**
 * `npm test`: types, lint, architecture and unused code, and beside them every test on one PostgreSQL that is started for the
 * run. A failed stage does not stop the next: one run tells all. With paths (`npm test -- src/domain`) only their tests run.
 */

const root = path.resolve(import.meta.dirname, '..');

/** Beside the tests, one after another, where those wait: headings, and the scripts of package.json that stand below them. */
const stages = [
  { name: 'Types', script: 'types' },
  { name: 'Lint and format', script: 'lint' },
  { name: 'Architecture', script: 'architecture' },
  { name: 'Unused code', script: 'unused' },
] as const;

/** Two test files at a time: more would only wait for the two processors of a small machine, and time out there. */
const concurrency = 2;
/** Each file is a process of its own: what it loads is translated and compiled once for all of them. */
const execArgv = ['--import', path.join(root, 'test/loader.mjs')];
process.env.NODE_COMPILE_CACHE = path.join(root, 'node_modules/.cache/handhold-tests/compiled');
/** No file needs as long as this; one that does hangs. */
const fileTimeout = 10 * 60_000;

process.chdir(root);
forgetSettings();
const paths = process.argv.slice(2);
const [failed, allPassed] = await Promise.all([
  paths.length === 0 ? failedStages() : [],
  runTests(testFiles(paths)),
]);
if (failed.length > 0) console.log(`\n✖ Failed beside the tests:\n${failed.join('\n')}`);
process.exitCode = allPassed && failed.length === 0 ? 0 : 1;

/** What each failed stage said: told again at the end, where nobody has to look for it between the tests. */
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

/** The test files below the given paths, or all. Those that take longest begin first, so that none is left alone at the end. */
function testFiles(within: readonly string[]): readonly string[] {
  const all = globSync(['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}']).sort();
  const wanted = within.map((given) => path.normalize(given));
  const chosen = all.filter(
    (file) => wanted.length === 0 || wanted.some((prefix) => file.startsWith(prefix)),
  );
  const isLong = (file: string) => /\.page\.test|crash|start\.test|property/.test(file);
  return [...chosen.filter(isLong), ...chosen.filter((file) => !isLong(file))];
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
      run({ files: [...files], concurrency, timeout: fileTimeout, execArgv, signal })
        .on('test:summary', (summary) => {
          // The summary without a file is the one of the whole run.
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

/** Settings of whoever runs the tests must not reach the programs under test. */
function forgetSettings(): void {
  for (const name of Object.keys(process.env)) {
    const isSetting = /^(PORT|HOST|DATABASE_URL|OIDC_.*|HANDHOLD_(?!TEST_|PICTURES$).*)$/.test(name);
    if (isSetting) delete process.env[name];
  }
}

function seconds(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}
