import type { Column } from '../calendar/time-limits.ts';

/** The longest that a client's child may go unseen, in days (Annex B, row 13; decision 0020). */
export const longestUnseen: Readonly<Record<Column, number>> = { routine: 28, heightened: 14, urgent: 7 };
