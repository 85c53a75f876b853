import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { demonstrationSize } from '../postgres/seed.ts';

const root = path.resolve(import.meta.dirname, '../..');
const launcher = path.join(root, 'handhold');
/** Settings of whoever runs the tests must not reach the program under test. */
const kept = Object.entries(process.env).filter(
  ([name]) => !/^(PORT|HOST|DATABASE_URL|HANDHOLD_|OIDC_)/.test(name),
);
const environment = Object.fromEntries(kept);

function handhold(...args: readonly string[]) {
  return spawnSync(launcher, args, { encoding: 'utf8', cwd: tmpdir(), env: environment });
}

/** Whether a process has gone. It has ended with its parent, but a busy machine may take a moment to clear it away. */
async function isGone(pid: number): Promise<boolean> {
  for (let waited = 0; isAlive(pid) && waited < 50; waited += 1) await setTimeout(100);
  return !isAlive(pid);
}

describe('the command line', {
  skip: process.platform === 'win32' && 'the launcher is a shell script',
}, () => {
  let data: string;
  before(() => {
    data = mkdtempSync(path.join(tmpdir(), 'handhold-cli-'));
  });
  after(() => rmSync(data, { recursive: true, force: true }));

  test('helps, overall and for each command it names', () => {
    const overall = handhold('--help');
    assert.equal(overall.status, 0);
    const names = [...overall.stdout.matchAll(/^ {2}([a-z][a-z-]+) {2}/gm)].map(([, name = '']) => name);
    assert.ok(names.includes('start') && names.includes('migrate'));
    for (const name of names) {
      const help = handhold(name, '--help');
      assert.equal(help.status, 0, help.stderr);
      assert.match(help.stdout, new RegExp(`Usage: handhold ${name}`));
      assert.match(help.stdout, /Exit codes/);
    }
  });

  test('starts from a file of plain ASCII: one other character, as in a regular expression, doubles it in memory', () => {
    handhold('--help');
    const bundles = globSync(path.join(root, 'node_modules/.cache/handhold/handhold-*.cjs'));
    const made = (file: string) => statSync(file).mtimeMs;
    const [newest] = bundles.sort((a, b) => made(b) - made(a));
    assert.ok(newest);
    const other = /^.*?([^\0-\x7f])/m.exec(readFileSync(newest, 'utf8'));
    assert.equal(other, null, `escape ${other?.[1]} as \\u in: ${other?.[0].slice(-80)}`);
  });

  test('an unknown command or flag is told, with exit code 2', () => {
    const command = handhold('strat');
    assert.equal(command.status, 2);
    assert.match(command.stderr, /no command "strat".*start/);
    const flag = handhold('start', '--prot', '1');
    assert.equal(flag.status, 2);
    assert.match(flag.stderr, /--prot/);
    assert.equal(handhold('toString').status, 2);
  });

  test('wrong settings are all told, with exit code 3', () => {
    const started = handhold('start', '--port', 'many', '--demo', 'maybe', '--data', data);
    assert.equal(started.status, 3);
    assert.match(started.stderr, /PORT/);
    assert.match(started.stderr, /HANDHOLD_DEMO/);
    assert.equal(started.stdout, '');
  });

  test('migrate says what it did, and the second time that nothing was left', () => {
    const first = handhold('migrate', '--data', data);
    assert.equal(first.status, 0, first.stderr);
    assert.match(first.stdout, /up to date/);
    assert.match(handhold('migrate', '--data', data).stdout, /^0 of \d+ /);
  });

  test('start goes on when nobody reads what it says, and leaves no database behind', async () => {
    const folder = path.join(data, 'unheard');
    const port = await freePort();
    const started = spawn(launcher, ['start', '--port', String(port), '--data', folder], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environment,
    });
    // Both readers go before the ready line: each line that follows meets a broken pipe.
    started.stdout.destroy();
    started.stderr.destroy();
    const ended = once(started, 'exit');
    const healthy = async () =>
      (await fetch(`http://127.0.0.1:${port}/health`).catch(() => null))?.status === 200;
    while (!(await healthy())) {
      assert.equal(started.exitCode, null, 'ended because nobody read what it said');
      await setTimeout(100);
    }
    const database = runningDatabase(folder);
    assert.ok(database && isAlive(database));
    started.kill('SIGTERM');
    assert.equal((await ended)[0], 0);
    assert.ok(await isGone(database), 'the database is still running');
  });

  test('a bench that is told to stop leaves no database and no folder behind', async () => {
    const folder = path.join(data, 'bench');
    mkdirSync(folder);
    const started = spawn(launcher, ['bench', '--quick', '--json'], {
      stdio: 'ignore',
      env: { ...environment, TMPDIR: folder },
    });
    const ended = once(started, 'exit');
    const found = () =>
      globSync('handhold-bench-*/small', { cwd: folder }).map((name) =>
        runningDatabase(path.join(folder, name)),
      )[0];
    while (!found()) {
      assert.equal(started.exitCode, null, 'ended before its database ran');
      await setTimeout(50);
    }
    const database = found() ?? 0;
    await setTimeout(300);
    started.kill('SIGTERM');
    assert.equal((await ended)[0], 143);
    assert.ok(await isGone(database), 'the database is still running');
    assert.deepEqual(globSync('handhold-bench-*', { cwd: folder }), []);
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    test(`start says one line when ready, answers /health, and ends well at ${signal}`, async () => {
      const started = spawn(launcher, ['start', '--port', '0', '--data', data], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: environment,
      });
      let out = '';
      let err = '';
      started.stderr.on('data', (chunk) => {
        err += chunk;
      });
      started.stdout.on('data', (chunk) => {
        out += chunk;
      });
      const ended = once(started, 'exit');
      await Promise.race([once(started.stdout, 'data'), ended]);
      const address = /^Handhold is ready at (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(out)?.[1];
      assert.ok(address, `${out}\n${err}`);
      const health = await fetch(`${address}/health`);
      assert.equal(health.status, 200);
      const second = handhold('migrate', '--data', data);
      assert.equal(second.status, 3);
      assert.match(second.stderr, new RegExp(`in use by process ${started.pid} \\(handhold start\\)`));
      if (signal === 'SIGTERM') besideARunningStart(data);
      started.kill(signal);
      const [code] = await ended;
      assert.equal(code, 0, err);
      assert.equal(out.trim().split('\n').length, 1);
    });
  }

  test('a port in use is told, with exit code 3, and nothing goes on behind it', async () => {
    const other = createServer();
    const port = await new Promise<number>((listening) =>
      other.listen(0, '127.0.0.1', () => listening((other.address() as AddressInfo).port)),
    );
    try {
      const started = spawnSync(launcher, ['start', '--port', String(port), '--data', data], {
        encoding: 'utf8',
        cwd: tmpdir(),
        env: environment,
        // A program that does not end by itself is what is looked for.
        timeout: 120_000,
        killSignal: 'SIGKILL',
      });
      assert.equal(started.status, 3, started.stderr);
      assert.match(started.stderr, new RegExp(`Port ${port} on 127\\.0\\.0\\.1 is in use`));
      assert.doesNotMatch(started.stderr, /after calling end/);
      assert.equal(runningDatabase(data), null);
    } finally {
      other.close();
    }
  });
});

/** Commands that share the database of a start that runs on the embedded default, and what they may not do to it. */
function besideARunningStart(data: string): void {
  const again = handhold('seed', '--data', data, '--json');
  assert.equal(again.status, 0, again.stderr);
  assert.deepEqual([JSON.parse(again.stdout).added, JSON.parse(again.stdout).known], [0, demonstrationSize]);
  const other = handhold('seed', '--seed', '8', '--data', data);
  assert.equal(other.status, 1);
  assert.match(other.stderr, /has children that seed 8 did not invent.*Name an empty one/);
  const caseload = path.join(data, 'caseload.csv');
  writeFileSync(
    caseload,
    [
      'nhs_number,given_name,family_name,date_of_birth,address_line,postcode,team_id,practitioner_id',
      ',Wren,Alder,2026-03-02,5 Willow Walk,LU1 1AA,luton-hv,amara-osei',
    ].join('\n'),
  );
  const imported = handhold('import', caseload, '--data', data, '--json');
  assert.equal(imported.status, 0, imported.stderr);
  assert.equal(JSON.parse(imported.stdout).files[0].outcome, 'taken', imported.stdout);
  const checked = handhold('check', '--data', data);
  assert.equal(checked.status, 0, `${checked.stdout}${checked.stderr}`);
  const swept = handhold('sweep', '--data', data);
  assert.equal(swept.status, 0, swept.stderr);
  const misspelt = path.join(data, 'misspelt');
  for (const command of ['check', 'sweep']) {
    const nowhere = handhold(command, '--data', misspelt);
    assert.equal(nowhere.status, 3, nowhere.stdout);
    assert.match(nowhere.stderr, /There is no database in .*misspelt.*Name its folder/);
  }
  assert.ok(!existsSync(misspelt), 'a folder that is only asked is not made');
}

/** The process of the database that runs in a data folder, as it writes it down itself. */
function runningDatabase(dataFolder: string): number | null {
  const [file] = globSync('**/postmaster.pid', { cwd: dataFolder });
  if (!file) return null;
  try {
    const pid = Number(readFileSync(path.join(dataFolder, file), 'utf8').split('\n')[0]);
    return pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
