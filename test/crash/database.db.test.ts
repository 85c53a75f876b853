import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { randomFrom } from '../../src/application/demonstration/random.ts';
import { childStore } from '../../src/postgres/child-store.ts';
import { saveDirectory } from '../../src/postgres/directory-store.ts';
import { type OpenDatabase, openDatabase } from '../../src/postgres/embedded/open-database.ts';
import { migrate } from '../../src/postgres/migrate.ts';
import { createPools, type Pools } from '../../src/postgres/pool.ts';
import { postgresLedger } from '../postgres-ledger.ts';
import { directory, playLanes } from './lanes.ts';
import { assertNothingLost, finishAndCheck, workload } from './load.ts';

const kills = 5;
const clients = 8;
const seed = 20_261_124;

const dataFolder = realpathSync(mkdtempSync(path.join(tmpdir(), 'handhold-killed-')));
let server: (OpenDatabase & { readonly pools: Pools }) | null = null;
after(async () => {
  await closeServer();
  rmSync(dataFolder, { recursive: true, force: true });
});

/** Kills the whole server at once, as a power cut does: the postmaster and every process that serves a connection. */
function killServer(): void {
  const pidFile = path.join(dataFolder, 'postgres', 'postmaster.pid');
  const postmaster = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  for (const pid of [postmaster, ...childrenOf(postmaster)]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // The process had ended by itself meanwhile.
    }
  }
}

/** Where the platform does not list processes, only the postmaster is killed: the others end by themselves when it is gone. */
function childrenOf(parent: number): readonly number[] {
  if (!existsSync('/proc/self/stat')) return [];
  const pids = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
  return pids.map(Number).filter((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
    } catch {
      return false;
    }
  });
}

async function openServer() {
  const opened = await openDatabase({ dataFolder, onProgress: () => undefined });
  server = { ...opened, pools: createPools({ ...opened, max: clients }) };
  return server;
}

async function closeServer(): Promise<void> {
  const open = server;
  server = null;
  await open?.pools.close();
  await open?.stop();
}

test(`${kills} kills -9 of PostgreSQL itself under load lose nothing that was acknowledged`, async (t) => {
  const random = randomFrom(seed, 'server');
  const work = await workload(clients);
  const people = () => work.begun().map(({ personId }) => personId);
  let { adminUrl, pools } = await openServer();
  await migrate({ adminUrl });
  await saveDirectory(pools.admin, directory, '2026-11-01T00:00:00.000Z');
  for (let kill = 0; kill < kills; kill += 1) {
    const store = childStore(pools.app);
    // Each client ends with the connection that breaks under it, unanswered.
    const { promise: underLoad, resolve: reached } = Promise.withResolvers<void>();
    // So many answers, and not so long: by the clock a fast machine would come to the end of its load, and a busy one to nothing.
    let more = random.whole(clients, 10 * clients);
    const answered = (commandId: string, outcome: string) => {
      work.answered(commandId, outcome);
      more -= 1;
      if (more === 0) reached();
    };
    const lanes = work.children().map((lane) => playLanes(store, [lane], answered));
    const playing = Promise.allSettled(lanes);
    await Promise.race([underLoad, playing]);
    assert.ok(more <= 0, 'the load ended by itself');
    killServer();
    const ends = await playing;
    assert.ok(
      ends.every(({ status }) => status === 'rejected'),
      'there was no load left at the kill',
    );
    await closeServer();
    ({ pools } = await openServer());
    await assertNothingLost(pools, work.acknowledged, people());
  }
  t.diagnostic(`${kills} kills, ${work.acknowledged.size} commands acknowledged`);
  await finishAndCheck(postgresLedger(pools), work.begun());
  await assertNothingLost(pools, work.acknowledged, people());
});
