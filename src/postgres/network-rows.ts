import type { Change } from '../application/child-store.ts';
import type { Life } from '../application/demonstration/life.ts';
import { childRow, handoverRows } from '../application/project.ts';
import type { Party } from '../domain/access/relations.ts';
import { recountPeriods } from '../domain/responsibility/recount.ts';

type Cell = string | number | boolean | null;

/** One current table: the columns of its COPY, and a life's rows in it. */
export type TableRows = {
  readonly into: string;
  readonly rows: (life: Life, access: readonly Party[]) => readonly (readonly Cell[])[];
};

/** The parties that a life's changes leave with access. */
export function partiesAfter(changes: readonly Change[]): readonly Party[] {
  const has = new Map<string, Party>();
  for (const change of changes) {
    for (const teamId of change.accessTaken) has.delete(teamId);
    for (const party of change.accessGiven) has.set(party.teamId, party);
  }
  return [...has.values()];
}

/** The current tables, as the facts of a life leave them. The head of the chain is put in when it is known. */
export const tables: readonly TableRows[] = [
  {
    into: `child (person_id, version, head_hash, given_name, family_name, born_on, expected_on, nhs_number, mother_number, postcode, area_code, sealed,
      family_id, care_status, holder_team, holder_practitioner, holder_outside_name, held_since, last_seen_on)`,
    rows: ({ personId, facts, state }) => [
      [personId, facts.length, '⟦hash⟧', ...Object.values(childRow(state))],
    ],
  },
  {
    into: 'child_state (person_id, state)',
    rows: ({ personId, state }) => [[personId, JSON.stringify(state)]],
  },
  {
    into: 'accountable_period (person_id, period_no, team_id, practitioner_id, outside_name, started_at, ended_at, successor_no, end_reason)',
    rows: ({ personId, facts }) =>
      recountPeriods(facts).map(({ no, holder, from, to, endReason }) => {
        const successor = to !== null && endReason === null ? no + 1 : null;
        return [
          personId,
          no,
          holder.teamId,
          holder.practitionerId,
          holder.outsideName,
          from,
          to,
          successor,
          endReason,
        ];
      }),
  },
  {
    into: `handover (person_id, handover_id, state, kind, occasion, priority, risk_rank, releasing_team, receiving_team, destination_kind, addressed_to,
      accepted_by, prepared_by, prepared_at, offered_at, accepted_at, released_at, seen_at, ended_at, question_to, disputed)`,
    rows: ({ personId, state }) => handoverRows(state).map((row) => [personId, ...Object.values(row)]),
  },
  {
    into: `deadline (person_id, key, kind, handover_id, owner_team, other_team, from_at, due_at, steps, next_step, next_step_at, row_id, row_column,
      rule_version)`,
    rows: ({ personId, state }) =>
      Object.values(state.deadlines).map((deadline) => [
        personId,
        deadline.key,
        deadline.kind,
        deadline.handoverId,
        deadline.ownerTeamId,
        deadline.otherTeamId,
        deadline.from,
        deadline.dueAt,
        `{${deadline.steps.join(',')}}`,
        0,
        deadline.steps[0] ?? null,
        deadline.row,
        deadline.column,
        deadline.ruleVersion,
      ]),
  },
  {
    into: 'access (person_id, team_id, relation)',
    rows: ({ personId }, access) => access.map(({ teamId, as }) => [personId, teamId, as]),
  },
];
