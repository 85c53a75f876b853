import pg from 'pg';
import type {
  Appended,
  Change,
  ChildStore,
  LoadedChild,
  NumberTaken,
  OfFamily,
} from '../application/child-store.ts';
import { londonDate } from '../domain/calendar/time.ts';
import type { ChildState } from '../domain/child/state.ts';
import { childrenRemembered } from './children-remembered.ts';
import { childColumns } from './current-columns.ts';
import { gathering, idleServer } from './gathering.ts';
import { againAfterOthers } from './met-others.ts';

/** A pool, or one connection inside a transaction that moves more than one child. */
export type Asked = Pick<pg.Pool, 'query'> | Pick<pg.PoolClient, 'query'>;

/**
 * Children's streams in PostgreSQL. Each command is two questions, one to load and one to append, each its own
 * transaction, so that no connection waits on Node between statements. What is asked of one store at the same time is
 * sent together; each command is on a child of its own and has its own outcome. The store remembers the `remembers`
 * children that it wrote last: none on a connection whose transaction may yet be undone.
 */
export function childStore(asked: Asked, remembers = 0): ChildStore {
  const memory = childrenRemembered(remembers);
  const server = idleServer();
  const load = gathering({
    send: (wanted: readonly Wanted[]) => loadChildren(asked, wanted),
    undone,
    server,
    ...lanes,
  });
  const append = gathering({
    // Of many that met others each goes alone, and only then again.
    send: (changes: readonly Change[]) =>
      changes.length > 1
        ? appendCommands(asked, changes)
        : againAfterOthers(() => appendCommands(asked, changes)),
    keyOf: (change: Change) => change.personId,
    undone,
    server,
    ...lanes,
  });
  return {
    load: (personId, teamId) => load({ personId, teamId }),
    loadAny: (personId) => load({ personId, teamId: null }),
    ofFamily: async (families, motherNumbers, personId) => {
      const { rows } = await asked.query<OfFamily>({
        name: 'of-family',
        text: ofFamilyText,
        values: [families, motherNumbers, personId],
      });
      return rows;
    },
    numberTaken: async (nhsNumber, personId) => {
      const { rows } = await asked.query<{ taken: NumberTaken | null }>({
        name: 'number-taken',
        text: numberTakenText,
        values: [nhsNumber, personId],
      });
      return rows[0]?.taken ?? null;
    },
    bearing: async (nhsNumber) => {
      const { rows } = await asked.query<{ personId: string }>(bearingText, [[nhsNumber]]);
      return rows.map(({ personId }) => personId);
    },
    markItemsOf: async (personId, teamId) => {
      await asked.query('select mark_items_of($1, $2)', [personId, teamId]);
    },
    remembered: memory.of,
    append: async (change) => {
      memory.forget(change.personId);
      try {
        const appended = await append(change);
        if (appended.outcome === 'appended') memory.keep(change);
        return appended;
      } catch (error) {
        if (isRepeat(error)) return { outcome: 'repeated', version: change.expectedVersion };
        throw error;
      }
    },
  };
}

const ofFamilyText = `select person_id as "personId", family_id as "familyId", mother_number as "motherNumber", in_care as "inCare", sealed
  from one_family($1, $2, $3)`;

const numberTakenText = `select case
  when exists (select from find_by_number(array[$1]) where found_as = 'child' and care_status = 'in-care' and person_id <> $2) then 'in-care'
  when number_put_away($1) then 'put-away' end as taken`;

const bearingText = `select person_id as "personId" from find_by_number($1) where found_as = 'child'
  order by care_status <> 'in-care', person_id`;

/** How many children a program remembers. At some 20 kB each that is as much memory as a few pages of a browser. */
export const rememberedByProgram = 1000;

/**
 * Two statements at once: the server writes one while the other goes to disk. More would only make each smaller. Below
 * three commands in a half, the cost of a statement outweighs what two at once gain.
 */
const lanes = { lanes: 2, most: 32, halvedFrom: 6 };

/**
 * Whether the server itself says that a statement failed: then nothing of it was written. A connection that broke says
 * nothing.
 */
function undone(error: unknown): boolean {
  return error instanceof pg.DatabaseError;
}

/**
 * A command that takes the newest version, given again after it was written: its version fits, but its facts are there
 * already.
 */
function isRepeat(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.constraint === 'one_effect_of_one_command';
}

type Wanted = { readonly personId: string; readonly teamId: string | null };
type Loaded = { readonly n: number; version: number; head_hash: string; state: ChildState };

async function loadChildren(
  asked: Asked,
  wanted: readonly Wanted[],
): Promise<readonly (LoadedChild | null)[]> {
  const { rows } = await asked.query<Loaded>({
    name: 'load-children',
    text: 'select * from load_children($1, $2)',
    values: [wanted.map((one) => one.personId), wanted.map((one) => one.teamId)],
  });
  const found = new Map(rows.map((row) => [row.n, row]));
  return wanted.map(({ personId }, place) => {
    const row = found.get(place + 1);
    return row ? { personId, version: row.version, headHash: row.head_hash, state: row.state } : null;
  });
}

/**
 * Many commands in one statement, each on a child of its own and with an outcome of its own. In the order of their ids, in which the
 * rows are locked.
 */
export async function appendCommands(asked: Asked, given: readonly Change[]): Promise<readonly Appended[]> {
  const changes = given.toSorted((a, b) => (a.personId < b.personId ? -1 : 1));
  const values = [...columnsOf(changes), ...factsOf(changes), ...rowsOf(changes)];
  const { rows } = await asked.query<Appended & { person_id: string }>({
    name: 'record-commands',
    text: `select * from record_commands(${values.map((_, index) => `$${index + 1}`).join(', ')})`,
    values,
  });
  const outcomes = new Map(rows.map(({ person_id, outcome, version }) => [person_id, { outcome, version }]));
  return given.map(({ personId }) => {
    const appended = outcomes.get(personId);
    if (!appended) throw new Error('record_commands answered nothing');
    return appended;
  });
}

/** What every command has: one array for each column. The envelope is the same for all facts of a command. */
function columnsOf(changes: readonly Change[]) {
  const column = <Cell>(cell: (change: Change) => Cell) => changes.map(cell);
  return [
    column((change) => change.personId),
    column((change) => change.mustSee),
    column((change) => change.commandId),
    column((change) => change.expectedVersion),
    column((change) => change.facts[0]?.previousHash),
    column((change) => change.expectedVersion + change.facts.length),
    column((change) => change.facts.at(-1)?.hash),
    column((change) => change.facts[0]?.happenedAt),
    column((change) => change.facts[0]?.recordedAt),
    column((change) => change.facts[0]?.by.practitionerId),
    column((change) => change.facts[0]?.by.teamId),
    column((change) => change.facts[0]?.by.role),
    ...childColumns.map((name) => column((change) => change.child[name])),
    lines(column((change) => change.state)),
  ];
}

/** The facts of all, with the place of the command that each belongs to. */
function factsOf(changes: readonly Change[]) {
  const facts = changes.flatMap((change, index) => change.facts.map((fact) => ({ ...fact, of: index + 1 })));
  return [
    lines(facts.map(({ fact }) => fact)),
    facts.map((fact) => fact.of),
    facts.map((fact) => fact.version),
    facts.map((fact) => fact.previousHash),
    facts.map((fact) => fact.hash),
  ];
}

/** As JSON, each on a line of its own: JSON spells a line break within a text as an escape. */
function lines(all: readonly object[]): string {
  return all.map((one) => JSON.stringify(one)).join('\n');
}

/** What only some commands have: rows, or null for none, so that a statement that would write nothing is not begun. */
function rowsOf(changes: readonly Change[]) {
  function rows(of: (change: Change) => readonly object[]): string | null {
    const all = changes.flatMap((change) =>
      of(change).map((row) => ({ person_id: change.personId, ...row })),
    );
    return all.length === 0 ? null : JSON.stringify(all);
  }
  return [
    rows(({ facts }) => moved(facts).flatMap(({ met }) => met.map((key) => ({ key })))),
    rows(({ facts }) => moved(facts).flatMap(({ set }) => set)),
    rows(locksOf),
    rows(({ numberGiven: given, numberLetGo: let_go }) =>
      given === null && let_go === null ? [] : [{ given, let_go }],
    ),
    rows(({ periodClosed }) =>
      periodClosed ? [{ no: periodClosed.no, at: periodClosed.at, end_reason: periodClosed.endReason }] : [],
    ),
    rows(({ periodsOpened }) =>
      periodsOpened.map(({ no, holder, from, to }) => ({
        no,
        team_id: holder.teamId,
        practitioner_id: holder.practitionerId,
        outside_name: holder.outsideName,
        started_at: from,
        ended_at: to,
      })),
    ),
    rows(({ handovers }) => handovers),
    rows(({ accessTaken }) => accessTaken.map((teamId) => ({ team_id: teamId }))),
    rows(({ accessGiven }) => accessGiven.map((party) => ({ team_id: party.teamId, relation: party.as }))),
    rows(({ notices, facts }) =>
      notices.map(({ teamId, forLead, handoverId, code }) => ({
        team_id: teamId,
        for_lead: forLead,
        handover_id: handoverId,
        code,
        created_at: facts[0]?.recordedAt,
      })),
    ),
  ];
}

function moved(facts: Change['facts']) {
  return facts.flatMap(({ fact }) => (fact.type === 'DeadlinesMoved' ? [fact] : []));
}

/** Who and what must still be there, and on which day in London. */
function locksOf({ mustBePresent, mustBeLive, facts }: Change) {
  const on_day = londonDate(facts[0]?.recordedAt ?? new Date().toISOString());
  return [
    ...mustBePresent.map((practitioner_id) => ({ on_day, practitioner_id })),
    ...mustBeLive.map((team_id) => ({ on_day, team_id })),
  ];
}
