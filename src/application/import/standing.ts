import { worksItem } from '../../domain/access/quarantine.ts';
import { londonDate, sayInstant } from '../../domain/calendar/time.ts';
import type { Context } from '../../domain/child/context.ts';
import { foldChild } from '../../domain/child/evolve.ts';
import type { StoredFact } from '../../domain/child/facts.ts';
import { clientNames, tellClientFact } from '../../domain/language/client-timeline.ts';
import { type Names, namesOf, tellFact } from '../../domain/language/timeline.ts';
import type { IncomingMessage } from '../../domain/move/incoming.ts';
import { type Newcomer, newcomerIn } from '../../domain/move/newcomer.ts';
import {
  factOfChild,
  factOfClient,
  type InQuarantine,
  type RecordAbout,
} from '../../domain/move/recorded-since.ts';
import { foldClient } from '../../domain/programme/client-evolve.ts';
import type { Difference } from '../../domain/programme/record-differs.ts';
import type { Identity } from '../../domain/responsibility/facts.ts';
import type { LoadedClient } from '../client-store.ts';
import { withoutSealed } from '../sealed.ts';
import { messageIn, recordFrom } from './item-content.ts';
import type { FoundChild, QuarantinedItem } from './ports.ts';
import { differencesOf, isFollowed } from './records.ts';
import type { MessagePorts } from './taken.ts';

/** A record that an item is about, as far as the team may read it. */
export type StandingRecord = {
  readonly personId: string;
  readonly as: RecordAbout['as'];
  readonly name: string;
  /** The fact that tells what the item tells, with who recorded it and when; null while none does. No place is in it (promise P11). */
  readonly says: string | null;
};

/** What stands in the records now of what an item tells, and what a person may begin with it. */
export type Standing = {
  readonly records: readonly StandingRecord[];
  /** Records in which this team has no part. Who holds them is asked elsewhere, where the asking is recorded. */
  readonly elsewhere: number;
  /** Whether it is settled by them in one step: only once each record tells it (promise P7), and there is none elsewhere that may not. */
  readonly told: boolean;
  /** A child to take on, or a client to refer, by a form that is filled in from the item. */
  readonly begins: Filled<Newcomer> | null;
  /** A client of the team of whom the demographics service says otherwise. */
  readonly differs: (Filled<'client'> & { readonly differences: readonly Difference[] }) | null;
};

/** What a form is filled in from, and the record that it makes or changes. */
export type Filled<As extends Newcomer> = {
  readonly as: As;
  readonly personId: string;
  readonly message: IncomingMessage;
};

const nothing: Standing = { records: [], elsewhere: 0, told: false, begins: null, differs: null };

/** What stands of an open item for whoever works it; null where there is none that this person works. */
export async function standingOf(
  ports: MessagePorts,
  quarantineId: string,
  context: Context,
): Promise<Standing | null> {
  const item = await ports.inbox.quarantined(context.actor, quarantineId);
  if (!item || !worksItem(item.teamId, context)) return null;
  return item.settledAt === null ? standing(ports, item, context) : nothing;
}

/** The same, for an item that is known to be open and this person’s. */
export async function standing(
  ports: MessagePorts,
  item: QuarantinedItem,
  context: Context,
): Promise<Standing> {
  const message = messageIn(item);
  if (!message) return nothing;
  const recordId = recordFrom(item.quarantineId);
  const made = await madeFrom(ports, recordId);
  if (made) return { ...nothing, records: [made], told: true };
  const clients = await clientsOf(ports, item, message);
  const children = item.reason === 'differs-from-record' ? [] : await childrenOf(ports, message);
  const about = [...children, ...clients.map(asClient)];
  const ids = about.map(({ personId }) => personId);
  const seen = await ports.inbox.factsSeenBy(context.actor.teamId, ids);
  const known = { message, receivedAt: item.receivedAt };
  const names = namesOf(context.directory);
  const records = about.flatMap((one) => standingRecord(one, seen, known, names));
  const elsewhere = about.length - records.length;
  return {
    records,
    elsewhere,
    told: records.length > 0 && elsewhere === 0 && records.every(({ says }) => says !== null),
    begins: records.length + elsewhere > 0 ? null : begins(item, message, recordId, context),
    differs: differs(item, message, clients, seen, context),
  };
}

type About = { readonly personId: string; readonly as: RecordAbout['as'] };

/**
 * Clients with the number, also one who has died, for the message may tell of that; only a client who is followed now
 * can differ.
 */
async function clientsOf(
  { inbox, clients }: MessagePorts,
  { reason }: QuarantinedItem,
  { subject }: IncomingMessage,
): Promise<readonly LoadedClient[]> {
  const found = subject.nhsNumber === null ? [] : await inbox.everyClientOf(subject.nhsNumber);
  const loaded = (await Promise.all(found.map((id) => clients.load(id, null)))).filter((one) => one !== null);
  return reason === 'differs-from-record' ? loaded.filter(isFollowed) : loaded;
}

function asClient({ personId }: LoadedClient): About {
  return { personId, as: 'client' };
}

/** What a form that was filled in from this item has made, where something broke off before the item was settled. */
async function madeFrom(
  { children, clients }: MessagePorts,
  personId: string,
): Promise<StandingRecord | null> {
  const child = await children.loadAny(personId);
  if (child) return { personId, as: 'child', name: nameOf(child.state), says: 'taken on from this item' };
  const client = await clients.load(personId, null);
  return client && { personId, as: 'client', name: nameOf(client.state), says: 'referred from this item' };
}

function nameOf({ identity }: { readonly identity: Pick<Identity, 'givenName' | 'familyName'> }): string {
  return `${identity.givenName} ${identity.familyName}`.trim() || 'Name not known';
}

/** Children in care of whom the message tells, and those whose record has ended where it may tell of that end. */
async function childrenOf({ inbox }: MessagePorts, message: IncomingMessage): Promise<readonly About[]> {
  const { subject, mother, eventType } = message;
  const numbers = [subject.nhsNumber, mother?.nhsNumber ?? null].filter((number) => number !== null);
  const found = numbers.length === 0 ? [] : await inbox.find(numbers);
  const tellsOfDeath = subject.deceased !== null || message.bornAlive === false;
  const concerns = (child: FoundChild): boolean => {
    const itsOwn = child.as === 'child' || eventType === 'birth';
    if (child.careStatus === 'ended' && !(tellsOfDeath && itsOwn)) return false;
    if (child.as === 'child') return child.number === subject.nhsNumber;
    if (eventType !== 'birth') return child.number === subject.nhsNumber;
    return child.number === mother?.nhsNumber && isThisBirth(child, message);
  };
  return found.filter(concerns).map(({ personId, as }) => ({ personId, as }));
}

/**
 * Whether a child was born on that day and its number is not known or was mistyped; for a stillbirth, a child whose
 * birth nobody has told.
 */
function isThisBirth({ bornOn, hasNumber }: FoundChild, { subject, bornAlive }: IncomingMessage): boolean {
  if (bornAlive === false) return bornOn === null || bornOn === subject.dateOfBirth;
  return bornOn === subject.dateOfBirth && (subject.nhsNumber === null || hasNumber === false);
}

function standingRecord(
  { personId, as }: About,
  seen: ReadonlyMap<string, RecordAbout['facts']>,
  item: InQuarantine,
  names: Names,
): readonly StandingRecord[] {
  const facts = seen.get(personId);
  if (!facts) return [];
  const record = { personId, as, facts } as RecordAbout;
  return [
    {
      personId,
      as,
      ...(record.as === 'client' ? ofClient(record, item, names) : ofChild(record, item, names)),
    },
  ];
}

type Of<As extends RecordAbout['as']> = Extract<RecordAbout, { as: As }>;

function ofClient(record: Of<'client'>, item: InQuarantine, names: Names) {
  const state = foldClient(record.facts);
  const stored = factOfClient(item, record);
  const ofHer = clientNames(names, record.personId, state);
  const says = stored && sayFact(tellClientFact(stored.fact, ofHer).says, stored, names);
  return { name: nameOf(state), says };
}

function ofChild(record: Of<'child' | 'mother'>, item: InQuarantine, names: Names) {
  const stored = factOfChild(item, record);
  const shown = stored && withoutSealed(record.facts).find(({ version }) => version === stored.version);
  const says = shown ? sayFact(tellFact(shown.fact, names).says, shown, names) : null;
  return { name: nameOf(foldChild(record.facts)), says };
}

function sayFact(
  says: string,
  { recordedAt, by }: Pick<StoredFact, 'recordedAt' | 'by'>,
  names: Names,
): string {
  return `${says}, recorded ${sayInstant(recordedAt)} by ${names.person(by.practitionerId)}`;
}

function begins(
  item: QuarantinedItem,
  message: IncomingMessage,
  personId: string,
  context: Context,
): Standing['begins'] {
  const as = newcomerIn({ reason: item.reason, message }, londonDate(context.now));
  return as && { as, personId, message };
}

/** Asked anew: what has been taken over since differs no more. */
function differs(
  { reason }: QuarantinedItem,
  message: IncomingMessage,
  clients: readonly LoadedClient[],
  seen: ReadonlyMap<string, unknown>,
  context: Context,
): Standing['differs'] {
  if (reason !== 'differs-from-record') return null;
  const hers = clients.find(({ personId }) => seen.has(personId));
  const differences = hers ? differencesOf(hers, message, context) : [];
  return hers && differences.length > 0
    ? { as: 'client', personId: hers.personId, message, differences }
    : null;
}
