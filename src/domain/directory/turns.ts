import { addDays, type Instant, londonDate, londonInstant } from '../calendar/time.ts';
import type { Directory, Practitioner, Turn } from './entries.ts';
import { membersOf, presentAt } from './presence.ts';

/** When a turn ends that nobody ends by hand: with the day on which it began, so that none is forgotten overnight. */
export function turnEnds(begun: Instant): Instant {
  return londonInstant(addDays(londonDate(begun), 1), 0);
}

/** The turn that somebody has taken at the desk of the own team and that still goes at that moment; null where there is none. */
export function turnAt(directory: Directory, { id, teamId }: Practitioner, at: Instant): Turn | null {
  const covers = (one: Turn) => one.teamId === teamId && one.from <= at && at < one.to;
  return directory.turns.find((one) => one.practitionerId === id && covers(one)) ?? null;
}

/**
 * Whoever is here and on duty at a team's desk at that moment: those whom the directory file has at the desk, and those who act as
 * duty by a turn of their own.
 */
export function onDutyAt(directory: Directory, teamId: string, at: Instant): readonly Practitioner[] {
  return membersOf(directory, teamId).filter(
    (one) => (one.duty || turnAt(directory, one, at) !== null) && presentAt(directory, one.id, at),
  );
}
