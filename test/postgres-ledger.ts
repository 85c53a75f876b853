import assert from 'node:assert/strict';
import type { ChainedFact, HandoverRow } from '../src/application/child-store.ts';
import { changeDirectory, type DirectoryCommand } from '../src/application/directory-commands.ts';
import type { Instant } from '../src/domain/calendar/time.ts';
import { systemActor } from '../src/domain/child/context.ts';
import type { Directory } from '../src/domain/directory/directory.ts';
import type { TeamNotice } from '../src/domain/language/notices.ts';
import { checkAll } from '../src/postgres/check.ts';
import { childStore, rememberedByProgram } from '../src/postgres/child-store.ts';
import { nameForClientsOfLeavers } from '../src/postgres/clients-of-leavers.ts';
import { loadDirectory, refreshLadder, saveDirectory } from '../src/postgres/directory-store.ts';
import { directoryStore, nameAfterLeavers } from '../src/postgres/leaver.ts';
import { withdrawLadderAccess } from '../src/postgres/lent-access.ts';
import { createPools, type Pools } from '../src/postgres/pool.ts';
import { reviewLists } from '../src/postgres/review-lists.ts';
import { sweep } from '../src/postgres/sweep.ts';
import { withDatabase } from '../src/postgres/test-database.ts';
import type { Kept, Ledger, ListedReview, PeriodKept, Raised, RealWork, Tables } from './memory-store.ts';
import { postgresClients } from './postgres-clients.ts';
import { rowsOfEach } from './rows-of-each.ts';

/** Commands that wrote facts, and the facts. */
type Written = { readonly commands: number; readonly facts: number };

/**
 * A database for a whole test file. The ledgers share it: each test has children with ids of their own, and the directory is
 * put back after it.
 */
export async function openPostgres(first: Directory): Promise<{
  /** When a ledger is closed, the check that operators run is made of its people. */
  readonly ledger: () => Promise<Ledger>;
  /** How much the tests have written so far. */
  readonly written: () => Promise<Written>;
  readonly close: () => Promise<void>;
}> {
  const database = await withDatabase();
  const pools = createPools({ ...database, max: 4 });
  await saveDirectory(pools.admin, first, '2026-11-01T00:00:00.000Z');
  let kept = first;
  return {
    async ledger() {
      if (kept !== first) await pools.admin.query("update practitioner set status = 'present'");
      kept = first;
      const ledger = postgresLedger(pools, (directory) => {
        kept = directory;
      });
      const people = async () => [...(await ledger.people()), ...(await ledger.clients.people())];
      return { ...ledger, close: async () => prove(pools, await people()) };
    },
    written: () => written(pools),
    /** At the end the same check is made of the whole database. */
    async close() {
      await prove(pools);
      await pools.close();
      await database.close();
    },
  };
}

async function written({ admin }: Pools): Promise<Written> {
  const text =
    'select count(distinct (person_id, command_id))::int as commands, count(*)::int as facts from fact';
  return (await admin.query<Written>(text)).rows[0] ?? { commands: 0, facts: 0 };
}

const keptByCommands = () => assert.fail('on this database the directory is changed by its own commands');

/** Everybody is in post and present again, as at first, because another test begins. */
async function putBack({ admin }: Pools, { practitioners }: Directory): Promise<void> {
  await admin.query('delete from absence');
  await admin.query(
    `update practitioner p set status = x.status, status_since = x."statusSince", duty = x.duty
     from jsonb_to_recordset($1) x (id text, status text, "statusSince" timestamptz, duty boolean)
     where p.id = x.id and (p.status, p.duty) is distinct from (x.status, x.duty)`,
    [JSON.stringify([...practitioners.values()])],
  );
  await admin.query('update directory_version set version = version + 1');
}

/**
 * A database on which the real leaver and the real sweep run, for one test after another. They reach every child there is, and
 * a caseload counts every client, so each test begins with no families and with everybody in post and present.
 */
export async function openAlone(first: Directory): Promise<{
  /** When it is closed, the check that operators run is made of it. */
  readonly ledger: () => Promise<Ledger>;
  /** How much stands in it now. */
  readonly written: () => Promise<Written>;
  readonly close: () => Promise<void>;
}> {
  const database = await withDatabase();
  const pools = createPools({ ...database, max: 4 });
  await saveDirectory(pools.admin, first, '2026-11-01T00:00:00.000Z');
  return {
    async ledger() {
      await forgetEverybody(pools);
      await putBack(pools, first);
      return {
        ...postgresLedger(pools),
        directoryIs: keptByCommands,
        real: realWork(pools),
        close: () => prove(pools),
      };
    },
    written: () => written(pools),
    async close() {
      await pools.close();
      await database.close();
    },
  };
}

/** Empties every table about a person: they are those with `person_id`. */
async function forgetEverybody({ admin }: Pools): Promise<void> {
  const { rows } = await admin.query<{ tables: string }>(
    `select string_agg(format('%I', c.relname), ', ') as tables from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attname = 'person_id'`,
  );
  await admin.query(`truncate ${rows[0]?.tables}`);
}

/** Asserts that the check that operators run finds nothing, for these people or in the whole database. */
async function prove({ admin }: Pools, people: readonly string[] | null = null): Promise<void> {
  const { ok, findings } = await checkAll(admin, { people });
  assert.ok(ok, JSON.stringify(findings.slice(0, 5)));
}

function realWork({ admin }: Pools): RealWork {
  async function changed(
    command: DirectoryCommand,
    now: Instant,
    known: Directory | null = null,
  ): Promise<Directory> {
    const directory = known ?? (await loadDirectory(admin)).directory;
    const outcome = await changeDirectory(directoryStore(admin), directory, command, systemActor, now);
    assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
    return (await loadDirectory(admin)).directory;
  }
  return {
    async leaves(practitionerId, now) {
      const before = (await loadDirectory(admin)).directory;
      if (before.practitioners.get(practitionerId)?.status !== 'present') return before;
      const directory = await changed({ type: 'leave', practitionerId, why: 'Left the post' }, now, before);
      assert.equal((await nameAfterLeavers(admin, now)).left, 0);
      assert.equal((await nameForClientsOfLeavers(admin, now)).left, 0);
      return directory;
    },
    isAway: (practitionerId, deputyId, now) =>
      changed({ type: 'be-away', practitionerId, from: now, to: null, deputyId }, now),
    isBack: (practitionerId, now) => changed({ type: 'return', practitionerId }, now),
    /** One round of the loop: the ladder's names first, then what is due, then what the ladder lent. */
    async sweeps(now) {
      await refreshLadder(admin, now);
      await sweep(admin, { now, sweeper: 'scenario' });
      for (let turn = await withdrawLadderAccess(admin); turn.next; )
        turn = await withdrawLadderAccess(admin, turn.next);
    },
    async raised(personId) {
      const text = `select kind, owner_team as "ownerTeamId", step, array(select x ->> 'name' from jsonb_array_elements(names) x) as names
        from escalation where person_id = $1 order by key, from_at, step`;
      return (await admin.query<Raised>(text, [personId])).rows;
    },
  };
}

/** The ledger of a database that stands already. */
export function postgresLedger(
  pools: Pools,
  changed: (directory: Directory) => void = () => undefined,
): Ledger {
  const mine = new Set<string>();
  const store = childStore(pools.app, rememberedByProgram);
  return {
    store: {
      ...store,
      append: async (change) => {
        const appended = await store.append(change);
        // A child of whom nobody knows can be asked for too, and has no stream for that.
        if (['appended', 'repeated'].includes(appended.outcome)) mine.add(change.personId);
        return appended;
      },
    },
    clients: postgresClients(pools),
    facts: async (personId, after = 0) => (await readFacts(pools, [personId], after)).get(personId) ?? [],
    tables: async (personId) => (await readTables(pools, [personId])).get(personId) ?? null,
    kept: (people) => readKept(pools, people),
    notices: async (personId) => {
      const text =
        'select team_id as "teamId", for_lead as "forLead", handover_id as "handoverId", code from notice where person_id = $1';
      return (await pools.admin.query<TeamNotice>(text, [personId])).rows;
    },
    people: async () => [...mine],
    directoryIs: async (directory) => {
      changed(directory);
      for (const { id, status } of directory.practitioners.values()) {
        if (status !== 'present')
          await pools.admin.query('update practitioner set status = $2 where id = $1', [id, status]);
      }
    },
    reviewsDue: (directory, now) => reviewsDue(pools, directory, now),
    close: async () => undefined,
  };
}

/**
 * Asks what the pages ask: for a person of each team, list after list to its end. Teams outside the network are left out: no
 * page shows a list of theirs, so a child that stood on one of those alone would be missing from every other list.
 */
async function reviewsDue(
  pools: Pools,
  directory: Directory,
  now: Instant,
): Promise<readonly ListedReview[]> {
  const lists = reviewLists(pools.app);
  const lines: ListedReview[] = [];
  for (const teamId of new Set([...directory.practitioners.values()].map((one) => one.teamId))) {
    const actor = { ...systemActor, role: 'lead', teamId } as const;
    for (let from = 0, more = true; more; from += 50) {
      const due = await lists.due(actor, [actor.practitionerId], 'team', now, from);
      lines.push(...due.map(({ personId, key }) => ({ teamId, personId, key })));
      more = due.length === 50;
    }
  }
  return lines;
}

async function readKept(pools: Pools, people: readonly string[]): Promise<readonly Kept[]> {
  const [facts, tables] = await Promise.all([readFacts(pools, people), readTables(pools, people)]);
  return people.map((personId) => ({
    personId,
    facts: facts.get(personId) ?? [],
    tables: tables.get(personId) ?? null,
  }));
}

function readFacts(pools: Pools, people: readonly string[], after = 0) {
  const text = `select person_id, version, data as fact, happened_at as "happenedAt", recorded_at as "recordedAt", command_id as "commandId",
      jsonb_build_object('practitionerId', recorded_by, 'teamId', recorded_team, 'role', recorded_role) as by,
      previous_hash as "previousHash", hash
    from fact where person_id = any ($1) and version > ${after} order by person_id, version`;
  return rowsOfEach<ChainedFact>(pools, people, text);
}

type Owed = Tables['deadlines'][string];

async function readTables(pools: Pools, people: readonly string[]): Promise<ReadonlyMap<string, Tables>> {
  const rows = <Row extends object>(text: string) => rowsOfEach<Row>(pools, people, text);
  const children = await rows<Tables['child']>(
    `select person_id, given_name, family_name, born_on, expected_on, nhs_number, mother_number, postcode, area_code, sealed, family_id, care_status, holder_team,
       holder_practitioner, holder_outside_name, held_since, last_seen_on from child where person_id = any ($1)`,
  );
  const states = await rows<Pick<Tables, 'state'>>(
    'select person_id, state from child_state where person_id = any ($1)',
  );
  const handovers = await rows<HandoverRow>('select * from handover where person_id = any ($1)');
  // Without the access that the ladder lent, which follows from the sweep; the check of the whole database covers it.
  const access = await rows<{ team_id: string; relation: string }>(
    `select person_id, team_id, relation from access a where person_id = any ($1) and not (relation = 'owner'
       and exists (select from escalation e where e.person_id = a.person_id and a.team_id = any (e.told_teams))
       and not exists (select from deadline d where d.person_id = a.person_id and d.owner_team = a.team_id))`,
  );
  const deadlines = await rows<Owed & { key: string }>(
    'select person_id, key, kind, owner_team as "ownerTeamId", due_at as "dueAt" from deadline where person_id = any ($1)',
  );
  const periods = await rows<PeriodKept>(
    `select person_id, period_no as no, jsonb_build_object('teamId', team_id, 'practitionerId', practitioner_id, 'outsideName', outside_name) as holder,
       started_at as "from", ended_at as "to", end_reason as "endReason" from accountable_period where person_id = any ($1) order by person_id, period_no`,
  );
  const tables = new Map<string, Tables>();
  for (const [personId, [child]] of children) {
    const state = states.get(personId)?.[0]?.state;
    if (!child || !state) continue;
    tables.set(personId, {
      state,
      child,
      handovers: handovers.get(personId) ?? [],
      access: Object.fromEntries((access.get(personId) ?? []).map((row) => [row.team_id, row.relation])),
      deadlines: Object.fromEntries((deadlines.get(personId) ?? []).map(({ key, ...row }) => [key, row])),
      periods: periods.get(personId) ?? [],
    });
  }
  return tables;
}
