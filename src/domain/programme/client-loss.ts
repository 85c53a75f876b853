import { type CivilDate, sayDate } from '../calendar/time.ts';
import { today } from '../child/context.ts';
import { presentAt } from '../directory/directory.ts';
import type { Refusal, RefusalCode } from '../language/refusals.ts';
import type { ClientCommand } from './client-commands.ts';
import { accept, type ClientContext, type ClientDecision, refuse } from './client-context.ts';
import { longAgoFault } from './client-days.ts';
import { type ClientState, expecting } from './client-state.ts';

type Command<Name extends ClientCommand['type']> = Extract<ClientCommand, { type: Name }>;

/** Every schedule, letter and reminder stops at once; the mother keeps a named contact (scenario A13). */
export function recordLoss(
  state: ClientState,
  command: Command<'record-loss'>,
  context: ClientContext,
): ClientDecision {
  const { loss, on, says, contactId } = command;
  if (!expecting(state)) return refuse('not-pregnant');
  if (bornMeanwhile(state, context)) return refuse('already-born');
  const wrongDay = dayOfLossFault(on, null, context);
  if (wrongDay) return { refused: wrongDay };
  if (!presentAt(context.directory, contactId, context.now)) return refuse('practitioner-gone');
  return accept({ type: 'LossRecorded', loss, on, says, contactId });
}

/**
 * Whether the child has been born by its own record meanwhile: then its birth is told first, since the loss of a born
 * child is its death.
 */
function bornMeanwhile({ children }: ClientState, context: ClientContext): boolean {
  const unborn = children.filter(({ bornOn, lost }) => bornOn === null && !lost);
  return unborn.some(({ personId }) =>
    context.children.some((one) => one.personId === personId && one.state.identity.bornOn !== null),
  );
}

/** Her own death, or that of a child of hers: then she has a named contact, unless she has died herself (scenario A14). */
export function recordDeath(
  state: ClientState,
  command: Command<'record-death'>,
  context: ClientContext,
): ClientDecision {
  const { who, on, says, contactId } = command;
  const child = state.children.find((one) => one.personId === who);
  if (!child && who !== context.clientId) return refuse('not-her-child');
  const wrongDay = dayOfLossFault(on, child?.bornOn ?? null, context);
  if (wrongDay) return { refused: wrongDay };
  const dead = state.status === 'deceased';
  if (!child && dead) return refuse('already-deceased');
  if (child?.lost) return { facts: [] };
  const contact = contactId !== null && presentAt(context.directory, contactId, context.now);
  if (child && !dead && !contact) return refuse('contact-missing');
  return accept({ type: 'DeathRecorded', who, on, says, contactId });
}

/** Why a loss or a death cannot have been on a day: it has not come, or nobody can have been lost yet. */
function dayOfLossFault(on: CivilDate, bornOn: CivilDate | null, context: ClientContext): Refusal | null {
  if (on > today(context)) return { code: 'happened-in-future' };
  if (bornOn !== null && on < bornOn) return { code: 'date-outside', detail: `from ${sayDate(bornOn)}` };
  return longAgoFault(on, context);
}

/**
 * A message says that she has died. It is never the truth (promise P6): nothing ends, but nobody visits and nothing is sent until a
 * named person has recorded her death or taken this back (scenario A14). Known already, it changes nothing.
 */
export function reportDeath(
  state: ClientState,
  { says, messageId }: Command<'report-death'>,
): ClientDecision {
  if (state.status === 'deceased' || state.deathReported) return { facts: [] };
  return accept({ type: 'DeathReported', says, messageId });
}

/** A loss or a death that was reported or recorded in error is taken back by the supervisor, with the reason (scenarios A13 and A14). */
export function takeBackDeath(
  state: ClientState,
  { who, says }: Command<'take-back-death'>,
  context: ClientContext,
): ClientDecision {
  if (says === '') return refuse('reason-missing');
  const child = state.children.find((one) => one.personId === who);
  if (!child && who !== context.clientId) return refuse('not-her-child');
  const recorded = child ? child.lost : state.status === 'deceased' || state.deathReported !== undefined;
  return recorded ? accept({ type: 'DeathTakenBack', who, says }) : refuse('no-death');
}

/** After a loss her contact may visit her, and after her death somebody sees her child; no next visit is planned (A13, A14). */
export function visitAfterLoss(state: ClientState, visit: Command<'record-visit'>): RefusalCode | null {
  if (state.status === 'deceased' && visit.clientSeen) return 'already-deceased';
  const over = state.status === 'ended-after-loss' || state.status === 'deceased';
  return over && visit.next !== null ? 'not-enrolled' : null;
}
