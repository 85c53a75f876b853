import {
  addDays,
  addMinutes,
  type CivilDate,
  dayOfWeek,
  type Instant,
  londonDate,
  londonInstant,
} from '../../domain/calendar/time.ts';

/** The one clock of those whose lives are played together: it never goes backwards, and never past the present. */
export type Clock = {
  readonly now: Instant;
  readonly at: () => Instant;
  /** To that moment, or, where it lies behind, a few minutes on. */
  readonly moveTo: (at: Instant) => Instant;
  /** To a working hour so many days before the present. */
  readonly daysAgo: (days: number, minuteOfDay?: number) => Instant;
};

/** Far enough back for a child of six and the pregnancy before it. */
const furthest = 2700;

export function clockUntil(now: Instant): Clock {
  let clock = addMinutes(now, -furthest * 24 * 60);

  function moveTo(at: Instant): Instant {
    const next = at > clock ? at : addMinutes(clock, 4);
    clock = next > now ? now : next;
    return clock;
  }

  return {
    now,
    at: () => clock,
    moveTo,
    daysAgo: (days, minuteOfDay = 600) =>
      moveTo(
        days === 0
          ? addMinutes(now, -90)
          : londonInstant(workday(addDays(londonDate(now), -days)), minuteOfDay),
      ),
  };
}

/** A weekend's work was done on the Friday before. */
export function workday(day: CivilDate): CivilDate {
  return addDays(day, -({ 6: 1, 0: 2 }[dayOfWeek(day)] ?? 0));
}

/** What fell on a weekend and could not be foreseen was done on the Monday after. */
export function nextWorkday(day: CivilDate): CivilDate {
  return addDays(day, { 6: 2, 0: 1 }[dayOfWeek(day)] ?? 0);
}
