import type { Change } from '../application/child-store.ts';
import type { ClientLife } from '../application/client-life.ts';
import { clientChildRows, clientRow } from '../application/client-project.ts';
import type { ClientChange } from '../application/client-store.ts';
import type { Life } from '../application/demonstration/life.ts';
import { childRow, handoverRows } from '../application/project.ts';
import { recountPeriods } from '../domain/responsibility/recount.ts';

type Cell = string | number | boolean | null;

/** The parties that a life's changes leave with access. */
function partiesAfter(changes: readonly Pick<Change | ClientChange, 'accessTaken' | 'accessGiven'>[]) {
  const has = new Map<string, { readonly teamId: string; readonly as: string }>();
  for (const change of changes) {
    for (const teamId of change.accessTaken) has.delete(teamId);
    for (const party of change.accessGiven) has.set(party.teamId, party);
  }
  return [...has.values()];
}

type Row = readonly Cell[];

/** Rows by the table and columns of their COPY. */
export type RowsByTable = ReadonlyMap<string, readonly Row[]>;

const into = {
  child: `child (person_id, version, head_hash, given_name, family_name, born_on, expected_on, nhs_number, mother_number, postcode, area_code, sealed,
    family_id, care_status, holder_team, holder_practitioner, holder_outside_name, held_since, last_seen_on)`,
  state: 'child_state (person_id, state)',
  period:
    'accountable_period (person_id, period_no, team_id, practitioner_id, outside_name, started_at, ended_at, successor_no, end_reason)',
  handover: `handover (person_id, handover_id, state, kind, occasion, priority, risk_rank, releasing_team, receiving_team, destination_kind, addressed_to,
    accepted_by, prepared_by, prepared_at, offered_at, accepted_at, released_at, seen_at, ended_at, question_to, disputed,
    joint_visit_on, joint_visit_at, joint_visit_releasing, joint_visit_receiving)`,
  deadline: `deadline (person_id, key, kind, handover_id, owner_team, other_team, from_at, due_at, steps, next_step, next_step_at, row_id, row_column,
    rule_version)`,
  access: 'access (person_id, team_id, relation)',
  client: `client (person_id, version, head_hash, state, given_name, family_name, born_on, nhs_number, family_id, sealed, team_id, nurse_id, nurse_since, status,
    status_since, expected_on, youngest_born_on, ends_on, visit_due_on, last_visit_on, missed_count, weight, transfer_to, next_visit_at, enrolled_on,
    offered_on, contact_id, phases)`,
  clientChild: 'client_child (person_id, child_id, born_on, left_by, lost)',
  consequence: `consequence (person_id, consequence_id, consequence_no, child_id, command, asked_by, asked_team, asked_at, answered_at, outcome, says)`,
};

export const tableNames: readonly string[] = Object.values(into);
export const stateTable = into.state;

/** Where the head of the chain is put in when it is known. */
const head = '⟦hash⟧';

/** A child’s current rows, as the facts of its life leave them. */
export function rowsOfChild({ personId, facts, state, changes }: Life): RowsByTable {
  return new Map<string, readonly Row[]>([
    [into.child, [[personId, facts.length, head, ...Object.values(childRow(state))]]],
    [into.state, [[personId, JSON.stringify(state)]]],
    [into.period, periodRows(personId, facts)],
    [into.handover, handoverRows(state).map((row) => [personId, ...Object.values(row)])],
    [into.deadline, deadlineRows(personId, state)],
    [into.access, partiesAfter(changes).map(({ teamId, as }) => [personId, teamId, as])],
  ]);
}

/** A client’s current rows, with what her facts asked of her child. */
export function rowsOfClient({ personId, facts, state, changes, answers }: ClientLife): RowsByTable {
  const { phases, ...columns } = clientRow(state);
  const row = [...Object.values(columns), JSON.stringify(phases)];
  return new Map<string, readonly Row[]>([
    [into.client, [[personId, facts.length, head, JSON.stringify(state), ...row]]],
    [
      into.clientChild,
      clientChildRows(state).map((child) => [
        personId,
        child.child_id,
        child.born_on,
        child.left_by,
        child.lost,
      ]),
    ],
    [into.consequence, changes.flatMap((change) => consequenceRows(personId, change, answers))],
    [into.deadline, deadlineRows(personId, state)],
    [into.access, partiesAfter(changes).map(({ teamId, as }) => [personId, teamId, as])],
  ]);
}

function consequenceRows(
  personId: string,
  { facts: [first], consequences }: ClientChange,
  answers: ClientLife['answers'],
): readonly Row[] {
  const asked = [first?.by.practitionerId ?? null, first?.by.teamId ?? null, first?.recordedAt ?? null];
  return consequences.map(({ consequenceId, no, childId, command }) => {
    const answer = answers.get(consequenceId);
    const answered = [answer?.at ?? null, answer?.outcome ?? null, answer?.says ?? null];
    return [personId, consequenceId, no, childId, JSON.stringify(command), ...asked, ...answered];
  });
}

function periodRows(personId: string, facts: Life['facts']): readonly Row[] {
  return recountPeriods(facts).map(({ no, holder, from, to, endReason }) => {
    const successor = to !== null && endReason === null ? no + 1 : null;
    const { teamId, practitionerId, outsideName } = holder;
    return [personId, no, teamId, practitionerId, outsideName, from, to, successor, endReason];
  });
}

function deadlineRows(
  personId: string,
  { deadlines }: { readonly deadlines: Life['state']['deadlines'] },
): readonly Row[] {
  return Object.values(deadlines).map((deadline) => [
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
  ]);
}
