import type { LimitRow } from './rule-set.ts';
import type { TimedLimit } from './working-time.ts';

/** The words in which the tables of time limits are written. */
export const wd = (n: number): TimedLimit => ({ unit: 'working-days', n });
export const workingHours = (n: number): TimedLimit => ({ unit: 'working-hours', n });
export const hours = (n: number): TimedLimit => ({ unit: 'hours', n });
export const days = (n: number): TimedLimit => ({ unit: 'days', n });
export const sameDay: TimedLimit = { unit: 'same-day' };
export const urgentSameDay = hours(8);
export const atOnce = hours(2);
export const minutes = hours(0.25);
export const none = { unit: 'none' } as const;

export const ours = 'Our judgement';

/** What a row says beside its number. */
export type Cells = Omit<LimitRow, 'id'>;
