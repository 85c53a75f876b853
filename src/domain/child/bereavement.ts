import type { EndReason } from '../language/words.ts';
import type { ChildCommand, ChildCommandName } from './commands.ts';
import { accept, type Decision, refuse } from './context.ts';
import type { ChildState } from './state.ts';

const lossReasons: readonly EndReason[] = ['death', 'pregnancy-loss'];

/**
 * Whether a loss or a death is reported or confirmed: from then on no schedule, letter, reminder, list or notice speaks of
 * this child but of the loss itself, until it is taken back (scenarios A13 and A14).
 */
export function bereaved(state: ChildState): boolean {
  return state.stopped !== null || endedByLoss(state);
}

/** Whether a named person has confirmed a loss or a death of the child. */
export function endedByLoss({ care }: ChildState): boolean {
  return care.status === 'ended' && lossReasons.includes(care.reason);
}

/**
 * Commands that would go on as if nothing had happened. Correcting, confirming, taking back and naming a contact are
 * not among them: they stay open.
 */
const goesOn: ReadonlySet<ChildCommandName> = new Set([
  'prepare',
  'revise',
  'offer',
  'acknowledge',
  'allocate',
  'ask',
  'answer',
  'record-verbal',
  'plan-joint-visit',
  'record-joint-visit',
  'play-back',
  'accept',
  'decline',
  'dispute',
  'redirect',
  'supersede',
  'record-first-contact',
  'record-failed-contact',
  'review-failed-contacts',
  'record-seen',
  'record-meeting',
  'release-without-sighting',
  'agree-release',
  'decide-level',
  'tell-parent',
  'tell-gp',
  'tell-chis',
  'raise-priority',
  'lower-priority',
  'close',
  'record-birth',
  'record-review',
  'change-level',
  'open-missing',
  'settle-enquiry',
  'review-stay',
]);

/** Whether a command would go on as before, while every schedule is stopped. */
export function stoppedByLoss(name: ChildCommandName, { stopped }: ChildState): boolean {
  return stopped !== null && goesOn.has(name);
}

/** Refuses such a command while every schedule is stopped. A signal of a move is kept, and opens no enquiry. */
export function bereavementFault(state: ChildState, command: ChildCommand): Decision | null {
  if (state.stopped === null) return null;
  if (command.type === 'receive-signal') {
    const why = 'A loss or a death was reported, so nothing is opened by it';
    return accept({ type: 'SignalNoted', signal: command.signal, why });
  }
  return stoppedByLoss(command.type, state) ? refuse('schedules-stopped') : null;
}
