import { type Instant, londonDate, sayDate } from '../calendar/time.ts';
import type { HandoverCommandName } from './commands.ts';
import type { Handover } from './facts.ts';
import { settled } from './meetings.ts';

/** The earlier step that a step of a handover rests on, as a sentence without its day, and when that really happened. */
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
  'review-failed-contacts',
  'record-seen',
  'release-without-sighting',
  'agree-release',
  'take-back-release',
];
/** Before the release they may be told that a handover is under way; after it, who has the child now, and not sooner. */
const tells: readonly HandoverCommandName[] = ['tell-parent', 'tell-gp', 'tell-chis'];
const restsOnSeeing: readonly HandoverCommandName[] = ['decide-level', 'close'];

/**
 * The earlier step that a step may not have happened before. An acceptance answers an offer, and only what the
 * receiving practitioner saw after accepting is a sighting by which accountability may pass (promise P2). True times
 * are compared, so that what was done on paper can be entered late in its own order. An offer counts from the time that
 * it gives, which may lie before its draft: the paper came first.
 */
export function stepBefore(command: HandoverCommandName, handover: Handover): Step | null {
  if (restsOnSeeing.includes(command) && 'seen' in handover)
    return { words: 'The child was seen', at: handover.seen.at };
  if (tells.includes(command)) {
    const passed = passedAt(handover);
    if (passed) return { words: 'Accountability passed', at: passed };
  }
  if ((restsOnAcceptance.includes(command) || tells.includes(command)) && 'acceptance' in handover)
    return { words: 'The handover was accepted', at: handover.acceptance.happenedAt };
  if (restsOnOffer.includes(command) && 'offer' in handover)
    return { words: 'The handover was offered', at: handover.offer.happenedAt };
  return null;
}

/**
 * When what the release point waited for really happened, as far as the state keeps true times; null before release. It
 * is never later than the truth, so that nothing true is refused.
 */
export function passedAt(handover: Handover): Instant | null {
  if (handover.state === 'superseded') return handover.passedAt;
  if (!('acceptance' in handover) || !handover.release) return null;
  const { release, acceptance } = handover;
  const seen = 'seen' in handover && handover.seen.recordedAt <= release.at ? [handover.seen.at] : [];
  const met = Object.values(handover.happenings.meetings)
    .filter(settled)
    .map(({ at }) => at);
  return [acceptance.happenedAt, ...seen, ...met.filter((at) => at <= release.at)].toSorted().at(-1) ?? null;
}

/** Whether an instant lies before a step. To the minute: that is as exact as anybody enters a time. */
export function isBefore(at: Instant, step: Step): boolean {
  return at.slice(0, 'YYYY-MM-DDTHH:MM'.length) < step.at.slice(0, 'YYYY-MM-DDTHH:MM'.length);
}

/** "The handover was offered on 24 November 2026", for a refusal. */
export function sayStep({ words, at }: Step): string {
  return `${words} on ${sayDate(londonDate(at))}`;
}
