import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
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
import { freePort } from '../../test/free-port.ts';
import { caseloadOf } from '../../test/import/import-world.ts';
import { isAlive } from '../postgres/embedded/processes.ts';
import { asOwner, environment, handhold, launcher, root } from './command-line.fixture.ts';
import { checkTells, panelAsks } from './panel-asks.fixture.ts';

const brokenOff = /Broken off\. What was taken in until now stays: give the same command again/;
/** Enough for a sealed child and for one with two holders; each check rebuilds all of them. */
const children = 40;

/** Whether a process has gone. It has ended with its parent, but a busy machine may take a while to clear it away. */
async function isGone(pid: number): Promise<boolean> {
  for (let waited = 0; isAlive(pid) && waited < 300; waited += 1) await setTimeout(100);
  return !isAlive(pid);
}

/** Where something was not so, the program would go on for ever and this file with it. */
async function isEnded(started: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (started.exitCode === null) started.kill('SIGTERM');
  await ended;
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

  test('tells the story, for a person and as JSON, with no minute of a gap', () => {
    const told = handhold('story');
    assert.equal(told.status, 0, told.stderr);
    assert.match(told.stdout, /Minutes with nobody accountable, recounted from the first fact on: 0\n/);
    const json = handhold('story', '--json');
    assert.equal(json.status, 0, json.stderr);
    const { steps, gaps, gapMinutes } = JSON.parse(json.stdout);
    assert.equal(gapMinutes, 0);
    assert.ok(gaps.length > 1 && gaps.every(({ gapBefore }: { gapBefore: number }) => gapBefore === 0));
    assert.ok(steps.length > 10);
    assert.equal(steps[0].state, undefined, 'a whole state is no answer');
  });

  test('an unknown command or flag is told, with exit code 2', () => {
    const command = handhold('strat');
    assert.equal(command.status, 2);
    assert.match(command.stderr, /no command "strat".*start/);
    const flag = handhold('start', '--prot', '1');
    assert.equal(flag.status, 2);
    assert.match(flag.stderr, /--prot/);
    assert.equal(handhold('toString').status, 2);
    for (const flag of ['--accept-restore', '--begin-anew']) {
      const unreasoned = handhold('check', flag, '--data', data);
      assert.equal(unreasoned.status, 2);
      assert.ok(unreasoned.stderr.includes(`${flag} needs --why`), unreasoned.stderr);
    }
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

  test('seed fills a database with as many children as are asked for, and start adds none to them', () => {
    const seeded = handhold('seed', '--size', String(children), '--data', data, '--json');
    assert.equal(seeded.status, 0, seeded.stderr);
    assert.deepEqual([JSON.parse(seeded.stdout).added, JSON.parse(seeded.stdout).known], [children, 0]);
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
    try {
      let database = found();
      for (; !database; database = found()) {
        assert.equal(started.exitCode, null, 'ended before its database ran');
        await setTimeout(50);
      }
      await setTimeout(300);
      started.kill('SIGTERM');
      assert.equal((await ended)[0], 143);
      assert.ok(await isGone(database), 'the database is still running');
      assert.deepEqual(globSync('handhold-bench-*', { cwd: folder }), []);
    } finally {
      await isEnded(started, ended);
    }
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
      try {
        await Promise.race([once(started.stdout, 'data'), ended]);
        const address = /^Handhold is ready at (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(out)?.[1];
        assert.ok(address, `${out}\n${err}`);
        const health = await fetch(`${address}/health`);
        assert.equal(health.status, 200);
        const again = ['start', '--port', new URL(address).port];
        for (const command of [['migrate'], again]) {
          const second = handhold(...command, '--data', data);
          assert.equal(second.status, 3);
          assert.match(second.stderr, new RegExp(`in use by process ${started.pid} \\(handhold start\\)`));
        }
        if (signal === 'SIGTERM') {
          await besideARunningStart(data);
          await panelAsks(data);
          await checkTells(data);
        }
        started.kill(signal);
        const [code] = await ended;
        assert.equal(code, 0, err);
        assert.equal(out.trim().split('\n').length, 1);
      } finally {
        await isEnded(started, ended);
      }
    });
  }

  test('start goes on when nobody reads what it says, and leaves no database behind', async () => {
    const port = await freePort();
    const started = spawn(launcher, ['start', '--port', String(port), '--data', data], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environment,
    });
    // Both readers go before the ready line: each line that follows meets a broken pipe.
    started.stdout.destroy();
    started.stderr.destroy();
    const ended = once(started, 'exit');
    const healthy = async () =>
      (await fetch(`http://127.0.0.1:${port}/health`).catch(() => null))?.status === 200;
    try {
      while (!(await healthy())) {
        assert.equal(started.exitCode, null, 'ended because nobody read what it said');
        await setTimeout(100);
      }
      const database = runningDatabase(data);
      assert.ok(database && isAlive(database));
      started.kill('SIGTERM');
      assert.equal((await ended)[0], 0);
      assert.ok(await isGone(database), 'the database is still running');
    } finally {
      await isEnded(started, ended);
    }
  });

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
      assert.match(started.stderr, new RegExp(`PORT: port ${port} on 127\\.0\\.0\\.1 is in use`));
      assert.doesNotMatch(started.stderr, /after calling end/);
      assert.equal(runningDatabase(data), null);
    } finally {
      other.close();
    }
  });

  test('an import that is broken off says what to do next, and goes on from there: nobody is lost and nobody comes twice', async () => {
    const rows = 20_000;
    const caseload = path.join(data, 'long.csv');
    writeFileSync(caseload, caseloadOf(rows, 50_000));
    const started = spawn(launcher, ['import', caseload, '--data', data], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: environment,
    });
    let err = '';
    const ended = once(started, 'exit');
    try {
      for await (const chunk of started.stderr) {
        err += chunk;
        // It is two batches ahead of what is written, in batches of 500.
        const read = [...err.matchAll(/long\.csv: ([\d,]+) rows, /g)].at(-1)?.[1] ?? '0';
        if (Number(read.replace(',', '')) >= 2000) started.kill('SIGINT');
      }
      assert.deepEqual(await ended, [130, null], err);
      assert.match(err, brokenOff);
    } finally {
      await isEnded(started, ended);
    }
    const again = handhold('import', caseload, '--data', data, '--json');
    assert.equal(again.status, 0, again.stderr);
    const [{ outcome, says, counts }] = JSON.parse(again.stdout).files;
    assert.deepEqual([outcome, says], ['taken', `${rows} rows read, ${rows} taken, 0 for a person to work`]);
    const left = counts['taken on'];
    assert.ok(left > 0 && left < rows, `${left} were left`);
    assert.match(handhold('import', caseload, '--data', data).stdout, /taken in before: nothing changes/);
  });
});

/** Commands that share the database of a start that runs on the embedded default, and what they may not do to it. */
async function besideARunningStart(data: string): Promise<void> {
  const seeded = handhold('seed', '--size', String(children), '--data', data, '--json');
  assert.equal(seeded.status, 0, seeded.stderr);
  assert.deepEqual([JSON.parse(seeded.stdout).added, JSON.parse(seeded.stdout).known], [0, children]);
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
  const asJson = handhold('check', '--json', '--data', data);
  assert.equal(asJson.status, 0, asJson.stderr);
  const { ok, children: checkedChildren, gapMinutes, findings, against } = JSON.parse(asJson.stdout);
  assert.deepEqual(
    { ok, children: checkedChildren, gapMinutes, findings },
    { ok: true, children: children + 1, gapMinutes: 0, findings: [] },
  );
  assert.equal(typeof against, 'number', 'the start made a checkpoint, and it was compared with that');
  await sweepsOneAfterTheOther(data);
  await faultIsTraced(data);
  const misspelt = path.join(data, 'misspelt');
  for (const command of [['check'], ['sweep'], ['import', caseload]]) {
    const nowhere = handhold(...command, '--data', misspelt);
    assert.equal(nowhere.status, 3, nowhere.stdout);
    assert.match(nowhere.stderr, /There is no database in .*misspelt.*Name its folder/);
  }
  assert.ok(!existsSync(misspelt), 'a folder that is only asked is not made');
}

/** Whatever falls due meanwhile, as at five o'clock: of what was due when one sweep ran, the next finds nothing left to raise. */
async function sweepsOneAfterTheOther(data: string): Promise<void> {
  const swept = handhold('sweep', '--data', data);
  assert.equal(swept.status, 0, swept.stderr);
  const again = handhold('sweep', '--json', '--data', data);
  assert.equal(again.status, 0, again.stderr);
  const { raised, late, stillOpen, ...others } = JSON.parse(again.stdout);
  assert.deepEqual([typeof raised, late, typeof stillOpen], ['number', 0, 'number']);
  assert.deepEqual(Object.keys(others).sort(), [
    ...['clientsRenamed', 'deadlines', 'kept', 'lastDays', 'renamed', 'returned'],
  ]);
  await asOwner(data, async (pool) => {
    // Those at the command line alone: the start sweeps beside them.
    const { rows } = await pool.query(
      `with run as (select sweep_id, raised, lag(started_at) over (order by started_at) as before from sweep_run where sweeper like '%/%')
       select count(*)::int as runs, coalesce(sum(raised) filter (where before is not null), 0)::int as raised,
         (select count(*)::int from run join escalation using (sweep_id) where step_due_at <= before) as left from run`,
    );
    assert.deepEqual(rows, [{ runs: 2, raised, left: 0 }]);
  });
}

/** What nobody foresaw ends a command with its trace, without the line of the program before it, and without the row (P11). */
async function faultIsTraced(data: string): Promise<void> {
  await asOwner(data, async (pool) => {
    const faulty = path.join(data, 'faulty.csv');
    writeFileSync(faulty, caseloadOf(1, 80_000));
    await pool.query(`alter table import_file add constraint by_hand check (name <> 'faulty.csv')`);
    const { status, stderr } = handhold('import', faulty, '--data', data);
    await pool.query('alter table import_file drop constraint by_hand');
    assert.equal(status, 1);
    assert.match(stderr, brokenOff);
    assert.match(stderr, /violates check constraint "by_hand"\n +at /);
    assert.doesNotMatch(stderr, /Failing row/);
    const longest = Math.max(...stderr.split('\n').map((line) => line.length));
    assert.ok(longest < 500, `a line of ${longest} characters`);
  });
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
