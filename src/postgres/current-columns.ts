import type { ChildRow, HandoverRow } from '../application/child-store.ts';

/** The columns of the child's row beside its key, version and head, in the order in which they are given. */
export const childColumns = [
  'given_name',
  'family_name',
  'born_on',
  'expected_on',
  'nhs_number',
  'mother_number',
  'postcode',
  'area_code',
  'sealed',
  'family_id',
  'care_status',
  'holder_team',
  'holder_practitioner',
  'holder_outside_name',
  'held_since',
  'last_seen_on',
] as const satisfies readonly (keyof ChildRow)[];

/** The columns of a handover's row beside the child. */
export const handoverColumns = [
  'handover_id',
  'state',
  'kind',
  'occasion',
  'priority',
  'risk_rank',
  'releasing_team',
  'receiving_team',
  'destination_kind',
  'addressed_to',
  'accepted_by',
  'prepared_by',
  'prepared_at',
  'offered_at',
  'accepted_at',
  'released_at',
  'seen_at',
  'ended_at',
  'question_to',
  'disputed',
  'joint_visit_on',
  'joint_visit_at',
  'joint_visit_releasing',
  'joint_visit_receiving',
] as const satisfies readonly (keyof HandoverRow)[];
