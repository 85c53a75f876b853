import { type CivilDate, type Instant, londonDate, londonInstant, sayDate } from '../calendar/time.ts';
import { formatNhsNumber, nhsNumberFaultWords } from '../identity/nhs-number.ts';
import type { Signal } from './facts.ts';
import {
  type Effect,
  type Fault,
  type IncomingAddress,
  type IncomingMessage,
  type IncomingPerson,
  type Outcome,
  type QuarantineReason,
  quarantineReasons,
} from './incoming.ts';

/**
 * What the document alone says of a message: taken, with what it asks for, or quarantined, with every fault. The
 * application judges the rest: whether the person is known or can be anybody here, whether the message came before, and
 * whether it is older than what is known. `today` stands for the day of an address to which the sender gave none.
 */
export function judge(read: IncomingMessage, today: CivilDate): Outcome {
  const message = sealedTogether(read);
  const faults = [...message.faults, ...faultsOf(message)].sort((a, b) => rank(a) - rank(b));
  const [worst] = faults;
  const { fingerprint } = message;
  if (worst)
    return {
      kind: 'quarantined',
      reason: worst.reason,
      sentence: worst.sentence,
      faults,
      message,
      fingerprint,
    };
  return {
    kind: 'taken',
    effect: effectOf(message),
    message,
    notes: [...message.notes, ...notesOn(message, today)],
  };
}

/** The home on that day, as far as the sender knows: of the home addresses that are not over, the latest. */
export function homeOn(person: IncomingPerson, day: CivilDate): IncomingAddress | null {
  const homes = person.addresses.filter(
    (address) => isHome(address) && (address.to === null || day <= address.to),
  );
  return homes.toSorted((a, b) => (b.from ?? '').localeCompare(a.from ?? ''))[0] ?? null;
}

/**
 * The signal that a change of address is. Takes effect when the sender last changed the message or, if that is
 * later, when the address begins. The application adds the area of the postcode.
 */
export function signalOf(message: IncomingMessage, receivedAt: Instant): Signal {
  const sentAt = message.lastUpdated ?? receivedAt;
  const home = homeOn(message.subject, londonDate(sentAt));
  const begins = home?.from ? londonInstant(home.from, 0) : sentAt;
  const since = home?.from ? ` from ${sayDate(home.from)}` : '';
  return {
    source: 'pds',
    messageId: message.messageId,
    effectiveAt: laterOf(sentAt, begins),
    says: home
      ? `The demographics service has a new address${since}`
      : 'The demographics service holds no present address',
    lines: home?.lines ?? [],
    postcode: home?.postcode ?? home?.postcodeAsWritten ?? null,
    areaCode: null,
  };
}

function laterOf(a: Instant, b: Instant): Instant {
  return a < b ? b : a;
}

/** One restricted person seals everybody in the message: a child sleeps where the mother does (promise P11). */
function sealedTogether(message: IncomingMessage): IncomingMessage {
  const { subject, mother, related } = message;
  const people = [subject, ...(mother ? [mother] : []), ...related.map((one) => one.person)];
  if (!people.some((person) => person.restricted)) return message;
  const seal = (person: IncomingPerson): IncomingPerson => ({ ...person, addresses: [], gp: null });
  return {
    ...message,
    subject: seal(subject),
    mother: mother ? seal(mother) : null,
    related: related.map((one) => ({ ...one, person: seal(one.person) })),
  };
}

function rank(fault: Fault): number {
  return faultOrder.indexOf(fault.reason);
}

/** What protects a family comes first, so that the list shows it as the reason; then what the identity hangs on. */
const first: readonly QuarantineReason[] = ['restricted', 'malformed', 'birth-and-death'];
const faultOrder: readonly QuarantineReason[] = [
  ...first,
  ...quarantineReasons.filter((reason) => !first.includes(reason)),
];

function faultsOf(message: IncomingMessage): readonly Fault[] {
  if (message.faults.some((fault) => fault.reason === 'nobody-named')) return [];
  const { subject, mother, eventType } = message;
  const faults: Fault[] = [...personFaults(subject, 'the person')];
  if (subject.nhsNumber === null && subject.nhsNumberProblem === null && subject.numberSuperseded === null) {
    faults.push({ reason: 'no-number', sentence: 'The person has no NHS number in it' });
  }
  // A change may name somebody by the number alone; a record without a name cannot be registered.
  if (subject.familyName === '' && subject.givenNames.length === 0 && eventType !== 'related-persons') {
    faults.push({ reason: 'nobody-named', sentence: 'The person has no name in it' });
  }
  if (mother) faults.push(...personFaults(mother, 'the mother'));
  if (message.action === 'delete')
    faults.push({ reason: 'taken-back', sentence: 'The sender deletes what it sent before' });
  return [...faults, ...birthFaults(message)];
}

function personFaults(person: IncomingPerson, who: string): readonly Fault[] {
  const faults: Fault[] = [];
  const { nhsNumberProblem: problem, numberSuperseded: superseded } = person;
  if (person.restricted)
    faults.push({ reason: 'restricted', sentence: `The record of ${who} is restricted` });
  if (problem?.why === 'not-verified') {
    faults.push({
      reason: 'number-not-verified',
      sentence: `The sender did not verify ${problem.text} for ${who}`,
    });
  } else if (problem && problem.why !== 'empty') {
    faults.push({
      reason: 'bad-check-digit',
      sentence: `${problem.text} for ${who}: ${nhsNumberFaultWords[problem.why]}`,
    });
  }
  if (superseded) {
    const [from, to] = [formatNhsNumber(superseded.from), formatNhsNumber(superseded.to)];
    faults.push({ reason: 'superseded-number', sentence: `${from} of ${who} is now ${to}` });
  }
  if (person.dateOfBirth && person.deceased?.at && londonDate(person.deceased.at) < person.dateOfBirth) {
    faults.push({ reason: 'contradictory', sentence: `The death of ${who} is dated before the birth` });
  }
  return faults;
}

/** Nobody may be congratulated on a birth by a machine that overlooked a death. */
function birthFaults(message: IncomingMessage): readonly Fault[] {
  if (message.eventType !== 'birth') return [];
  const faults: Fault[] = [];
  const { subject, mother } = message;
  if (message.bornAlive === false)
    faults.push({ reason: 'birth-and-death', sentence: 'The child was stillborn' });
  if (isDead(subject)) faults.push({ reason: 'birth-and-death', sentence: 'The child is recorded as dead' });
  if (mother && isDead(mother))
    faults.push({ reason: 'birth-and-death', sentence: 'The mother is recorded as dead' });
  if (subject.dateOfBirth === null) faults.push({ reason: 'malformed', sentence: 'The birth has no date' });
  return faults;
}

function isDead(person: IncomingPerson): boolean {
  return person.deceased !== null && person.deceased.status !== 'removed';
}

function effectOf(message: IncomingMessage): Effect {
  switch (message.eventType) {
    case 'change-of-address':
      return 'suggest-move';
    case 'birth':
      return 'register-birth';
    case 'death':
      return message.subject.deceased?.status === 'removed' ? 'reverse-death' : 'confirm-death';
    case 'change-of-gp':
      return 'record-gp';
    case 'record-change':
      return 'look-up-record';
    case 'patient-record':
      return isDead(message.subject) ? 'confirm-death' : 'register-person';
    case 'related-persons':
      return 'note-family';
  }
}

function notesOn(message: IncomingMessage, today: CivilDate): readonly string[] {
  const { subject, mother, eventType } = message;
  const notes: string[] = [];
  if (eventType === 'birth' && mother === null)
    notes.push('It names no mother: a person must find the family.');
  if (mother && mother.nhsNumber === null)
    notes.push('The mother has no NHS number in it: a person must find the family.');
  if (eventType === 'related-persons' || eventType === 'record-change') return notes;
  const home = homeOn(subject, message.lastUpdated ? londonDate(message.lastUpdated) : today);
  if (!home) notes.push('It gives no present home address, which says nothing about a move.');
  if (home && home.postcode === null) {
    notes.push(
      home.postcodeAsWritten ? 'The postcode has no postcode’s shape.' : 'The address has no postcode.',
    );
  }
  return notes;
}

function isHome(address: IncomingAddress): boolean {
  return address.use === 'home' || address.use === 'unstated';
}
