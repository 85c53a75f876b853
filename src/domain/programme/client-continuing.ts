import { today } from '../child/context.ts';
import type { ClientCommand } from './client-commands.ts';
import { accept, type ClientContext, type ClientDecision, refuse } from './client-context.ts';
import { eligibilityOnTransfer } from './client-eligibility.ts';
import type { ClientFact } from './client-facts.ts';
import type { ClientState } from './client-state.ts';
import type { Door } from './doors.ts';
import { type Eligibility, sayNotMet } from './eligibility.ts';
import { siteRulesOn } from './sites.ts';

/** Doors by which a child leaves and its mother may stay a client (scenarios A11 and A15). */
const withoutMother: readonly Door[] = ['lives-elsewhere', 'removed'];

/** Whether a client goes on in the programme has to be asked once a child of hers has left without her. */
export function asksAfterChild(door: Door): readonly ClientFact[] {
  return withoutMother.includes(door) ? [{ type: 'ContinuingAsked', because: 'child-elsewhere' }] : [];
}

/**
 * After a transfer that came to nothing, whether she goes on is asked by her address: while she was on the way to
 * another site nobody asked (asksAfterMove).
 */
export function asksAfterTransfer(state: ClientState, context: ClientContext): readonly ClientFact[] {
  return asksOutside(state.teamId, state.address?.areaCode ?? null, context);
}

function asksOutside(teamId: string, areaCode: string | null, context: ClientContext): readonly ClientFact[] {
  const catchment = siteRulesOn(context.directory, teamId, today(context))?.catchment;
  const outside = areaCode !== null && catchment !== undefined && !catchment.includes(areaCode);
  return outside ? [{ type: 'ContinuingAsked', because: 'moved' }] : [];
}

/**
 * Whether she goes on is asked once her own address lies where her site takes nobody from. On the way to another site
 * that site judges.
 */
export function asksAfterMove(
  state: ClientState,
  address: ClientState['address'],
  context: ClientContext,
): readonly ClientFact[] {
  const there = address?.areaCode ?? null;
  if (state.status !== 'enrolled' && state.status !== 'paused') return [];
  if (there === (state.address?.areaCode ?? null)) return [];
  return asksOutside(state.teamId, there, context);
}

/** How she stands today to the rules of her own site, by those for clients who are in the programme already. */
export function eligibilityToGoOn(
  state: ClientState,
  context: Pick<ClientContext, 'directory' | 'now'>,
): Eligibility {
  const here = { toTeamId: state.teamId, areaCode: state.address?.areaCode ?? null };
  return eligibilityOnTransfer(state, here, context);
}

/**
 * She goes on, with the eligibility of that day beside the decision. Outside the rules that is the supervisor's to say. Where
 * she does not go on, ending the programme or a transfer is the answer, and until then it stays owed.
 */
export function reviewContinuing(
  state: ClientState,
  { why }: Extract<ClientCommand, { type: 'review-continuing' }>,
  context: ClientContext,
): ClientDecision {
  if (!state.continuing) return refuse('continuing-not-asked');
  if (why === '') return refuse('reason-missing');
  const eligibility = eligibilityToGoOn(state, context);
  if (eligibility.outcome !== 'eligible' && context.actor.role !== 'lead')
    return refuse('supervisor-continues', sayNotMet(eligibility));
  return accept({ type: 'ContinuingReviewed', why, eligibility });
}
