import type { ClientBase } from 'pg';
import { clientChildRows, clientRow } from '../application/client-project.ts';
import { canonical } from '../application/fact-chain.ts';
import { accessRows, childRow, handoverRows } from '../application/project.ts';
import { foldChild } from '../domain/child/evolve.ts';
import type { StoredFact } from '../domain/child/facts.ts';
import type { Directory } from '../domain/directory/directory.ts';
import { foldClient } from '../domain/programme/client-evolve.ts';
import type { StoredClientFact } from '../domain/programme/client-facts.ts';
import { clientParties } from '../domain/programme/client-permissions.ts';
import type { ClientStored } from './check-client.ts';
import { checkChain, compareColumns } from './check-rows.ts';
import type { Stored } from './stored-rows.ts';

type Row = Readonly<Record<string, unknown>>;

/** The rows that this version makes of one stream, by table, as far as they differ from those that are kept. */
export type Anew = {
  readonly child?: Row;
  readonly child_state?: Row;
  readonly client?: Row;
  readonly handover: readonly Row[];
  readonly client_child: readonly Row[];
  readonly access: readonly Row[];
  readonly accessTaken: readonly Row[];
};

/** Folds one stream, or says why it cannot be folded. Only facts whose chain is whole are believed. */
export function madeAnew(stored: Stored, directory: Directory): Anew | { readonly fault: string } {
  const { personId, facts, row, client } = stored;
  const [broken] = checkChain({ personId, row: client ?? row, facts }, (where, says, version = null) => ({
    personId,
    version,
    where,
    says,
  }));
  if (broken) return { fault: `${broken.where} ${broken.says}` };
  try {
    return client ? clientAnew(stored, client, directory) : childAnew(stored, directory);
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

function childAnew({ personId, facts, row, handovers, access, steps }: Stored, directory: Directory): Anew {
  const state = foldChild(facts as unknown as readonly StoredFact[]);
  const has = new Map(handovers.map((one) => [one.handover_id, one]));
  const columns = childRow(state);
  return {
    ...(row && differs(row, columns) ? { child: { person_id: personId, ...columns } } : {}),
    ...(canonical(row?.state) === canonical(state) ? {} : { child_state: { person_id: personId, state } }),
    handover: handoverRows(state)
      .filter((one) => differs(has.get(one.handover_id) ?? {}, one))
      .map((one) => ({ person_id: personId, ...one })),
    client_child: [],
    ...accessAnew({ personId, access, steps }, accessRows(state, directory)),
  };
}

function clientAnew(
  { personId, facts, access, steps }: Stored,
  kept: ClientStored,
  directory: Directory,
): Anew {
  const state = foldClient(facts as unknown as readonly StoredClientFact[]);
  const columns = clientRow(state);
  const same =
    canonical(kept.state) === canonical(state) && !differs({ ...kept, weight: Number(kept.weight) }, columns);
  const has = new Map(kept.children.map((child) => [child.child_id, child]));
  return {
    ...(same ? {} : { client: { person_id: personId, state, ...columns } }),
    handover: [],
    client_child: clientChildRows(state)
      .filter((child) => differs(has.get(child.child_id) ?? {}, child))
      .map((child) => ({ person_id: personId, ...child })),
    ...accessAnew({ personId, access, steps }, clientParties(state, directory)),
  };
}

function differs(kept: object, expected: object): boolean {
  const at = (where: string, says: string) => ({ personId: null, version: null, where, says });
  return compareColumns('', kept, expected, at).length > 0;
}

/** The parties of the state. A team that the ladder told keeps the record beside them, as an owner. */
function accessAnew(
  { personId, access, steps }: Pick<Stored, 'personId' | 'access' | 'steps'>,
  parties: readonly { readonly teamId: string; readonly as: string }[],
): Pick<Anew, 'access' | 'accessTaken'> {
  const expected = new Map(parties.map((party) => [party.teamId, party.as]));
  const has = new Map(access.map((party) => [party.teamId, party.as as string]));
  const told = new Set(steps.flatMap((step) => step.told));
  return {
    access: [...expected]
      .filter(([teamId, as]) => has.get(teamId) !== as)
      .map(([team_id, relation]) => ({ person_id: personId, team_id, relation })),
    accessTaken: [...has]
      .filter(([teamId, as]) => !expected.has(teamId) && !(as === 'owner' && told.has(teamId)))
      .map(([team_id]) => ({ person_id: personId, team_id })),
  };
}

/** Writes what differs, one statement for each table. Called inside a transaction that holds the people's rows. */
export async function writeAnew(client: ClientBase, all: readonly Anew[]): Promise<void> {
  const rows = (of: (anew: Anew) => Row | undefined) =>
    all.flatMap((anew) => {
      const row = of(anew);
      return row ? [row] : [];
    });
  await write(
    client,
    'child',
    ['person_id'],
    rows(({ child }) => child),
  );
  await write(
    client,
    'child_state',
    ['person_id'],
    rows(({ child_state }) => child_state),
  );
  await write(
    client,
    'client',
    ['person_id'],
    rows((anew) => anew.client),
  );
  const handovers = all.flatMap(({ handover }) => handover);
  await write(client, 'handover', ['person_id', 'handover_id'], handovers);
  const children = all.flatMap(({ client_child }) => client_child);
  await write(client, 'client_child', ['person_id', 'child_id'], children);
  const taken = all.flatMap(({ accessTaken }) => accessTaken);
  if (taken.length > 0)
    await client.query(
      `delete from access using json_populate_recordset(null::access, $1) gone
       where access.person_id = gone.person_id and access.team_id = gone.team_id`,
      [JSON.stringify(taken)],
    );
  await write(
    client,
    'access',
    ['person_id', 'team_id'],
    all.flatMap(({ access }) => access),
  );
}

/** Writes these columns of the rows that have these keys; a row that is not there is made, where its table lets it be. */
async function write(
  client: ClientBase,
  table: string,
  keys: readonly string[],
  rows: readonly Row[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const others = columns.filter((column) => !keys.includes(column));
  const key = keys.map((column) => `kept.${column} = n.${column}`).join(' and ');
  const values = [JSON.stringify(rows)];
  await client.query(
    `update ${table} kept set ${others.map((column) => `${column} = n.${column}`).join(', ')}
     from json_populate_recordset(null::${table}, $1) n where ${key}`,
    values,
  );
  // Only rows of these tables may be missing: a child or a client without a row is for the check to name.
  if (!['child_state', 'handover', 'client_child', 'access'].includes(table)) return;
  await client.query(
    `insert into ${table} (${columns.join(', ')}) select ${columns.map((column) => `n.${column}`).join(', ')}
     from json_populate_recordset(null::${table}, $1) n where not exists (select from ${table} kept where ${key})`,
    values,
  );
}
