import { anotherPregnancyDays, latestBirth } from '../calendar/gestation.ts';
import { type CivilDate, daysBetween } from '../calendar/time.ts';
import type { ChildState } from './state.ts';

/** Expected by what is recorded: in care, not born and not lost. */
export function isExpected({ care, identity, stopped }: ChildState): boolean {
  return care.status === 'in-care' && identity.bornOn === null && !stopped;
}

/**
 * Whether an unborn child may be the one that is expected on a day, null where nobody knows which: an earlier pregnancy of which
 * nobody told is another one (promise P1; scenarios A4, A20 and A43).
 */
export function mayBeOnePregnancy(child: ChildState, expectedOn: CivilDate | null): boolean {
  const known = child.identity.expectedOn;
  const apart = known === null || expectedOn === null ? 0 : Math.abs(daysBetween(known, expectedOn));
  return isExpected(child) && apart <= anotherPregnancyDays;
}

/** Whether an unborn child can still be born after a day: later than that nobody has told of its birth. */
export function isStillExpected(child: ChildState, day: CivilDate): boolean {
  const { expectedOn } = child.identity;
  return isExpected(child) && (expectedOn === null || day <= latestBirth(expectedOn));
}
