import type { QuarantineKind } from '../escalation/obligation.ts';
import type { EventType } from '../move/incoming.ts';

const eventWords: Readonly<Record<EventType, string>> = {
  birth: 'A birth',
  death: 'A death, or one taken back',
  'change-of-address': 'A change of address',
  'change-of-gp': 'A change of GP',
  'record-change': 'A change of a record, not said of what',
  'patient-record': 'A record of the demographics service',
  'related-persons': 'The people around somebody',
};

const fileWords: Readonly<Record<string, string>> = {
  caseload: 'A line of a caseload',
  postcodes: 'A line of a postcode file',
  directory: 'A line of a directory file',
};

/** What an item of quarantine is, whatever is wrong with it: a birth, a record, a line of a file. */
export function sayWhatItIs(item: {
  readonly source: string;
  readonly event: string | null;
  readonly kind: QuarantineKind | null;
}): string {
  const { source, event, kind } = item;
  const ofFile = fileWords[source];
  if (ofFile !== undefined) return ofFile;
  if (event === null) return 'A message';
  if (!Object.hasOwn(eventWords, event)) return 'A message that cannot be read';
  const words = eventWords[event as EventType];
  return kind === 'settle-death' && event !== 'death' ? `${words}, with a death` : words;
}
