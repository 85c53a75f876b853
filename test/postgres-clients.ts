import type { Answer, ChainedClientFact, ClientNotice } from '../src/application/client-store.ts';
import { clientStore } from '../src/postgres/client-store.ts';
import type { Pools } from '../src/postgres/pool.ts';
import type { AskedAndAnswered, ClientKept, ClientLedger, ClientTables } from './memory-clients.ts';
import { rowsOfEach } from './rows-of-each.ts';

/** The clients of a database that stands already, for tests to look into. */
export function postgresClients(pools: Pools): ClientLedger {
  const mine = new Set<string>();
  const store = clientStore(pools.app);
  const { admin } = pools;
  return {
    store: {
      ...store,
      append: (change) => {
        mine.add(change.personId);
        return store.append(change);
      },
    },
    facts: async (personId) => (await readFacts(pools, [personId])).get(personId) ?? [],
    tables: async (personId) => (await readTables(pools, [personId])).get(personId) ?? null,
    kept: (people) => readKept(pools, people),
    notices: async (personId) => {
      const text = 'select team_id as "teamId", for_lead as "forLead", code from notice where person_id = $1';
      return (await admin.query<ClientNotice>(text, [personId])).rows;
    },
    asked: async (personId) => {
      const text = `select consequence_id as "consequenceId", consequence_no as no, child_id as "childId", command, outcome, says
        from consequence where person_id = $1 order by asked_at, consequence_no`;
      const { rows } = await admin.query<
        Omit<AskedAndAnswered, 'answer'> & { outcome: Answer['outcome'] | null; says: string | null }
      >(text, [personId]);
      return rows.map(({ outcome, says, ...asked }) => ({
        ...asked,
        answer: outcome === null ? null : { outcome, says },
      }));
    },
    people: async () => {
      // A refused or conflicting append is counted in `mine` too, so only those with a row are people.
      const { rows } = await admin.query<{ id: string }>(
        'select person_id as id from client where person_id = any ($1)',
        [[...mine]],
      );
      return rows.map((row) => row.id);
    },
  };
}

async function readKept(pools: Pools, people: readonly string[]): Promise<readonly ClientKept[]> {
  const [facts, tables] = await Promise.all([readFacts(pools, people), readTables(pools, people)]);
  return people.map((personId) => ({
    personId,
    facts: facts.get(personId) ?? [],
    tables: tables.get(personId) ?? null,
  }));
}

function readFacts(pools: Pools, people: readonly string[]) {
  const text = `select person_id, version, data as fact, happened_at as "happenedAt", recorded_at as "recordedAt", command_id as "commandId",
      jsonb_build_object('practitionerId', recorded_by, 'teamId', recorded_team, 'role', recorded_role) as by,
      previous_hash as "previousHash", hash
    from fact where person_id = any ($1) order by person_id, version`;
  return rowsOfEach<ChainedClientFact>(pools, people, text);
}

type Owed = ClientTables['deadlines'][string];

async function readTables(
  pools: Pools,
  people: readonly string[],
): Promise<ReadonlyMap<string, ClientTables>> {
  const rows = <Row extends object>(text: string) => rowsOfEach<Row>(pools, people, text);
  const clients = await rows<ClientTables['client'] & Pick<ClientTables, 'state'>>(
    `select person_id, state, given_name, family_name, born_on, nhs_number, family_id, sealed, team_id, nurse_id, status, status_since, expected_on,
       youngest_born_on, ends_on, visit_due_on, last_visit_on, missed_count, weight::float8 as weight, transfer_to, next_visit_at, enrolled_on, offered_on, phases, contact_id, nurse_since
     from client where person_id = any ($1)`,
  );
  const children = await rows<ClientTables['children'][number]>(
    'select person_id, child_id, born_on, left_by, lost from client_child where person_id = any ($1) order by child_id',
  );
  // Without the access that the ladder lent, as for a child.
  const access = await rows<{ team_id: string; relation: string }>(
    `select person_id, team_id, relation from access a where person_id = any ($1) and not (relation = 'owner'
       and exists (select from escalation e where e.person_id = a.person_id and a.team_id = any (e.told_teams)))`,
  );
  const deadlines = await rows<Owed & { key: string }>(
    'select person_id, key, kind, owner_team as "ownerTeamId", due_at as "dueAt" from deadline where person_id = any ($1)',
  );
  const tables = new Map<string, ClientTables>();
  for (const [personId, [found]] of clients) {
    if (!found) continue;
    const { state, ...client } = found;
    tables.set(personId, {
      state,
      client,
      children: children.get(personId) ?? [],
      access: Object.fromEntries((access.get(personId) ?? []).map((one) => [one.team_id, one.relation])),
      deadlines: Object.fromEntries((deadlines.get(personId) ?? []).map(({ key, ...one }) => [key, one])),
    });
  }
  return tables;
}
