import type { Pool } from 'pg';
import type { OpenDatabase } from '../../postgres/embedded/open-database.ts';
import { closing } from './ending.ts';
import { type Loaded, loadChildren } from './load-children.ts';
import { openLoop, type PageAsk } from './open-loop.ts';
import { type BenchRow, type BenchSize, median, row } from './rows.ts';
import { atRest, readyAt, startServer } from './served.ts';
import { signedIn } from './signed-in.ts';
import { sweepAtRest } from './sweep-rate.ts';
import { whyPagesGrow, whyPagesTakeLong } from './why-pages.ts';

/** England's likely peak: ten thousand practitioners, a page each half minute. */
const peak = 330;
const bearable = 100;
const wanted = 50;

type Page = { readonly name: string; readonly asks: readonly PageAsk[] };

/**
 * The duty-desk page and the child's page through the real program in a process of its own, read records on, at each
 * number of children. The load comes from this process.
 */
export async function pageRates(
  pool: Pool,
  database: OpenDatabase,
  folder: string,
  size: BenchSize,
  say: (line: string) => void,
): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  const p95s = new Map<string, number[]>();
  let loaded: Loaded | null = null;
  const sizes: number[] = [];
  for (const wanted of size.children) {
    const last = loaded;
    loaded = await loadChildren(pool, folder, wanted, last, size.loadSeconds, say);
    const { children } = loaded;
    if (children === last?.children) break;
    sizes.push(children);
    rows.push(loaded.row);
    // At each number, so that a page holds as much at each: raised steps, notices, and who was given access by them.
    rows.push(await sweepAtRest(pool, children, size.rounds, say));
    const startedAt = new Date().toISOString();
    const { child, stop } = startServer(database.adminUrl, folder);
    await closing(stop, async () => {
      const address = await readyAt(child);
      await atRest(pool, startedAt, say);
      for (const measured of await pagesAt(pool, address, children, size, say)) {
        p95s.set(measured.page, [...(p95s.get(measured.page) ?? []), measured.p95]);
        rows.push(...measured.rows);
      }
    });
  }
  for (const [page, found] of p95s) {
    const [first, last] = [found[0], found.at(-1)];
    if (first === undefined || last === undefined || found.length < 2) continue;
    rows.push(growthRow(page, sizes, first, last));
  }
  return rows;
}

function growthRow(page: string, children: readonly number[], first: number, last: number): BenchRow {
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
  children: number,
  size: BenchSize,
  say: (line: string) => void,
) {
  const pages = [...(await pagesToAsk(pool, address)), await caseloadPage(pool, address)];
  // A program that has just begun is slow until the engine has compiled what it does often and the database has its pages at
  // hand: that is the first minute after a restart, not the day.
  for (const page of pages) await openLoop(page.asks, peak / 2, Math.max(5000, size.pageMs));
  const rounds = new Map<string, number[]>(pages.map(({ name }) => [name, []]));
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
    const load = `${children.toLocaleString('en-GB')} children`;
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
          note: p95 < wanted ? null : (whyPagesTakeLong[page.name] ?? null),
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
