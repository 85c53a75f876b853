import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { randomFrom } from '../../src/application/demonstration/random.ts';
import { childStore } from '../../src/postgres/child-store.ts';
import { saveDirectory } from '../../src/postgres/directory-store.ts';
import { openDatabase } from '../../src/postgres/embedded/open-database.ts';
import { migrate } from '../../src/postgres/migrate.ts';
import { createPools } from '../../src/postgres/pool.ts';
import { postgresLedger } from '../postgres-ledger.ts';
import { directory, playLanes } from './lanes.ts';
import { assertNothingLost, finishAndCheck, workload } from './load.ts';

const kills = 5;
const clients = 8;
const seed = 20_261_124;

const dataFolder = realpathSync(mkdtempSync(path.join(tmpdir(), 'handhold-killed-')));
after(() => rmSync(dataFolder, { recursive: true, force: true }));

/** The whole server at once, as a power cut takes it: the postmaster and every process that serves a connection. */
function killServer(): void {
  const pidFile = path.join(dataFolder, 'postgres', 'postmaster.pid');
  const postmaster = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  for (const pid of [postmaster, ...childrenOf(postmaster)]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself meanwhile.
    }
  }
}

/** Where the platform does not tell, nobody: the others then end by themselves when the postmaster is gone. */
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
  return { ...opened, pools: createPools({ ...opened, max: clients }) };
}

test(`${kills} kills -9 of PostgreSQL itself under load lose nothing that was acknowledged`, async (t) => {
  const random = randomFrom(seed, 'server');
  const work = await workload(clients);
  const people = () => work.begun().map(({ personId }) => personId);
  let server = await openServer();
  await migrate({ adminUrl: server.adminUrl });
  await saveDirectory(server.pools.admin, directory, '2026-11-01T00:00:00.000Z');
  for (let kill = 0; kill < kills; kill += 1) {
    const store = childStore(server.pools.app);
    // Each client ends with the connection that breaks under it, unanswered.
    const { promise: answering, resolve: isAnswering } = Promise.withResolvers<void>();
    const answered = (commandId: string, outcome: string) => {
      work.answered(commandId, outcome);
      isAnswering();
    };
    const lanes = work.children().map((lane) => playLanes(store, [lane], answered));
    const playing = Promise.allSettled(lanes);
    await answering;
    await wait(random.whole(100, 500));
    killServer();
    const ends = await playing;
    assert.ok(
      ends.every(({ status }) => status === 'rejected'),
      'there was no load left at the kill',
    );
    await server.pools.close();
    await server.stop();
    server = await openServer();
    await assertNothingLost(server.pools, work.acknowledged, people());
  }
  t.diagnostic(`${kills} kills, ${work.acknowledged.size} commands acknowledged`);
  await finishAndCheck(postgresLedger(server.pools), work.begun());
  await assertNothingLost(server.pools, work.acknowledged, people());
  await server.pools.close();
  await server.stop();
});
