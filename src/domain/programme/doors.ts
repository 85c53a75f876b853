import type { ServiceKind } from '../directory/directory.ts';
import type { Code } from '../language/codes.ts';
import type { Occasion } from '../language/words.ts';

/**
 * The doors through which a child leaves the programme (FNP). Each leads to a handover, or, where
 * nobody knows where the family is, to the procedure for a missing family. None leads nowhere.
 */
export const doors = [
  'graduation',
  'early-graduation',
  'withdrew',
  'moved-to-programme',
  'moved-away',
  'no-place',
  'not-eligible-there',
  'cannot-be-located',
  'lives-elsewhere',
  'removed',
  'mother-died',
  'site-closes',
] as const;
export type Door = (typeof doors)[number];

export type DoorRule = {
  readonly words: string;
  readonly occasion: Occasion;
  /** To which service the child passes; `missing` opens the procedure for a missing family instead. */
  readonly to: ServiceKind | 'missing';
  readonly from: string;
  readonly until: string | null;
};

const since = { from: '2007-01-01', until: null } as const;

/** Where each door leads. A dated code list: a door that is no longer used keeps its words for old facts. */
export const doorRules: Readonly<Record<Door, DoorRule>> = {
  graduation: { ...since, words: 'Graduation', occasion: 'graduation', to: 'health-visiting' },
  'early-graduation': { ...since, words: 'Early graduation', occasion: 'graduation', to: 'health-visiting' },
  withdrew: {
    ...since,
    words: 'The client ended the programme',
    occasion: 'early-leaver',
    to: 'health-visiting',
  },
  'moved-to-programme': {
    ...since,
    words: 'Moved to an area with a programme that has a place',
    occasion: 'move',
    to: 'fnp',
  },
  'moved-away': { ...since, words: 'Moved out of the catchment', occasion: 'move', to: 'health-visiting' },
  'no-place': {
    ...since,
    words: 'No place at the receiving site',
    occasion: 'move',
    to: 'health-visiting',
  },
  'not-eligible-there': {
    ...since,
    words: 'Not eligible at the receiving site',
    occasion: 'move',
    to: 'health-visiting',
  },
  'cannot-be-located': {
    ...since,
    words: 'The family cannot be located',
    occasion: 'early-leaver',
    to: 'missing',
  },
  'lives-elsewhere': {
    ...since,
    words: 'The child lives elsewhere, without the mother',
    occasion: 'split',
    to: 'health-visiting',
  },
  removed: {
    ...since,
    words: 'The child was permanently removed from the mother’s care',
    occasion: 'split',
    to: 'health-visiting',
  },
  'mother-died': {
    ...since,
    words: 'The mother has died',
    occasion: 'split',
    to: 'health-visiting',
  },
  'site-closes': {
    ...since,
    words: 'The site closes',
    occasion: 'service-closes',
    to: 'health-visiting',
  },
};

/** The doors as a dated list. */
export const doorCodes: readonly Code<Door>[] = doors.map((code) => {
  const { words, from, until } = doorRules[code];
  return { code, words, from, to: until };
});
