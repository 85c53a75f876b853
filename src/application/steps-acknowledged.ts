import type { Instant } from '../domain/calendar/time.ts';

/** Who has a raised step of a ladder, and since when: whoever said so first. */
export type AcknowledgedBy = { readonly by: string; readonly at: Instant };
