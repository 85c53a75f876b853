import { type Party, partiesOf } from '../domain/access/relations.ts';
import { sealedAway } from '../domain/child/adoption.ts';
import { bereaved } from '../domain/child/bereavement.ts';
import { type ChildState, unknownChild } from '../domain/child/state.ts';
import type { Directory } from '../domain/directory/directory.ts';
import {
  disputeOpen,
  type Handover,
  isOpen,
  openQuestion,
  priorityOf,
  releaseOf,
} from '../domain/handover/facts.ts';
import { plannedJointVisit } from '../domain/handover/joint-visits.ts';
import type { JointVisitPlan } from '../domain/handover/parts.ts';
import { priorities } from '../domain/language/words.ts';
import { riskRank } from '../domain/risk/priority.ts';
import type { ChildRow, HandoverRow } from './child-store.ts';

/** The columns of the child's current row: a pure function of its state, so that `check` can rebuild and compare. */
export function childRow(state: ChildState): ChildRow {
  const { address, care, lastSeenOn } = state;
  // By no column can the old record of an adopted child be found (scenario A16).
  const identity = sealedAway(state) ? unknownChild.identity : state.identity;
  const holder = care.status === 'in-care' ? care.holder : null;
  return {
    given_name: identity.givenName,
    family_name: identity.familyName,
    born_on: identity.bornOn,
    expected_on: identity.expectedOn,
    nhs_number: identity.nhsNumber,
    mother_number: identity.mother?.nhsNumber ?? null,
    postcode: address && !address.sealed && !sealedAway(state) ? address.postcode : null,
    area_code: sealedAway(state) ? null : (address?.areaCode ?? null),
    sealed: address?.sealed ?? false,
    family_id: identity.familyId,
    care_status: care.status,
    holder_team: holder?.teamId ?? null,
    holder_practitioner: holder?.practitionerId ?? null,
    holder_outside_name: holder?.outsideName ?? null,
    held_since: care.status === 'in-care' ? care.since : null,
    last_seen_on: sealedAway(state) ? null : lastSeenOn,
  };
}

/** One handover as the lists need it. */
function handoverRow(handover: Handover, state: ChildState): HandoverRow {
  const question = openQuestion(handover);
  const release = releaseOf(handover);
  return {
    handover_id: handover.handoverId,
    // For every list a handover is over while a loss or a death stands, so that nobody rings the family about it
    // (scenarios A13, A14).
    state: bereaved(state) && isOpen(handover) ? 'withdrawn' : handover.state,
    kind: handover.kind,
    occasion: handover.occasion,
    priority: priorities.indexOf(priorityOf(handover)),
    risk_rank: riskRank(state.circumstances),
    releasing_team: handover.releasingTeamId,
    receiving_team: handover.destination.teamId,
    destination_kind: handover.destination.kind,
    addressed_to: handover.addressedTo,
    accepted_by: 'acceptance' in handover ? handover.acceptance.practitionerId : null,
    prepared_by: handover.preparedBy,
    prepared_at: handover.preparedAt,
    offered_at: 'offer' in handover ? handover.offer.at : null,
    accepted_at: 'acceptance' in handover ? handover.acceptance.at : null,
    released_at: release?.at ?? null,
    seen_at: 'seen' in handover ? handover.seen.at : null,
    ended_at: endedAt(handover),
    question_to:
      question && (question.side === 'receiving' ? handover.releasingTeamId : handover.destination.teamId),
    disputed: disputeOpen(handover),
    ...jointVisitColumns(bereaved(state) ? null : plannedJointVisit(handover)),
  };
}

/**
 * The columns of a planned joint visit. They are empty where none is planned, and while a loss or a death stands, so
 * that it is on nobody's list and in nobody's calendar.
 */
function jointVisitColumns(plan: JointVisitPlan | null) {
  return {
    joint_visit_on: plan?.on ?? null,
    joint_visit_at: plan?.at ?? null,
    joint_visit_releasing: plan?.releasingId ?? null,
    joint_visit_receiving: plan?.receivingId ?? null,
  };
}

function endedAt(handover: Handover): string | null {
  switch (handover.state) {
    case 'closed':
      return handover.closedAt;
    case 'declined':
      return handover.declined.at;
    case 'withdrawn':
      return handover.withdrawn.at;
    case 'superseded':
      return handover.superseded.at;
    case 'draft':
    case 'offered':
    case 'acknowledged':
    case 'accepted':
    case 'seen':
      return null;
  }
}

/** The handover rows of a state. */
export function handoverRows(state: ChildState): readonly HandoverRow[] {
  return state.handovers.map((handover) => handoverRow(handover, state));
}

/** The access rows of a state: one row per party. */
export function accessRows(state: ChildState, directory: Directory): readonly Party[] {
  return partiesOf(state, directory);
}
