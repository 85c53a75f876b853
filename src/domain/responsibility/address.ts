import { type CivilDate, type Instant, isCivilDate, londonDate, sayDate } from '../calendar/time.ts';
import { type Context, type Decision, refuse, today } from '../child/context.ts';
import type { Address } from './facts.ts';

/** An address is where a child sleeps now: since a day, and not a day to come. */
export function addressFault({ from }: Address, context: Context): Decision | null {
  if (!isCivilDate(from)) return refuse('reason-missing', 'Since when the child sleeps there');
  return from > today(context) ? refuse('date-outside', `by ${sayDate(today(context))}`) : null;
}

/**
 * From when an address is known: a message sent before that is older. Never later than the address was recorded, or it
 * would silence the messages that come next.
 */
export function knownFrom(from: CivilDate, recordedAt: Instant): Instant {
  return isCivilDate(from) && from <= londonDate(recordedAt) ? `${from}T00:00:00.000Z` : recordedAt;
}
