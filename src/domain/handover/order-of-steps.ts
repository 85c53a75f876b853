import { type Instant, londonDate, sayDate } from '../calendar/time.ts';
import type { HandoverCommandName } from './commands.ts';
import type { Handover } from './facts.ts';

/** The earlier step that a step of a handover rests on, in words, and when that really happened. */
export type Step = { readonly words: string; readonly at: Instant };

const restsOnOffer: readonly HandoverCommandName[] = [
  'acknowledge',
  'allocate',
  'ask',
  'accept',
  'decline',
  'play-back',
  'dispute',
  'redirect',
  'recall',
];
const restsOnAcceptance: readonly HandoverCommandName[] = [
  'record-first-contact',
  'record-failed-contact',
  'record-seen',
  'release-without-sighting',
  'tell-parent',
  'tell-gp',
  'tell-chis',
];
const restsOnSeeing: readonly HandoverCommandName[] = ['decide-level', 'close'];

/**
 * What a step may not have happened before: an acceptance answers an offer, and only what the receiving practitioner saw
 * after accepting is a sighting by which accountability may pass (promise P2). True times are compared, so that what was
 * done on paper is entered late in its own order. An offer is as old as it says: the paper came before the draft.
 */
export function stepBefore(command: HandoverCommandName, handover: Handover): Step | null {
  if (restsOnSeeing.includes(command) && 'seen' in handover) return { words: 'seen', at: handover.seen.at };
  if (restsOnAcceptance.includes(command) && 'acceptance' in handover)
    return { words: 'accepted', at: handover.acceptance.happenedAt };
  if (restsOnOffer.includes(command) && 'offer' in handover)
    return { words: 'offered', at: handover.offer.happenedAt };
  return null;
}

/** Whether an instant lies before a step. To the minute: that is as exact as anybody enters a time. */
export function isBefore(at: Instant, step: Step): boolean {
  return at.slice(0, 'YYYY-MM-DDTHH:MM'.length) < step.at.slice(0, 'YYYY-MM-DDTHH:MM'.length);
}

/** "Offered on 24 November 2026", for a refusal. */
export function sayStep({ words, at }: Step): string {
  return `The handover was ${words} on ${sayDate(londonDate(at))}`;
}
