import { addMinutes, type Instant } from '../../domain/calendar/time.ts';
import type { Chapter } from './acts.ts';
import { ealingChapters, fulhamChapters, silenceChapters } from './chapters-ealing.ts';
import { lutonChapters } from './chapters-luton.ts';

/** The story in its order: two boundary crossings, silence on the other side, and a new adult in the home. */
export const chapters: readonly Chapter[] = [
  ...fulhamChapters,
  ...silenceChapters,
  ...ealingChapters,
  ...lutonChapters,
];

/** The moment after the last chapter, to which the gaps are counted. */
export const storyEnd: Instant = addMinutes(chapters.at(-1)?.until ?? '', 1);
