import path from 'node:path';
import type { Pool } from 'pg';
import type { OpenDatabase } from '../../postgres/embedded/open-database.ts';
import { closing } from './ending.ts';
import { type Loaded, loadChildren } from './load-children.ts';
import { openLoop, type PageAsk } from './open-loop.ts';
import type { PageName } from './row-names.ts';
import { type BenchRow, type BenchSize, median, row } from './rows.ts';
import { atRest, readyAt, startServer } from './served.ts';
import { signedIn } from './signed-in.ts';
import { sweepAtRest } from './sweep-rate.ts';
import { whyPagesGrow, whyPagesTakeLong } from './why-pages.ts';
import { withBenchDatabase } from './with-bench-database.ts';

/** England's likely peak: ten thousand practitioners, a page each half minute. */
const peak = 330;
const bearable = 100;
const wanted = 50;

type Page = { readonly name: PageName; readonly asks: readonly PageAsk[] };

/**
 * The duty-desk page, the child's page and the caseload page through the real program in a process of its own, read records on, at
 * each number of children, each number in a database of its own. The load comes from this process.
 */
export async function pageRates(
  folder: string,
  size: BenchSize,
  say: (line: string) => void,
): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  const p95s = new Map<PageName, number[]>();
  const sizes: number[] = [];
  let last: Loaded | null = null;
  for (const wanted of size.children) {
    const place = path.join(folder, `children-${wanted}`);
    const found: AtNumber | null = await withBenchDatabase(place, (database, pools) =>
      atNumber({ pool: pools.admin, database, folder: place, size, say }, wanted, last),
    );
    if (!found) break;
    last = found.loaded;
    sizes.push(found.loaded.children);
    rows.push(...found.rows);
    for (const { page, p95 } of found.pages) p95s.set(page, [...(p95s.get(page) ?? []), p95]);
  }
  for (const [page, found] of p95s) {
    const [first, last] = [found[0], found.at(-1)];
    if (first === undefined || last === undefined || found.length < 2) continue;
    rows.push(growthRow(page, sizes, first, last));
  }
  return rows;
}

type Measuring = {
  readonly pool: Pool;
  readonly database: OpenDatabase;
  readonly folder: string;
  readonly size: BenchSize;
  readonly say: (line: string) => void;
};

type AtNumber = {
  readonly loaded: Loaded;
  readonly rows: readonly BenchRow[];
  readonly pages: readonly { readonly page: PageName; readonly p95: number }[];
};

/** Null where no more than at the number before would fit. */
async function atNumber(
  { pool, database, folder, size, say }: Measuring,
  wanted: number,
  last: Loaded | null,
): Promise<AtNumber | null> {
  const loaded = await loadChildren(pool, folder, wanted, last, size, say);
  if (!loaded) return null;
  // At each number, so that a page holds as much at each: raised steps, notices, and who was given access by them.
  const rows = [loaded.row, await sweepAtRest(pool, loaded.children, size.rounds, say)];
  const startedAt = new Date().toISOString();
  const { child, stop } = startServer(database.adminUrl, folder);
  const pages = await closing(stop, async () => {
    const address = await readyAt(child);
    const beside = (await atRest(pool, startedAt, say)) ? '' : ', beside the work after a start';
    return pagesAt(pool, address, `${loaded.children.toLocaleString('en-GB')} children${beside}`, size, say);
  });
  return { loaded, rows: [...rows, ...pages.flatMap((page) => page.rows)], pages };
}

function growthRow(page: PageName, children: readonly number[], first: number, last: number): BenchRow {
  const [from, to] = [children[0] ?? 0, children.at(-1) ?? 0];
  return row({
    command: `${page}, growth`,
    load: `p95 at ${from.toLocaleString('en-GB')} against ${to.toLocaleString('en-GB')} children`,
    median: last,
    unit: 'ms',
    ratio: last / first,
    against: `p95 at ${from.toLocaleString('en-GB')}`,
    target: 'at most 1.5 times',
    met: last <= first * 1.5,
    note: last <= first * 1.5 ? null : whyPagesGrow(page),
  });
}

async function pagesAt(
  pool: Pool,
  address: string,
  load: string,
  size: BenchSize,
  say: (line: string) => void,
) {
  const pages = [...(await pagesToAsk(pool, address)), await caseloadPage(pool, address)];
  // A program that has just begun is slow until the engine has compiled what it does often and the database has its pages at
  // hand: that is the first minute after a restart, not the day.
  for (const page of pages) await openLoop(page.asks, peak / 2, size.warmMs);
  const rounds = new Map<PageName, number[]>(pages.map(({ name }) => [name, []]));
  for (let round = 0; round < size.rounds; round += 1) {
    for (const { name, asks } of pages) {
      rounds.get(name)?.push((await openLoop(asks, peak, size.pageMs)).p95);
    }
  }
  const measured = [];
  for (const page of pages) {
    const p95s = rounds.get(page.name) ?? [];
    const p95 = median(p95s);
    const most = await largestRate(page.asks, size.pageMs);
    say(`${page.name}: p95 ${p95.toFixed(0)} ms at ${peak}/s; up to ${most}/s under ${bearable} ms`);
    measured.push({
      page: page.name,
      p95,
      rows: [
        row({
          command: page.name,
          load: `${load}, ${peak} pages/s open loop`,
          median: p95,
          rounds: p95s,
          unit: 'ms p95',
          target: `under ${wanted} ms`,
          met: p95 < wanted,
          note: p95 < wanted ? null : whyPagesTakeLong[page.name],
        }),
        row({
          command: `${page.name}, largest rate`,
          load: `${load}, p95 under ${bearable} ms`,
          median: most,
          unit: 'pages/s',
        }),
      ],
    });
  }
  return measured;
}

const rates = [1600, 1250, 1000, 800, 630, 500, 400, 330, 250, 200, 160, 125, 100, 80, 60, 40, 20];

/** By halving the list of rates: each is a quarter above the next. */
async function largestRate(asks: readonly PageAsk[], milliseconds: number): Promise<number> {
  let [low, high] = [0, rates.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const { p95 } = await openLoop(asks, rates[middle] ?? 1, milliseconds);
    if (p95 < bearable) high = middle;
    else low = middle + 1;
  }
  return rates[low] ?? 0;
}

/** The boards of twelve family nurses of different sites, those with the fullest caseloads of theirs. */
async function caseloadPage(pool: Pool, address: string): Promise<Page> {
  const { rows } = await pool.query<{ id: string }>(
    `select distinct on (c.team_id) c.nurse_id as id from client c join practitioner p on p.id = c.nurse_id
     where c.status in ('enrolled', 'paused', 'transferring-out') and p.status = 'present' and p.role = 'family-nurse' and p.team_id = c.team_id
       and not exists (select from absence a where a.practitioner_id = p.id)
     group by c.team_id, c.nurse_id order by c.team_id, count(*) desc limit 12`,
  );
  const asks: PageAsk[] = [];
  for (const { id } of rows) asks.push({ url: `${address}/programme`, cookie: await signedIn(address, id) });
  return { name: 'Caseload page', asks };
}

/** Twelve people of different teams, each with the desk of their team and children whom it may read. */
async function pagesToAsk(pool: Pool, address: string): Promise<readonly Page[]> {
  const { rows: people } = await pool.query<{ id: string; team: string }>(
    `select distinct on (p.team_id) p.id, p.team_id as team from practitioner p join team t on t.id = p.team_id
     where t.kind = 'health-visiting' and p.role = 'health-visitor' and p.status = 'present' and not p.id like '%⟦%'
       and not exists (select from absence a where a.practitioner_id = p.id)
       and exists (select from access a where a.team_id = p.team_id)
     order by p.team_id, p.id limit 12`,
  );
  const desk: PageAsk[] = [];
  const child: PageAsk[] = [];
  for (const { id, team } of people) {
    const cookie = await signedIn(address, id);
    desk.push({ url: `${address}/desk`, cookie });
    const { rows } = await pool.query<{ id: string }>(
      'select person_id as id from (select person_id from access where team_id = $1 limit 5000) a order by random() limit 300',
      [team],
    );
    for (const { id: personId } of rows) child.push({ url: `${address}/child/${personId}`, cookie });
  }
  return [
    { name: 'Duty-desk page', asks: desk },
    { name: 'Child’s page', asks: shuffled(child) },
  ];
}

function shuffled<Item>(items: readonly Item[]): readonly Item[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
