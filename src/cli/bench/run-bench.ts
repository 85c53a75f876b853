import path from 'node:path';
import { demonstrationDirectoryOn } from '../../application/demonstration/directory.ts';
import { loadDirectory, saveDirectory } from '../../postgres/directory-store.ts';
import type { OpenDatabase } from '../../postgres/embedded/open-database.ts';
import { createPools, type Pools } from '../../postgres/pool.ts';
import { bareStatement, commandPath } from './command-path.ts';
import { importRate } from './import-rate.ts';
import { pageRates } from './page-rate.ts';
import { rowsNotMade } from './row-names.ts';
import { type BenchRow, type BenchSize, median, row } from './rows.ts';
import { scheduleRate } from './schedule-rate.ts';
import { startAgain } from './start-again.ts';
import { sweepRate } from './sweep-rate.ts';
import { withBenchDatabase } from './with-bench-database.ts';

/** Every measurement, each on data of its own, durable as PostgreSQL is by default. Minutes to half an hour by size. */
export async function runBench(
  folder: string,
  size: BenchSize,
  say: (line: string) => void,
): Promise<readonly BenchRow[]> {
  const small = await withBenchDatabase(path.join(folder, 'small'), async (database, pools) => {
    await saveDirectory(
      pools.admin,
      demonstrationDirectoryOn(new Date().toISOString()),
      new Date().toISOString(),
    );
    const commands = await part('Commands', say, () => commandRates(database, pools, size, say));
    const taken = await part('Import', say, () => importRate(pools, size, say));
    await pools.admin.query('truncate deadline, escalation, notice, access, sweep_run');
    const second = createPools(database);
    try {
      return { commands, taken, swept: await part('Sweep', say, () => sweepRate(pools, second, size, say)) };
    } finally {
      await second.close();
    }
  });
  const started = await part('Start', say, () => startAgain(folder, size, say));
  const pages = await part('Pages', say, () => pageRates(folder, size, say));
  const rows = [...small.commands, ...small.swept, started, ...pages, small.taken, scheduleRate(size, say)];
  const missing = rowsNotMade(
    size.children.length,
    rows.map(({ command }) => command),
  );
  if (missing.length > 0) say(`Not measured: ${missing.join('; ')}`);
  return rows;
}

/** Says how long a part of the run took, so that somebody who waits knows what the rest will take. */
async function part<Result>(
  name: string,
  say: (line: string) => void,
  act: () => Promise<Result>,
): Promise<Result> {
  const begun = performance.now();
  const result = await act();
  say(`${name}: done in ${Math.round((performance.now() - begun) / 1000)} s`);
  return result;
}

const clients = [8, 32];

/** Commands a second at the fastest that is to be expected: so many children are made before the clock runs. */
const mostCommands = 3500;

async function commandRates(
  database: OpenDatabase,
  pools: Pools,
  size: BenchSize,
  say: (line: string) => void,
): Promise<readonly BenchRow[]> {
  const seconds = ((size.rounds + 0.5) * clients.length * size.sliceMs) / 1000;
  say('Commands: making the children to hand over');
  const product = await commandPath(
    pools,
    await loadDirectory(pools.admin),
    Math.ceil((seconds * mostCommands) / 3),
  );
  const drivers = createPools({ ...database, appUrl: database.adminUrl, max: Math.max(...clients) });
  try {
    return await interleaved(await bareStatement(drivers.app), product, size, say);
  } finally {
    await drivers.app.query('drop schema bench cascade');
    await drivers.close();
  }
}

type Slices = Awaited<ReturnType<typeof bareStatement>>;

async function interleaved(
  bare: Slices,
  product: Slices,
  size: BenchSize,
  say: (line: string) => void,
): Promise<readonly BenchRow[]> {
  await bare(8, size.sliceMs / 2);
  await product(8, size.sliceMs / 2);
  const rates = clients.map((count) => ({ count, bare: [] as number[], product: [] as number[] }));
  for (let round = 0; round < size.rounds; round += 1) {
    for (const rate of rates) {
      rate.bare.push(await bare(rate.count, size.sliceMs));
      rate.product.push(await product(rate.count, size.sliceMs));
      say(
        `Commands: ${Math.round(rate.product.at(-1) ?? 0)}/s of ${Math.round(rate.bare.at(-1) ?? 0)}/s, ${rate.count} clients`,
      );
    }
  }
  return rates.flatMap(({ count, bare: measure, product: reached }) => {
    const ratio = median(reached) / median(measure);
    return [
      row({
        command: 'Bare three-insert statement',
        load: `${count} clients`,
        median: median(measure),
        rounds: measure,
        unit: '/s',
      }),
      row({
        command: 'Offer, accept, seen',
        load: `${count} clients`,
        median: median(reached),
        rounds: reached,
        unit: 'commands/s',
        ratio,
        against: 'the bare statement',
        target: 'at least 0.5, and 1,000/s',
        met: ratio >= 0.5 && median(reached) >= 1000,
        note: ratio >= 0.5 && median(reached) >= 1000 ? null : whyCommandsCost,
      }),
    ];
  });
}

/** What a processor profile of the path says; to be looked at again when the path changes. */
const whyCommandsCost =
  'By processor time a command costs one and a half times the bare statement at 32 clients and two to two and a half times at 8: the more clients, the more commands share one statement, one round trip and one commit. ' +
  'Clients who are answered together ask together again, so the server and this process would take turns; they go in two halves, each of which pays anew what a statement costs by itself: a millisecond of the server, as much as two commands in it. ' +
  'Two of the three commands on a child need no load, for the program wrote the child the time before. ' +
  'In a statement of four a command costs about 1.25 ms of processor time; half the rate of the bare statement leaves 1.23 ms of both processors, none of which may be spent waiting for the disk or for each other. ' +
  'Where the bare statement writes 3 rows it writes about 13 with 25 index entries: facts, the child’s row and state, a handover, deadlines, access rows and notices, with the constraints that keep promise P1. ' +
  'Of 12.5 kB of log 5.5 are the state, folded anew and written whole, mostly to another page; 2.4 are facts, 2 deadlines. ' +
  'Three fifths of the time are the server’s. In a statement of four a seventh of it commits to disk, a tenth writes index entries, and a thirteenth each lengthens the files, writes the log and begins the dozen statements of a call; the rest finds and writes rows and takes JSON apart. No whole page goes to the log in a run as short as this. ' +
  'Two fifths are Node’s, in one thread: a fifth of that sends to the socket, the rest is spread over rules with their deadlines, the hash chain, JSON and the driver.' +
  ' The bare statement waits for the disk and a command for the processor, so the ratio goes with the processor: on a machine that reckons 343,000 schedules a second (the last row) and writes as many bare statements it was 0.29 at 8 clients and 0.45 at 32, on one that reckons 194,000 it is 0.21 and 0.29.';
