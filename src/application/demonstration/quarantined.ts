import { addMinutes, type CivilDate, type Instant, londonDate } from '../../domain/calendar/time.ts';
import { nthTestNumber } from '../../domain/identity/nhs-number.ts';
import {
  type EventType,
  type IncomingMessage,
  type IncomingPerson,
  nobody,
} from '../../domain/move/incoming.ts';
import { judge } from '../../domain/move/judge.ts';
import type { Document } from '../import/messages.ts';
import { numbersOfDemonstration } from './network.ts';

/** A message of the demonstration that waits in quarantine, and how many minutes ago it came. */
export type Quarantined = { readonly document: Document; readonly at: Instant };

const hour = 60;

/**
 * Four messages that cannot be trusted: a newborn whose home is in no area that is known, which nobody has settled in four
 * days; one whose number is mistyped; a move and a death of children whom nobody here knows. `postcode` lies in the area of one team.
 */
export function quarantinedMessages(now: Instant, postcode: string): readonly Quarantined[] {
  const born = londonDate(addMinutes(now, -6 * 24 * hour));
  const baby = (name: string, where: string): IncomingPerson => ({
    ...nobody,
    familyName: name,
    givenNames: ['Baby'],
    dateOfBirth: born,
    addresses: [home(where, born)],
  });
  const mother = (name: string, place: number): IncomingPerson => ({
    ...nobody,
    familyName: name,
    givenNames: ['Invented'],
    nhsNumber: numberOf(place),
    dateOfBirth: '1999-05-04',
  });
  const child = (name: string, place: number): IncomingPerson => ({
    ...baby(name, postcode),
    givenNames: ['Robin'],
    nhsNumber: numberOf(place),
    dateOfBirth: '2025-02-11',
  });
  const mistyped = { text: '9990000010', why: 'check-digit' } as const;
  return [
    message(
      'birth',
      { ...baby('Marlowe', 'ZQ9 9ZZ'), nhsNumber: numberOf(1) },
      mother('Marlowe', 2),
      4 * 24 * hour,
      now,
    ),
    message('birth', { ...baby('Sedge', postcode), nhsNumberProblem: mistyped }, mother('Sedge', 3), 90, now),
    message('change-of-address', child('Teasel', 4), null, 20, now),
    message(
      'death',
      { ...child('Yarrow', 5), deceased: { status: 'informal', at: addMinutes(now, -24 * hour) } },
      null,
      30,
      now,
    ),
  ];
}

/** The last of the numbers that are kept for the demonstration's families: none of them has so many. */
function numberOf(place: number): string | null {
  return nthTestNumber(numbersOfDemonstration - place);
}

function home(postcode: string, from: CivilDate) {
  return {
    use: 'home',
    lines: ['1 Invented Row'],
    postcode,
    postcodeAsWritten: postcode,
    from,
    to: null,
  } as const;
}

function message(
  eventType: EventType,
  subject: IncomingPerson,
  mother: IncomingPerson | null,
  minutesAgo: number,
  now: Instant,
): Quarantined {
  const at = addMinutes(now, -minutesAgo);
  const name = `invented-${eventType}-${subject.familyName.toLowerCase()}`;
  const read: IncomingMessage = {
    source: 'nems',
    messageId: name,
    bundleId: null,
    fingerprint: name,
    eventType,
    action: 'new',
    lastUpdated: at,
    subject,
    mother,
    related: [],
    bornAlive: eventType === 'birth' ? true : null,
    faults: [],
    notes: [],
  };
  return { document: { fileName: `${name}.xml`, text: '', read: judge(read, londonDate(at)) }, at };
}
