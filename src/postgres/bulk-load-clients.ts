import type { PoolClient } from 'pg';
import type { ClientLife } from '../application/client-life.ts';
import type { ClientRow } from '../application/client-store.ts';

import { numberInProgramme } from '../domain/programme/caseload.ts';
import { whatIsAlike } from './bulk-load.ts';
import { type Cell, copyAll, copyOf } from './copy.ts';

/**
 * Writes whole lives of clients that are not in the database yet, beside those of their children: the rows that
 * appending her commands one by one would leave, with the answers of her children's streams. Joins the connection's
 * transaction. `gone`: another client is in the programme by one of the numbers, and the caller rolls back.
 */
export async function bulkLoadClients(
  client: PoolClient,
  lives: readonly ClientLife[],
): Promise<'loaded' | 'gone'> {
  if (lives.length === 0) return 'loaded';
  if (!(await numbersFree(client, lives))) return 'gone';
  await copyAll(client, [
    copyOf(
      'client',
      ['person_id', 'version', 'head_hash', 'state', ...clientColumns, 'phases'],
      lives.map(clientOf),
    ),
    copyOf(
      'client_child',
      ['person_id', 'child_id', 'born_on', 'left_by', 'lost'],
      lives.flatMap(childrenOf),
    ),
    copyOf('consequence', consequenceColumns, lives.flatMap(consequencesOf)),
    ...whatIsAlike(lives.map(({ personId, changes }) => [personId, changes] as const)),
  ]);
  return 'loaded';
}

/** Claimed as append_client_facts does, in the order of the numbers. */
async function numbersFree(client: PoolClient, lives: readonly ClientLife[]): Promise<boolean> {
  const bearers = lives.flatMap(({ personId, state }) => {
    const number = numberInProgramme(state);
    return number === null ? [] : [{ number, personId }];
  });
  bearers.sort((a, b) => (a.number < b.number ? -1 : 1));
  const { rowCount } = await client.query(
    'insert into number_in_programme (nhs_number, borne_by) select * from unnest($1::text[], $2::uuid[]) on conflict do nothing',
    [bearers.map(({ number }) => number), bearers.map(({ personId }) => personId)],
  );
  return rowCount === bearers.length;
}

const clientColumns = [
  'given_name',
  'family_name',
  'born_on',
  'nhs_number',
  'family_id',
  'sealed',
  'team_id',
  'nurse_id',
  'nurse_since',
  'status',
  'status_since',
  'expected_on',
  'youngest_born_on',
  'ends_on',
  'visit_due_on',
  'last_visit_on',
  'missed_count',
  'weight',
  'transfer_to',
  'next_visit_at',
  'enrolled_on',
  'offered_on',
  'contact_id',
] as const satisfies readonly (keyof ClientRow)[];

function clientOf({ personId, facts, state, changes }: ClientLife): readonly Cell[] {
  const row = changes.at(-1)?.client;
  const columns = clientColumns.map((column) => row?.[column]);
  return [personId, facts.length, facts.at(-1)?.hash, state, ...columns, JSON.stringify(row?.phases ?? [])];
}

function childrenOf({ personId, changes }: ClientLife): readonly (readonly Cell[])[] {
  return (changes.at(-1)?.children ?? []).map((row) => [
    personId,
    row.child_id,
    row.born_on,
    row.left_by,
    row.lost,
  ]);
}

const consequenceColumns = [
  'person_id',
  'consequence_id',
  'consequence_no',
  'child_id',
  'command',
  'asked_by',
  'asked_team',
  'asked_at',
  'answered_at',
  'outcome',
  'says',
];

function consequencesOf({ personId, changes, answers }: ClientLife): readonly (readonly Cell[])[] {
  return changes.flatMap(({ facts, consequences }) => {
    const [first] = facts;
    return consequences.map(({ consequenceId, no, childId, command }) => {
      const answer = answers.get(consequenceId);
      const asked = [first?.by.practitionerId, first?.by.teamId, first?.recordedAt];
      return [
        personId,
        consequenceId,
        no,
        childId,
        command,
        ...asked,
        answer?.at,
        answer?.outcome,
        answer?.says,
      ];
    });
  });
}
