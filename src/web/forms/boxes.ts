import { type CivilDate, type Instant, londonDate, londonMinutes } from '../../domain/calendar/time.ts';
import type { RawForm } from './fields.ts';

/** Days and times as the boxes of a form hold them: the way back from what `readForm` reads. */

/** A day in its three boxes. */
export function boxesOfDate(name: string, on: CivilDate): RawForm {
  const [year = '', month = '', day = ''] = on.split('-');
  return {
    [`${name}-day`]: String(Number(day)),
    [`${name}-month`]: String(Number(month)),
    [`${name}-year`]: year,
  };
}

/** A moment in the boxes of its day and its time, by London's clock. */
export function boxesOfMoment(name: string, at: Instant): RawForm {
  return { ...boxesOfDate(name, londonDate(at)), [`${name}-time`]: boxOfTime(at) };
}

/** The time of day at a moment, by London's clock: "14:30". */
export function boxOfTime(at: Instant): string {
  const minutes = londonMinutes(at);
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
