import { type Instant, londonDate } from '../calendar/time.ts';
import { systemActor } from '../child/context.ts';
import type { StoredFact } from '../child/facts.ts';
import { sameAddress } from '../identity/address.ts';
import type { StoredClientFact } from '../programme/client-facts.ts';
import type { Address, Gp } from '../responsibility/facts.ts';
import type { Signal } from './facts.ts';
import type { IncomingMessage } from './incoming.ts';
import { homeOn } from './judge.ts';

/** What lies in quarantine: the message, and when it came. */
export type InQuarantine = { readonly message: IncomingMessage; readonly receivedAt: Instant };

/** A record that a message may be about: the child’s by its own number or by its mother’s, or a client’s. */
type ChildAbout = {
  readonly as: 'child' | 'mother';
  readonly personId: string;
  readonly facts: readonly StoredFact[];
};
type ClientAbout = {
  readonly as: 'client';
  readonly personId: string;
  readonly facts: readonly StoredClientFact[];
};
export type RecordAbout = ChildAbout | ClientAbout;

/**
 * The newest fact of a child’s record that says what a message in quarantine says: somebody has recorded the birth, the
 * death, the move or the practice by hand, or has taken the child on. Null where there is none. A person settles the
 * item by it; it does not settle itself.
 */
export function factOfChild(
  { message, receivedAt }: InQuarantine,
  { as, facts }: ChildAbout,
): StoredFact | null {
  if (tellsDeath(message)) return deathOf(message, as, facts);
  return facts.findLast((stored) => tellsOfChild({ message, receivedAt }, as, stored)) ?? null;
}

/** The same of a client’s record. */
export function factOfClient(
  { message, receivedAt }: InQuarantine,
  { personId, facts }: ClientAbout,
): StoredClientFact | null {
  if (tellsDeath(message)) return deathOfClient(message, personId, facts);
  const ofHer = message.eventType === 'patient-record' || message.eventType === 'change-of-address';
  const tells = ({ fact, recordedAt }: StoredClientFact): boolean =>
    ofHer && recordedAt >= receivedAt && (fact.type === 'ClientRecorded' || fact.type === 'Referred');
  return facts.findLast(tells) ?? null;
}

/** A stillbirth is a loss, whatever the message calls itself. */
function tellsDeath({ eventType, subject, bornAlive }: IncomingMessage): boolean {
  return eventType === 'death' || subject.deceased !== null || (eventType === 'birth' && bornAlive === false);
}

/** Only the newest word on the death counts: what was recorded and later taken back is not recorded. */
function deathOf(
  message: IncomingMessage,
  as: 'child' | 'mother',
  facts: readonly StoredFact[],
): StoredFact | null {
  const ofBaby = as === 'child' || message.eventType === 'birth';
  const newest = facts.findLast(({ fact }) => wordOnDeath(fact, ofBaby) !== null);
  if (!newest) return null;
  const wanted = message.subject.deceased?.status === 'removed' ? 'taken-back' : 'told';
  return wordOnDeath(newest.fact, ofBaby) === wanted ? newest : null;
}

function wordOnDeath(fact: StoredFact['fact'], ofBaby: boolean): 'told' | 'taken-back' | null {
  if (!ofBaby)
    return fact.type === 'MotherDeathRecorded'
      ? 'told'
      : fact.type === 'MotherDeathTakenBack'
        ? 'taken-back'
        : null;
  if (fact.type === 'AccountabilityEnded')
    return fact.reason === 'death' || fact.reason === 'pregnancy-loss' ? 'told' : null;
  return fact.type === 'EndReversed' || fact.type === 'SchedulesResumed' ? 'taken-back' : null;
}

function tellsOfChild(item: InQuarantine, as: 'child' | 'mother', stored: StoredFact): boolean {
  const { message } = item;
  switch (message.eventType) {
    case 'birth':
      return tellsBirth(message, as, stored);
    case 'change-of-address':
      return tellsHome(message, stored);
    case 'change-of-gp':
      return as === 'child' && tellsPractice(message, stored);
    case 'patient-record':
      return tellsHome(message, stored) || (as === 'child' && tellsNumber(item, stored));
    case 'death':
    case 'record-change':
    case 'related-persons':
      return false;
  }
}

/**
 * For a child found by its mother’s number alone, only a birth that a person recorded counts, since a message may have
 * told of its twin. And where the message gives the child a number, that number has to be recorded first.
 */
function tellsBirth({ subject }: IncomingMessage, as: 'child' | 'mother', { fact, by }: StoredFact): boolean {
  const day = bornOn(fact);
  if (day === null || day !== subject.dateOfBirth) return false;
  return as === 'child' || (subject.nhsNumber === null && by.practitionerId !== systemActor.practitionerId);
}

function bornOn(fact: StoredFact['fact']): string | null {
  if (fact.type === 'BirthRecorded') return fact.bornOn;
  return fact.type === 'TakenOn' ? fact.identity.bornOn : null;
}

/**
 * The place in the message is on record as the address, or somebody has weighed it as a signal. A sealed address is
 * never compared (promise P11).
 */
function tellsHome(message: IncomingMessage, { fact, recordedAt }: StoredFact): boolean {
  if (fact.type === 'AddressRecorded') return isHome(message, fact.address, recordedAt);
  const asked = fact.type === 'EnquiryOpened' || fact.type === 'SignalAdded' || fact.type === 'SignalNoted';
  return asked && isSignal(message, fact.signal, recordedAt);
}

function isSignal(message: IncomingMessage, signal: Signal, at: Instant): boolean {
  const same = signal.messageId !== null && signal.messageId === message.messageId;
  return same || isHome(message, { ...signal, sealed: false }, at);
}

function isHome(
  message: IncomingMessage,
  place: Pick<Address, 'lines' | 'postcode' | 'sealed'>,
  at: Instant,
): boolean {
  const home = homeOn(message.subject, londonDate(message.lastUpdated ?? at));
  return home !== null && !place.sealed && sameAddress(place, home);
}

function tellsPractice({ subject }: IncomingMessage, { fact }: StoredFact): boolean {
  const gp: Gp | null = fact.type === 'GpRecorded' || fact.type === 'TakenOn' ? fact.gp : null;
  return gp !== null && gp.odsCode === subject.gp?.odsCode;
}

/**
 * The person has been taken on since the message came, or the number was recorded on a child that was known without
 * one.
 */
function tellsNumber({ message, receivedAt }: InQuarantine, { fact, recordedAt }: StoredFact): boolean {
  const identity = fact.type === 'TakenOn' || fact.type === 'IdentityRecorded' ? fact.identity : null;
  return recordedAt >= receivedAt && identity !== null && identity.nhsNumber === message.subject.nhsNumber;
}

function deathOfClient(
  { subject }: IncomingMessage,
  clientId: string,
  facts: readonly StoredClientFact[],
): StoredClientFact | null {
  const wanted = subject.deceased?.status === 'removed' ? 'DeathTakenBack' : 'DeathRecorded';
  const newest = facts.findLast(
    ({ fact }) => (fact.type === 'DeathTakenBack' || fact.type === 'DeathRecorded') && fact.who === clientId,
  );
  return newest?.fact.type === wanted ? newest : null;
}
