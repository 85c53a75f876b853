import { sealedAway } from '../child/adoption.ts';
import { type ChildState, keptByTeam } from '../child/state.ts';
import { type Directory, designatedNurseTeamsOf, namedNurseTeamsOf } from '../directory/directory.ts';
import { declineConcerns } from '../family/declined.ts';
import { admittedNow } from '../family/facts.ts';
import { contactOwed } from '../family/obligations.ts';
import { onwardSince } from '../handover/chain.ts';
import { disputeOpen, type Handover, isOpen, priorityOf } from '../handover/facts.ts';
import { missingNow } from '../missing/facts.ts';
import { hiddenFromClaimants } from '../move/claimant.ts';

/** How a team stands to a child. A team may stand in several relations at once; none gives no access. */
export type Relation =
  | 'holder'
  | 'releasing'
  | 'receiving'
  | 'holding-desk'
  | 'enquiry'
  | 'claimant'
  | 'named-nurse'
  | 'designated-nurse'
  | 'owner'
  | 'covering';

/** A team with a right to the record, and the first reason for it: one access row per party. */
export type Party = { readonly teamId: string; readonly as: Relation };

/** The relations of one team to a child. */
export function relationsOf(state: ChildState, teamId: string, directory: Directory): ReadonlySet<Relation> {
  return relationsByTeam(state, directory).get(teamId) ?? new Set();
}

/** The relations of every team that stands in any to a child. */
export function relationsByTeam(
  state: ChildState,
  directory: Directory,
): ReadonlyMap<string, ReadonlySet<Relation>> {
  const relations = new Map<string, Set<Relation>>();
  for (const { teamId, as } of allRelations(state, directory)) {
    const known = relations.get(teamId);
    if (known) known.add(as);
    else relations.set(teamId, new Set([as]));
  }
  return relations;
}

/** Every team that may read the record now, each once. */
export function partiesOf(state: ChildState, directory: Directory): readonly Party[] {
  const parties = new Map<string, Party>();
  for (const party of allRelations(state, directory)) {
    if (!parties.has(party.teamId)) parties.set(party.teamId, party);
  }
  return [...parties.values()];
}

function allRelations(state: ChildState, directory: Directory): readonly Party[] {
  if (sealedAway(state)) return keepers(state, directory);
  const parties: Party[] = [...holding(state)];
  for (const handover of state.handovers) parties.push(...ofHandover(handover, state));
  for (const enquiry of state.enquiries)
    if (!enquiry.settled)
      parties.push(...enquiry.otherTeamIds.map((teamId) => ({ teamId, as: 'enquiry' }) as const));
  const cover = admittedNow(state.family)?.coverTeamId ?? contactOwed(state)?.coverTeamId;
  if (cover && state.care.status === 'in-care') parties.push({ teamId: cover, as: 'covering' });
  for (const claim of state.claims)
    if (!claim.settled && !hiddenFromClaimants(state))
      parties.push({ teamId: claim.claimantTeamId, as: 'claimant' });
  for (const deadline of Object.values(state.deadlines))
    parties.push({ teamId: deadline.ownerTeamId, as: 'owner' });
  return [...parties, ...safeguarding(state, parties, directory)];
}

/** The old record of an adopted child: the named nurse of the organisation that held it, and nobody else (scenario A16). */
function keepers(state: ChildState, directory: Directory): readonly Party[] {
  if (state.care.status !== 'ended') return [];
  return namedNurseTeamsOf(directory, [state.care.lastHolder.teamId]).map(asNamedNurse);
}

function holding(state: ChildState): readonly Party[] {
  if (state.care.status === 'unknown') return [];
  const holder = state.care.status === 'in-care' ? state.care.holder : state.care.lastHolder;
  const parties: Party[] = [{ teamId: holder.teamId, as: 'holder' }];
  // The team that answers for the child in the record that goes on reads what was known in this one (scenario A20).
  if (state.care.status === 'ended' && state.care.goesOn)
    parties.push({ teamId: state.care.goesOn.teamId, as: 'claimant' });
  const keeper = keptByTeam(state);
  return keeper === null ? parties : [...parties, { teamId: keeper, as: 'holder' }];
}

function ofHandover(handover: Handover, state: ChildState): readonly Party[] {
  const releasing: Party = { teamId: handover.releasingTeamId, as: 'releasing' };
  const receiving: Party = { teamId: handover.destination.teamId, as: 'receiving' };
  const parties: Party[] = [];
  if (isOpen(handover)) parties.push(...(handover.state === 'draft' ? [releasing] : [releasing, receiving]));
  // An offer on a holding desk has no known route: whoever sits there has to find one.
  if (isOpen(handover) && handover.state !== 'draft' && handover.destination.kind === 'holding')
    parties.push({ teamId: handover.destination.teamId, as: 'holding-desk' });
  const declinedLast = handover.state === 'declined' && state.handovers.at(-1) === handover;
  if (declinedLast) parties.push(releasing, receiving);
  if (handover.state === 'withdrawn' && onwardSince(handover, state) !== null) parties.push(releasing);
  if (handover.state === 'closed' && state.handovers.at(-1) === handover) parties.push(receiving);
  if (handover.state === 'superseded' && handover.release && handover.formerTold === null)
    parties.push(releasing);
  // Nobody of a team outside the network sits here: our releasing side also records what it says, by call-back.
  if (handover.destination.kind === 'outside' && (isOpen(handover) || handover.state === 'closed'))
    parties.push(releasing, { ...releasing, as: 'receiving' });
  const decider = handover.happenings.dispute;
  if (decider && disputeOpen(handover) && (isOpen(handover) || declinedLast))
    parties.push({ teamId: decider.deciderTeamId, as: 'owner' });
  return parties;
}

/**
 * The named nurses of the sides' organisations, where a handover is more than routine, a family is missing, a refusal
 * of health visiting is a matter of concern, the child has died, a legal hold stands, or a hidden child is claimed. The
 * designated nurses, where a decision is owed by them.
 */
function safeguarding(state: ChildState, parties: readonly Party[], directory: Directory): readonly Party[] {
  const serious =
    state.stopped !== null ||
    state.hold !== undefined ||
    missingNow(state.missing) !== null ||
    declineConcerns(state.family.declined) ||
    (hiddenFromClaimants(state) && state.claims.some(({ settled }) => settled === null));
  const careful = state.handovers.some(
    (handover) => isOpen(handover) && (priorityOf(handover) !== 'routine' || disputeOpen(handover)),
  );
  if (!careful && !serious) return [];
  const sides = parties.map(({ teamId }) => teamId);
  const owes = (teamId: string) => parties.some((party) => party.as === 'owner' && party.teamId === teamId);
  return [
    ...namedNurseTeamsOf(directory, sides).map(asNamedNurse),
    ...designatedNurseTeamsOf(directory, sides)
      .filter(owes)
      .map((teamId) => ({ teamId, as: 'designated-nurse' }) as const),
  ];
}

function asNamedNurse(teamId: string): Party {
  return { teamId, as: 'named-nurse' };
}
