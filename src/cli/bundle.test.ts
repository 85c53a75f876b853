import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';

/** A small project with the launcher of ours, whose command line says two sentences. */

const root = path.resolve(import.meta.dirname, '../..');
const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'handhold-bundle-')));
const cli = path.join(base, 'src/cli');
const modules = path.join(base, 'node_modules');
const cache = path.join(modules, '.cache');
const sentence = path.join(cli, 'sentence.ts');

const program = `import { sentence } from './sentence.ts';
export async function main(): Promise<void> {
  if (process.argv[2] === 'fail') throw new Error('It failed');
  console.log(sentence, import.meta.dirname);
}
`;

/** As the launcher is started: with what it printed for people, and how it ended. */
function started(...args: readonly string[]) {
  return spawnSync(process.execPath, [path.join(cli, 'launch.mjs'), ...args], { encoding: 'utf8', cwd: '/' });
}

function says(words: string, { prepared }: { prepared: boolean }): void {
  const { stdout, stderr, status } = started();
  assert.equal(stdout, `${words} ${cli}\n`, stderr);
  assert.equal(/Preparing Handhold/.test(stderr), prepared, stderr);
  assert.equal(status, 0);
}

const made = () => globSync(path.join(cache, 'handhold/*.cjs'));

/** The bundle that is there; there must be one alone. */
function theBundle(): string {
  const [bundle = '', ...others] = made();
  assert.deepEqual(others, []);
  return bundle;
}

/** Starts twice, far enough apart for the second to note how the files look: from then on they are not read. */
async function recognised(): Promise<void> {
  says('One', { prepared: true });
  await setTimeout(2100);
  says('One', { prepared: false });
  assert.equal(globSync(path.join(cache, 'handhold/*.proved')).length, 1);
}

/** Writes something else of the same length, and the file bears the time that it bore before. */
function writeUnseen(file: string, text: string): void {
  const { atime, mtime, size } = statSync(file);
  writeFileSync(file, text);
  utimesSync(file, atime, mtime);
  assert.equal(statSync(file).size, size);
}

describe('the bundle of the command line', () => {
  beforeEach(() => {
    rmSync(base, { recursive: true, force: true });
    mkdirSync(cli, { recursive: true });
    mkdirSync(modules);
    for (const file of ['package.json', 'tsconfig.json', 'src/cli/launch.mjs', 'src/cli/bundle.mjs'])
      copyFileSync(path.join(root, file), path.join(base, file));
    for (const name of ['esbuild', '@esbuild', 'tsx'])
      symlinkSync(path.join(root, 'node_modules', name), path.join(modules, name));
    writeFileSync(path.join(modules, '.package-lock.json'), '{}');
    writeFileSync(path.join(cli, 'handhold.ts'), program);
    writeFileSync(sentence, "export const sentence: string = 'One';\n");
  });
  after(() => rmSync(base, { recursive: true, force: true }));

  test('is made once, with a word about it, and used from then on', () => {
    says('One', { prepared: true });
    says('One', { prepared: false });
    assert.ok(theBundle());
  });

  test('is never that of other sources, not even after a change that keeps size and time', () => {
    says('One', { prepared: true });
    writeUnseen(sentence, "export const sentence: string = 'Two';\n");
    says('Two', { prepared: true });
    writeFileSync(sentence, "export const sentence: string = 'One';\n");
    says('One', { prepared: false });
  });

  test('that is recognised without reading anything is neither that of other sources nor a spoilt one', async () => {
    await recognised();
    const bundle = theBundle();
    says('One', { prepared: false });
    writeUnseen(bundle, readFileSync(bundle, 'utf8').replace('One', 'Six'));
    says('One', { prepared: true });
    writeFileSync(path.join(cli, 'further.ts'), '');
    says('One', { prepared: true });
  });

  test('that is recognised without reading anything is never that of sources from before an edit', async () => {
    await recognised();
    writeUnseen(sentence, "export const sentence: string = 'Two';\n");
    says('Two', { prepared: true });
    writeUnseen(sentence, "export const sentence: string = 'One';\n");
    says('One', { prepared: false });
  });

  test('is made anew when npm installed something else', () => {
    says('One', { prepared: true });
    writeFileSync(path.join(modules, '.package-lock.json'), '{"packages":{}}');
    says('One', { prepared: true });
  });

  test('is not trusted when it is cut short, empty or spoilt, but made anew', () => {
    says('One', { prepared: true });
    const bundle = theBundle();
    const whole = readFileSync(bundle, 'utf8');
    truncateSync(bundle, Math.floor(whole.length / 2));
    says('One', { prepared: true });
    truncateSync(bundle, 0);
    says('One', { prepared: true });
    writeFileSync(bundle, whole.replace('One', 'Six'));
    says('One', { prepared: true });
    assert.equal(readFileSync(bundle, 'utf8'), whole);
  });

  test('is made by several starts at once without harm to any', async () => {
    const launcher = path.join(cli, 'launch.mjs');
    const answers = Array.from({ length: 4 }, async () => {
      const child = spawn(process.execPath, [launcher], { stdio: ['ignore', 'pipe', 'inherit'] });
      return (await child.stdout.setEncoding('utf8').toArray()).join('');
    });
    assert.deepEqual(await Promise.all(answers), Array(4).fill(`One ${cli}\n`));
    const left = globSync('*.*.*', { cwd: path.join(cache, 'handhold') }).filter(
      (name) => !/\.cjs\.(map|compiled)$/.test(name),
    );
    assert.deepEqual(left, [], 'what was half made is left');
    says('One', { prepared: false });
    theBundle();
  });

  test('that cannot be kept is done without', () => {
    writeFileSync(cache, 'not a folder');
    const { stdout, stderr } = started();
    assert.equal(stdout, `One ${cli}\n`);
    assert.match(stderr, /starts slowly: .*not a directory|starts slowly: .*EEXIST/);
  });

  test('is not kept when it is made of what could change unseen', () => {
    writeFileSync(path.join(cli, 'words.json'), '"One"');
    writeFileSync(sentence, "export { default as sentence } from './words.json' with { type: 'json' };\n");
    const { stdout, stderr } = started();
    assert.equal(stdout, `One ${cli}\n`, stderr);
    assert.match(stderr, /starts slowly: .*more than is watched/);
    assert.deepEqual(made(), []);
  });

  test('is not made where nobody knows what is installed', () => {
    rmSync(path.join(modules, '.package-lock.json'));
    says('One', { prepared: false });
    assert.deepEqual(made(), []);
  });

  test('leaves only the last few behind', () => {
    for (const words of ['Ant', 'Bee', 'Cat', 'Dog', 'Eel']) {
      writeFileSync(sentence, `export const sentence: string = '${words}';\n`);
      says(words, { prepared: true });
    }
    assert.equal(made().length, 3);
    says('Eel', { prepared: false });
  });

  test('says in a trace where the source has the line', () => {
    for (const turn of ['made', 'used']) {
      const { stderr, status } = started('fail');
      assert.match(stderr, new RegExp(`It failed\\n +at main \\(${cli}/handhold\\.ts:3:`), turn);
      assert.equal(status, 1);
    }
  });
});
