import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { isAlive } from '../src/postgres/embedded/processes.ts';
import { type Account, isRoot, nobody, notForAnother } from './another-account.ts';

/**
 * What a newcomer does, on a copy of the tree that holds only what a clone holds: the README's start command after
 * `npm ci`, then the pages' address, then Ctrl-C.
 */

const root = path.resolve(import.meta.dirname, '..');
const patience = 180_000;

describe('the start command in a clean copy of the tree', {
  skip: process.platform === 'win32' && 'ends by signals, which Windows does not have',
}, () => {
  let folder: string;
  let copy: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'handhold-clean-'));
    copy = copyInto(folder);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('is the one that the README gives', () => {
    const readme = readFileSync(path.join(copy, 'README.md'), 'utf8');
    assert.match(readme, /^npm ci && npm start$/m);
    assert.match(readme, /^npm ci && npm test$/m);
  });

  test('starts, says where its pages are, answers, and ends at Ctrl-C, below a folder that nobody else may enter', async (context) => {
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    context.diagnostic(`as ${isRoot ? 'root' : 'an ordinary user'}`);
    const { seconds, said } = await startedAndEnded(copy, {});
    assert.match(said, /Filling the demonstration/);
    context.diagnostic(
      `the first start took ${seconds.toFixed(1)} s, with the database and the demonstration made`,
    );
    assert.ok(existsSync(path.join(copy, '.handhold')), 'the data stay in the project unless told otherwise');
  });

  test('starts again in a moment: it makes nothing anew', async (context) => {
    const { seconds, said } = await startedAndEnded(copy, {}, [path.join(copy, 'handhold'), 'start']);
    assert.doesNotMatch(said, /Filling the demonstration/);
    // No assertion: a machine that is busy with other tests says nothing about the time.
    context.diagnostic(`a later start took ${seconds.toFixed(1)} s, from the command to the ready line`);
  });

  test('goes on from a copy of the stopped data folder: the back-up of the runbook', async () => {
    const backUp = path.join(folder, 'back-up');
    cpSync(path.join(copy, '.handhold'), backUp, { recursive: true });
    await startedAndEnded(copy, { HANDHOLD_DATA: backUp });
  });

  test('killed, it leaves its database; the next start takes that up, and Ctrl-C stops both', async () => {
    const command = [path.join(copy, 'handhold'), 'start'];
    const killed = startIn(copy, {}, command);
    const ended = once(killed.child, 'exit');
    await readyAt(killed).finally(() => killed.child.kill('SIGKILL'));
    await ended;
    const database = databaseIn(copy);
    assert.ok(isAlive(database), 'it went with whoever was killed');
    const next = startIn(copy, {}, command);
    try {
      await readyAt(next);
      assert.match(next.said(), new RegExp(`left running .*process ${database}`));
      assert.equal(databaseIn(copy), database);
    } finally {
      await endedBy(next, 'SIGINT');
    }
    assert.equal(isAlive(database), false);
  });

  test('starts for an ordinary user too, in a home that nobody else may enter', {
    skip: notForAnother(),
  }, async () => {
    const home = mkdtempSync(path.join(tmpdir(), 'handhold-home-'));
    try {
      const theirs = copyInto(home);
      giveTo(nobody, home);
      await startedAndEnded(theirs, { HOME: home }, ['npm', 'start'], nobody);
      assert.equal(statSync(path.join(theirs, '.handhold', 'postgres')).uid, nobody?.uid);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });

  test('makes its pages also when the command is given in another folder', async () => {
    const data = { HANDHOLD_DATA: path.join(copy, '.handhold') };
    await startedAndEnded(tmpdir(), data, [path.join(copy, 'handhold'), 'start']);
  });
});

/** Answers how many seconds went by from the command to the ready line, and what was said. */
async function startedAndEnded(
  folder: string,
  settings: Readonly<Record<string, string>>,
  command: readonly string[] = ['npm', 'start'],
  as: Account | null = null,
): Promise<{ readonly seconds: number; readonly said: string }> {
  const began = performance.now();
  const started = startIn(folder, settings, command, as);
  try {
    const address = await readyAt(started);
    const seconds = (performance.now() - began) / 1000;
    const health = await fetch(`${address}/health`);
    assert.equal(health.status, 200, await health.text());
    assert.equal((await fetch(address)).status, 200, 'the first page');
    assert.equal(await endedBy(started, 'SIGINT'), 0, started.said());
    assert.doesNotMatch(started.said(), /warning/i, 'an operator is told what nobody can do anything about');
    return { seconds, said: started.said() };
  } finally {
    await started.kill();
  }
}

/** A copy of the tree as a clone has it, with what npm installed beside the tests. Answers its folder. */
function copyInto(folder: string): string {
  const copy = path.join(folder, 'handhold');
  for (const file of filesOfAClone()) {
    mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    cpSync(path.join(root, file), path.join(copy, file), { recursive: true });
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  return copy;
}

function giveTo(account: Account | null, folder: string): void {
  if (!account) return;
  for (const entry of ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) {
    // What npm installed is only linked to, and stays with whoever installed it.
    if (!entry.endsWith('node_modules')) chownSync(path.join(folder, entry), account.uid, account.gid);
  }
}

function databaseIn(copy: string): number {
  const file = path.join(copy, '.handhold', 'postgres', 'postmaster.pid');
  return Number(readFileSync(file, 'utf8').split('\n')[0]);
}

/** The files that git keeps and that are here; without git, all but what is made by running. */
function filesOfAClone(): readonly string[] {
  const listed = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
  const kept = listed.status === 0 ? listed.stdout.split('\0') : everythingButWhatIsMade();
  return kept.filter((file) => file !== '' && existsSync(path.join(root, file)));
}

function everythingButWhatIsMade(): readonly string[] {
  return readdirSync(root).filter((name) => !['node_modules', '.handhold', '.git'].includes(name));
}

type Started = {
  readonly child: ChildProcess;
  readonly said: () => string;
  /** Ends whatever is left, when an assertion failed half-way. */
  readonly kill: () => Promise<void>;
};

/** Starts on a free port, in a process group of its own as a terminal gives it, with nobody to ask. */
function startIn(
  cwd: string,
  settings: Readonly<Record<string, string>>,
  [program = '', ...parts]: readonly string[],
  as: Account | null = null,
): Started {
  const env = { ...process.env, PORT: '0', ...settings };
  const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
  const child = spawn(program, parts, { cwd, env, detached: true, stdio, ...as });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  return {
    child,
    said: () => said,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      await endedBy({ child }, 'SIGTERM');
    },
  };
}

async function readyAt({ child, said }: Started): Promise<string> {
  const until = Date.now() + patience;
  while (Date.now() < until) {
    const address = /^Handhold is ready at (http:\/\/\S+)$/m.exec(said())?.[1];
    if (address) return address;
    assert.equal(child.exitCode, null, `ended before it was ready:\n${said()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`not ready within ${patience / 1000} s:\n${said()}`);
}

/** The exit code after a signal to the whole group, as a terminal sends it at Ctrl-C. */
function endedBy({ child }: Pick<Started, 'child'>, signal: NodeJS.Signals): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  if (child.pid) process.kill(-child.pid, signal);
  return ended;
}
