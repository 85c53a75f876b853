import type { Pool } from 'pg';
import { defaultRuleSets } from '../../domain/calendar/time-limits.ts';
import { directoryCache } from '../../postgres/directory-store.ts';
import type { Pools } from '../../postgres/pool.ts';
import { sweep } from '../../postgres/sweep.ts';
import { moreToPass, sweepPass } from '../../postgres/sweep-pass.ts';
import { type BenchRow, type BenchSize, median, row } from './rows.ts';

const insertText = `
  insert into deadline (person_id, key, kind, owner_team, other_team, from_at, due_at, steps, next_step, next_step_at, row_id, row_column, rule_version)
  select gen_random_uuid(), 'bench/' || n, 'acknowledge', 'luton-hv', 'ealing-hv', at, at,
    array[at, at + interval '30 days', at + interval '31 days', at + interval '32 days', at + interval '33 days'], 0, at, '5', 'routine', 'bench'
  from (select n, $2::timestamptz + n * $3::interval as at from generate_series(1, $1::int) n) due`;

/** What a processor profile says; to be looked at again when the sweep changes. */
const whySweepsTakeLong =
  'Nearly all of it is the server’s: half of its time writes index entries, those of the deadlines that the bench puts in included. Other work on the machine shows at once.';

/** Deadlines a second with two sweepers, each with connections of its own, and a pass that finds nothing due. */
export async function sweepRate(
  first: Pools,
  second: Pools,
  size: BenchSize,
  say: (line: string) => void,
): Promise<readonly BenchRow[]> {
  const { admin } = first;
  const now = () => new Date().toISOString();
  say(`Sweep: ${size.idleDeadlines.toLocaleString('en-GB')} deadlines that are not due`);
  await admin.query(insertText, [
    size.idleDeadlines,
    new Date(Date.now() + 86_400_000).toISOString(),
    '1 second',
  ]);
  await admin.query('vacuum analyze deadline');
  const idle: number[] = [];
  const busy: number[] = [];
  await sweep(admin, { now: now(), sweeper: 'bench' });
  for (let round = 0; round < size.rounds; round += 1) {
    idle.push(await timed(() => sweep(admin, { now: now(), sweeper: 'bench' })));
    await admin.query(insertText, [
      size.dueDeadlines,
      new Date(Date.now() - 60_000).toISOString(),
      '0 seconds',
    ]);
    let done = 0;
    const took = await timed(async () => {
      const swept = await Promise.all(
        [first, second].map((pools, index) => sweep(pools.admin, { now: now(), sweeper: `bench ${index}` })),
      );
      done = swept.reduce((sum, { deadlines }) => sum + deadlines, 0);
    });
    busy.push((done / took) * 1000);
    say(
      `Sweep: ${Math.round(busy.at(-1) ?? 0).toLocaleString('en-GB')} a second; ${Math.round(idle.at(-1) ?? 0)} ms with nothing due`,
    );
  }
  await admin.query('truncate deadline, escalation, notice, access, sweep_run');
  const load = size.idleDeadlines.toLocaleString('en-GB');
  return [
    row({
      command: 'Sweep, two sweepers',
      load: `${size.dueDeadlines.toLocaleString('en-GB')} due among ${load}`,
      median: median(busy),
      rounds: busy,
      unit: 'deadlines/s',
      target: 'at least 15,000/s',
      met: median(busy) >= 15_000,
      note: median(busy) >= 15_000 ? null : whySweepsTakeLong,
    }),
    row({
      command: 'Sweep, nothing due',
      load: `${load} deadlines`,
      median: median(idle),
      rounds: idle,
      unit: 'ms',
      target: 'under 1,000 ms',
      met: median(idle) < 1000,
      note: median(idle) < 1000 ? null : whyIdleSweepsTakeLong,
    }),
  ];
}

/** The whole pass of the loop over so many children with nothing due: what had fallen due is raised by passes before it. */
export async function sweepAtRest(
  pool: Pool,
  children: number,
  rounds: number,
  say: (line: string) => void,
): Promise<BenchRow> {
  const directory = await directoryCache(pool);
  // As the loop of the program gives it: a pass does not read the directory that the process holds.
  const network = () => ({ ...directory.held(), ruleSets: defaultRuleSets });
  const pass = () => sweepPass(pool, { now: () => new Date().toISOString(), sweeper: 'bench', network });
  say(`Sweep: raising what has fallen due among ${children.toLocaleString('en-GB')} children`);
  for (let passed = await pass(); passed.swept.deadlines > 0 || moreToPass(passed); ) passed = await pass();
  // As the database does by itself within minutes of a tide of steps: the overdue ones are counted by their index then.
  await pool.query('vacuum deadline');
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) took.push(await timed(pass));
  const { rows } = await pool.query<{ n: number }>('select count(*) as n from deadline');
  const middle = median(took);
  say(`Sweep: ${Math.round(middle)} ms with nothing due`);
  return row({
    command: 'Sweep, nothing due',
    load: `${children.toLocaleString('en-GB')} children, ${Number(rows[0]?.n ?? 0).toLocaleString('en-GB')} deadlines; the whole pass`,
    median: middle,
    rounds: took,
    unit: 'ms',
    target: 'under 1,000 ms',
    met: middle < 1000,
    note: middle < 1000 ? null : whyIdleSweepsTakeLong,
  });
}

/** What a trial among 100,000 children said, and one plan among 3,300,000. */
const whyIdleSweepsTakeLong =
  'It grows with what is overdue, not with the children: half or more counts the overdue steps for the sweep’s record, by their index alone where the table was vacuumed since they were raised; a fifth asks what supervision each nurse is owed.';

export async function timed(act: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}
