import { demonstrationDirectoryOn } from './directory.ts';
import { playedFamilies } from './families.ts';

/** The demonstration as several test files look at it: played once for all that share a process, for playing is most of their time. */

export const now = '2026-11-23T12:00:00.000Z';
export const directory = demonstrationDirectoryOn(now);
export const families = [...playedFamilies(7, 300, directory, now)];
/** The same seed played anew, to the size of the shipped demonstration. */
export const whole = [...playedFamilies(7, 420, directory, now)];
