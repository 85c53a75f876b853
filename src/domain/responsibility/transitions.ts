import type { RefusalCode } from '../language/refusals.ts';
import type { ResponsibilityCommandName } from './commands.ts';
import type { Care } from './facts.ts';

const inCareOnly = {
  'pass-summary': 'not-sealed',
  'take-summary': 'yes',
  'tell-death-review': 'no-death-recorded',
  'place-hold': 'yes',
  'lift-hold': 'yes',
  'record-identity': 'yes',
  'record-birth': 'yes',
  'record-address': 'yes',
  'seal-address': 'yes',
  'open-address': 'yes',
  'record-gp': 'yes',
  'record-circumstances': 'yes',
  'record-sighting': 'yes',
  'correct-sighting': 'yes',
  'name-practitioner': 'yes',
  end: 'yes',
  'note-duplicate': 'yes',
} as const;

const notYet = {
  'pass-summary': 'not-in-care',
  'take-summary': 'not-in-care',
  'tell-death-review': 'not-in-care',
  'place-hold': 'not-in-care',
  'lift-hold': 'not-in-care',
  'record-identity': 'not-in-care',
  'record-birth': 'not-in-care',
  'record-address': 'not-in-care',
  'seal-address': 'not-in-care',
  'open-address': 'not-in-care',
  'record-gp': 'not-in-care',
  'record-circumstances': 'not-in-care',
  'record-sighting': 'not-in-care',
  'correct-sighting': 'not-in-care',
  'name-practitioner': 'not-in-care',
  end: 'not-in-care',
  'note-duplicate': 'not-in-care',
} as const;

const ended = {
  'pass-summary': 'yes',
  'take-summary': 'care-has-ended',
  // What a legal hold is for, and who is told of a death, is asked above all after the end.
  'tell-death-review': 'yes',
  'place-hold': 'yes',
  'lift-hold': 'yes',
  'record-identity': 'care-has-ended',
  'record-birth': 'care-has-ended',
  'record-address': 'care-has-ended',
  'seal-address': 'care-has-ended',
  'open-address': 'care-has-ended',
  'record-gp': 'care-has-ended',
  'record-circumstances': 'care-has-ended',
  'record-sighting': 'care-has-ended',
  'correct-sighting': 'care-has-ended',
  'name-practitioner': 'care-has-ended',
  end: 'care-has-ended',
  'note-duplicate': 'yes',
} as const;

/** The table of the responsibility machine: every status by every command. */
export const careTransitions = {
  unknown: { ...notYet, 'take-on': 'yes', 'reverse-end': 'not-ended' },
  'in-care': { ...inCareOnly, 'take-on': 'already-in-care', 'reverse-end': 'not-ended' },
  ended: { ...ended, 'take-on': 'care-has-ended', 'reverse-end': 'yes' },
} as const satisfies Readonly<
  Record<Care['status'], Readonly<Record<ResponsibilityCommandName, 'yes' | RefusalCode>>>
>;
