import assert from 'node:assert/strict';
import { askChildren } from '../../src/application/client-command.ts';
import type { Pools } from '../../src/postgres/pool.ts';
import { checkChildren } from '../ledger-checks.ts';
import type { Ledger } from '../memory-store.ts';
import { type Absences, absences } from './absences.ts';
import { type Answered, contextOf, directory, give, type Lane, type Life } from './lanes.ts';
import { anotherOf, everyKindOfLife } from './lives.ts';
import { type ClientLife, everyKindOfClient, sendsToClient } from './mothers.ts';

/** Enough for one round: a client plays as many in a quarter of a second. More would only be read and thrown away. */
const stepsAhead = 80;
/** After a crash a client sends again some commands that were answered before, as a person does who is not sure. */
const sentAgain = 2;

/** What one client of the program does, one life after the other, each command after the answer to the one before. */
export type Load =
  | { readonly of: 'child'; readonly lives: Lane }
  | { readonly of: 'client'; readonly lives: readonly ClientLife[] }
  | { readonly of: 'directory'; readonly lives: readonly Absences[] };

export type Workload = {
  /** The lives with which each client goes on, from a little before the first command that was not answered. */
  readonly children: () => readonly Lane[];
  /** The same, with two clients of the programme and the changes of the directory. */
  readonly everything: () => readonly Load[];
  readonly answered: Answered;
  readonly acknowledged: ReadonlySet<string>;
  /** Every life that was given to a client so far. */
  readonly begun: () => readonly Life[];
  readonly begunOfClients: () => readonly ClientLife[];
};

/** Lives without end for `clients` clients; the last two play the same ones as the first two, as a double click does. */
export async function workload(clients: number): Promise<Workload> {
  const acknowledged = new Set<string>();
  const [lives, mothers] = await Promise.all([everyKindOfLife(), everyKindOfClient()]);
  const ofChildren = endless(acknowledged, clients - 2, turnsOf(lives));
  const ofClients = endless(acknowledged, 2, turnsOf(mothers));
  const ofDirectory = endless(acknowledged, 1, (nth) => absences(nth, stepsAhead / 2));

  function children(): readonly Lane[] {
    const lanes = ofChildren.lanes();
    return [...lanes, ...lanes.slice(0, 2)];
  }

  return {
    children,
    everything: () => [
      ...children().map((lives) => ({ of: 'child', lives }) as const),
      ...ofClients.lanes().map((lives) => ({ of: 'client', lives }) as const),
      ...ofDirectory.lanes().map((lives) => ({ of: 'directory', lives }) as const),
    ],
    answered(commandId, outcome) {
      assert.ok(outcome === 'done' || outcome === 'repeated', `${commandId} came to ${outcome}`);
      acknowledged.add(commandId);
    },
    acknowledged,
    begun: () => ofChildren.begun,
    begunOfClients: () => ofClients.begun,
  };
}

type Told = { readonly steps: readonly { readonly commandId: string }[] };

/** The templates one after the other, each copied for a new person. */
function turnsOf<One extends Told>(templates: readonly One[]): (nth: number) => One {
  return (nth) => {
    const template = templates[nth % templates.length];
    assert.ok(template);
    return anotherOf(template);
  };
}

function endless<One extends Told>(
  acknowledged: ReadonlySet<string>,
  lanes: number,
  another: (nth: number) => One,
) {
  const queues: One[][] = Array.from({ length: lanes }, () => []);
  const begun: One[] = [];

  function laneOf(queue: One[]): readonly One[] {
    while (queue[0]?.steps.every((step) => acknowledged.has(step.commandId))) queue.shift();
    while (queue.reduce((sum, life) => sum + life.steps.length, 0) < stepsAhead) {
      const life = another(begun.length);
      begun.push(life);
      queue.push(life);
    }
    return queue.map((life) => {
      const first = life.steps.findIndex((step) => !acknowledged.has(step.commandId));
      return { ...life, steps: life.steps.slice(Math.max(0, first - sentAgain)) };
    });
  }

  return { lanes: () => queues.map(laneOf), begun };
}

/** The clients and children of these loads. */
export function peopleOf(loads: readonly Load[]): readonly string[] {
  return loads.flatMap((load) => {
    if (load.of === 'child') return load.lives.map(({ personId }) => personId);
    return load.of === 'client' ? load.lives.flatMap(peopleOfClient) : [];
  });
}

/** The client and her children. */
export function peopleOfClient({ clientId, told }: ClientLife): readonly string[] {
  return [...new Set([clientId, ...told.map(({ personId }) => personId)])];
}

/**
 * Asked of all rows at once: of these people nothing acknowledged is lost, no command is half done, each version fits its
 * facts, and whoever is in care has exactly one holder.
 */
export async function assertNothingLost(
  { admin }: Pools,
  acknowledged: Iterable<string>,
  people: readonly string[],
): Promise<void> {
  const empty = async (what: string, text: string, ...values: readonly unknown[]) =>
    assert.deepEqual((await admin.query(text, [...values])).rows, [], what);
  await empty(
    'acknowledged and lost',
    `select id from unnest($1::uuid[]) id where id not in (select command_id from fact where person_id = any ($2))
       and id not in (select change_id from directory_change)`,
    [...acknowledged],
    people,
  );
  await empty(
    'half done',
    `select person_id, command_id from fact where person_id = any ($1) group by person_id, command_id
     having min(command_part) <> 1 or max(command_part) <> count(*) or max(version) - min(version) + 1 <> count(*)`,
    people,
  );
  await empty(
    'a record and its newest fact differ',
    `select id from unnest($1::uuid[]) id
       left join (select person_id, version, head_hash from child union all select person_id, version, head_hash from client) r on r.person_id = id
       left join lateral (select version, hash from fact where person_id = id order by version desc limit 1) f on true
     where (r.version, r.head_hash) is distinct from (f.version, f.hash)`,
    people,
  );
  await empty(
    'P1: not exactly the holder of the running period',
    `select c.person_id from child c cross join lateral (
       select array_agg(row (team_id, practitioner_id)::text) as held from accountable_period where person_id = c.person_id and ended_at is null) p
     where c.person_id = any ($1) and p.held is distinct from
       case when c.care_status = 'in-care' then array[row (c.holder_team, c.holder_practitioner)::text] end`,
    people,
  );
}

/** Each change of the directory stands with all that it changed: its version moved, and the person is away or here. */
export async function assertDirectoryWhole({ admin }: Pools, firstVersion: number): Promise<void> {
  const { rows } = await admin.query(
    `select version - $1 as moved, (select count(*)::int from directory_change) as changes,
       (select count(*)::int from directory_change where what::json ->> 'type' = 'be-away') as begun, (select count(*)::int from absence) as absences,
       (select what::json ->> 'type' = 'be-away' from directory_change order by changed_at desc limit 1) is true as last,
       exists (select from absence where away_to is null) as away from directory_version`,
    [firstVersion],
  );
  const [{ moved, changes, begun, absences: kept, last, away }] = rows;
  assert.deepEqual([changes, kept, away], [moved, begun, last], 'a change of the directory is half done');
}

/** So many lives go on at the same time. */
const atOnce = 16;

async function oneByOne<One>(all: readonly One[], work: (one: One) => Promise<void>): Promise<void> {
  const left = [...all];
  async function next(): Promise<void> {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
  }
  await Promise.all(Array.from({ length: atOnce }, next));
}

/** Plays what is left of each life that was begun, and checks each child from its first fact on. */
export async function finishAndCheck(ledger: Ledger, lives: readonly Life[]): Promise<void> {
  const kept: string[] = [];
  await oneByOne(lives, async ({ personId, steps }) => {
    const loaded = await ledger.store.loadAny(personId);
    if (!loaded) return;
    kept.push(personId);
    for (const step of steps.filter(({ version }) => version >= loaded.version))
      assert.equal((await give(ledger.store, personId, step)).kind, 'done');
  });
  await checkChildren(ledger, kept, directory);
}

/** The same of clients: what was asked of their children is answered. */
export async function finishClients(ledger: Ledger, lives: readonly ClientLife[]): Promise<void> {
  const stores = { clients: ledger.clients.store, children: ledger.store };
  await oneByOne(lives, async ({ clientId, steps }) => {
    if (!(await stores.clients.load(clientId, null))) return;
    for (const step of steps) {
      const { kind } = await sendsToClient(stores, clientId, step);
      assert.ok(kind === 'done' || kind === 'repeated', `${step.command.type} came to ${kind}`);
    }
    await askChildren(stores, clientId, contextOf(steps.at(-1) ?? { who: 'system', now: '' }));
    assert.deepEqual(await stores.clients.waiting(clientId), [], 'a child was never asked');
  });
}
