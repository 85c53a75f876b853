import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

const root = path.resolve(import.meta.dirname, '../..');

/** What the launcher says where it cannot run: a checkout without what npm installs, on machines with other Nodes or none. */
describe('the launcher', {
  skip: process.platform === 'win32' && 'the launcher is a shell script',
}, () => {
  let folder: string;
  before(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'handhold-launcher-')));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** A program that answers as Node of this version would, and says with what it was run. */
  function fakeNode(at: string, major: number): void {
    mkdirSync(path.dirname(at), { recursive: true });
    const text = `#!/bin/sh\ncase $1 in -p) echo ${major} ;; --version) echo v${major}.1.0 ;; *) echo "${major} runs $*" ;; esac\n`;
    writeFileSync(at, text);
    chmodSync(at, 0o755);
  }

  type Machine = {
    readonly node?: number;
    readonly npm?: boolean;
    readonly installed?: boolean;
    readonly own?: number;
  };

  /** Runs the launcher of a checkout of its own, on a machine that has no more than is said. */
  function launched({ node, npm = true, installed = false, own }: Machine) {
    const checkout = mkdtempSync(path.join(folder, 'checkout-'));
    const programs = mkdtempSync(path.join(folder, 'programs-'));
    for (const name of ['dirname', 'readlink', 'uname']) {
      const found = ['/bin', '/usr/bin'].map((at) => path.join(at, name));
      const real = found.find((at) => spawnSync('test', ['-x', at]).status === 0);
      if (real) symlinkSync(real, path.join(programs, name));
    }
    if (node !== undefined) fakeNode(path.join(programs, 'node'), node);
    if (npm) fakeNode(path.join(programs, 'npm'), 0);
    if (installed) mkdirSync(path.join(checkout, 'node_modules/tsx'), { recursive: true });
    if (own !== undefined) fakeNode(path.join(checkout, 'node_modules/.bin/node'), own);
    copyFileSync(path.join(root, 'handhold'), path.join(checkout, 'handhold'));
    const ran = spawnSync('/bin/sh', [path.join(checkout, 'handhold'), 'check', '--json'], {
      encoding: 'utf8',
      env: { PATH: programs },
    });
    return { ...ran, checkout };
  }

  for (const [machine, says] of [
    [{ npm: true }, /^Handhold needs Node\.js \(20 or newer\) and npm to install itself\. Get both/],
    [{ node: 26, npm: false }, /^Handhold needs Node\.js \(20 or newer\) and npm to install itself/],
    [{ node: 18 }, /^Handhold needs Node\.js 20 or newer to install itself, and this is v18\.1\.0\./],
    [{ node: 22 }, /^Handhold is not installed yet\. Run: cd .*checkout-\w+ && npm ci$/m],
    [
      { installed: true },
      /^There is no Node for \S+ \S+ in node_modules\. Run: cd .* && npm ci --include=optional$/m,
    ],
    [
      { installed: true, node: 24 },
      /^Handhold runs on Node 26, which npm has not installed for \S+ \S+, and this is v24\.1\.0\.\nRun: cd .* && npm ci --include=optional\./,
    ],
  ] as const)
    test(`on a machine with ${JSON.stringify(machine)} says what is missing, with exit code 3`, () => {
      const { status, stdout, stderr } = launched(machine);
      assert.equal(status, 3, stderr);
      assert.equal(stdout, '');
      assert.match(stderr, says);
    });

  test('takes the runtime that npm installed before any other, and a new one from elsewhere where npm has none', () => {
    for (const [machine, runs] of [
      [{ installed: true, own: 26, node: 20 }, 26],
      [{ installed: true, node: 27 }, 27],
    ] as const) {
      const { status, stdout, checkout } = launched(machine);
      assert.equal(status, 0);
      assert.equal(stdout, `${runs} runs ${checkout}/src/cli/launch.mjs check --json\n`);
    }
  });

  test('npm runs it too, which is how it is run on Windows: with its flags, and its exit code', () => {
    const run = (...args: string[]) =>
      spawnSync('npm', ['run', '--silent', 'handhold', '--', ...args], { cwd: root, encoding: 'utf8' });
    const help = run('--help');
    assert.equal(help.status, 0, help.stderr);
    assert.match(help.stdout, /^Usage: handhold COMMAND/m);
    assert.equal(run('check', '--nothing').status, 2);
  });

  test('the program itself says on an old Node what to do, before it loads what an old Node cannot read', () => {
    const asOld = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })`;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', asOld, path.join(root, 'src/cli/launch.mjs'), 'check'],
      { encoding: 'utf8' },
    );
    assert.equal(status, 3, stderr);
    assert.equal(stdout, '');
    assert.match(
      stderr,
      /^Handhold runs on Node 26, and this is Node 20\.20\.2\. Run "npm ci --include=optional"/,
    );
  });
});
