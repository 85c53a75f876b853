import type { Column } from '../calendar/time-limits.ts';

/** Two contacts missed in a row in the routine column, one in the others, and the supervisor looks at it (Annex B, row 19). */
export const missedBeforeReview: Readonly<Record<Column, number>> = { routine: 2, heightened: 1, urgent: 1 };
