import { type Instant, sayInstant } from '../../domain/calendar/time.ts';
import type { Context } from '../../domain/child/context.ts';
import { clockOfItem } from '../../domain/escalation/quarantine-clock.ts';
import type { Effect, IncomingMessage, Outcome } from '../../domain/move/incoming.ts';
import { quarantineWords } from '../../domain/move/incoming.ts';
import { killPoint } from '../kill-points.ts';
import { registerBirth } from './births.ts';
import { reportDeath, stopForStillbirth } from './deaths.ts';
import { recordGp } from './effects.ts';
import { teamOf } from './item-team.ts';
import type {
  FoundChild,
  InboxEntry,
  MessageStore,
  OwedEntry,
  QuarantinedItem,
  QuarantineEntry,
} from './ports.ts';
import { clientsBearing, notedOfClients, takeRecord } from './records.ts';
import { sealForRestriction } from './restrictions.ts';
import { type MessagePorts, nobodyFits, noted, quarantine, type Taken } from './taken.ts';

/** A document as it came: what the reader of its format made of it, and its text, in case nothing could be made of it. */
export type Document = { readonly fileName: string; readonly text: string; readonly read: Outcome };

/**
 * The place of a message among those that come together, as a text to sort by: as their senders changed them (delivery keeps no
 * order).
 */
export function placeOf(read: Outcome): string {
  const message = read.kind === 'not-for-us' ? null : read.message;
  return `${message?.lastUpdated ?? ''} ${fingerprintOf(read)}`;
}

/**
 * Takes in one message: once, however often it comes; never older over newer; never for a child that does not fit. It may
 * open an enquiry, note a practice or take on a newborn; it never moves and never ends accountability (promises P2, P6).
 * `context.actor` is the system. A broken database throws; the message can then be given again.
 */
export async function takeMessage(ports: MessagePorts, document: Document, context: Context): Promise<Taken> {
  const { read } = document;
  const receipt = await ports.inbox.receipt(idOf(read), fingerprintOf(read));
  if (receipt?.fingerprint === fingerprintOf(read))
    return { outcome: 'repeated', says: quarantineWords.repeated };
  const taken = receipt && read.kind === 'taken' ? sameIdOtherContent : await judged(ports, read, context);
  killPoint('import-message-before-kept');
  const entry = entryOf(read, taken, receipt !== null, context.now);
  const item =
    taken.outcome === 'quarantined'
      ? itemOf(document, taken, entry, await teamOf(ports, read, taken.reason, context), context)
      : null;
  await ports.inbox.keep(entry, item);
  return taken;
}

const sameIdOtherContent: Taken = {
  outcome: 'quarantined',
  reason: 'same-id-other-content',
  says: quarantineWords['same-id-other-content'],
};

async function judged(ports: MessagePorts, read: Outcome, context: Context): Promise<Taken> {
  if (read.kind === 'not-for-us') return { outcome: 'not-for-us', says: read.why };
  if (read.kind === 'quarantined') {
    await stopForStillbirth(ports, read, context);
    await sealForRestriction(ports, read, context);
    return quarantine(read.reason, read.sentence);
  }
  const { message } = read;
  const number = message.subject.nhsNumber;
  const newest = number === null ? null : await ports.inbox.newest(number, message.eventType);
  if (newest !== null && message.lastUpdated !== null && message.lastUpdated < newest) {
    return quarantine('older-than-known', `A newer message of this kind counted, of ${sayInstant(newest)}`);
  }
  return applyEffect(ports, read.effect, message, context);
}

/**
 * Keeps a corrected message as an item of its own, for the team for which it now waits; what came first stays as it
 * came. The same item corrected again is kept once.
 */
export async function keepPutRight(
  { inbox }: MessagePorts,
  { quarantineId, fileName }: Pick<QuarantinedItem, 'quarantineId' | 'fileName'>,
  read: Extract<Outcome, { kind: 'taken' }>,
  waits: { readonly taken: Extract<Taken, { outcome: 'quarantined' }>; readonly teamId: string | null },
  context: Context,
): Promise<void> {
  const fingerprint = `${read.message.fingerprint}/put-right/${quarantineId}`;
  const document = { fileName, text: '', read: { ...read, message: { ...read.message, fingerprint } } };
  const entry = entryOf(document.read, waits.taken, true, context.now);
  await inbox.keep(entry, itemOf(document, waits.taken, entry, waits.teamId, context));
}

/** Does what a message asks for, for a child that fits. `lookedAt`: once more, when a person has looked at it and put it right. */
export async function applyEffect(
  ports: MessagePorts,
  effect: Effect,
  message: IncomingMessage,
  context: Context,
  lookedAt = false,
): Promise<Taken> {
  if (effect === 'register-birth') return registerBirth(ports, message, context, lookedAt);
  const found = await findFor(ports.inbox, message);
  const inCare = found.filter((child) => child.careStatus === 'in-care');
  const own = found.filter((child) => child.as === 'child');
  if (own.filter((child) => child.careStatus === 'in-care').length > 1) {
    return quarantine('several-people', 'More than one child in care has this NHS number');
  }
  if (effect === 'confirm-death' || effect === 'reverse-death')
    return reportDeath(ports, effect, message, found, context);
  const ended = own.length > 0;
  if (effect === 'register-person' || effect === 'suggest-move')
    return takeRecord(ports, effect, message, { inCare, ended }, context);
  if (inCare.length === 0) return ofNoChild(ports, message, ended, context);
  switch (effect) {
    case 'record-gp':
      return recordGp(ports, message, inCare, context);
    case 'look-up-record':
      return noted('The record of the demographics service changed; the message does not say how', inCare);
    case 'note-family':
      return noted('The demographics service names people around the child', inCare);
  }
}

async function ofNoChild(
  ports: MessagePorts,
  message: IncomingMessage,
  ended: boolean,
  context: Context,
): Promise<Taken> {
  const clients = await clientsBearing(ports, message);
  return clients.length > 0
    ? notedOfClients('It is about a client and says nothing that her record keeps', clients)
    : nobodyFits(message, ended, context);
}

/** Never on anything but a number whose check digit fits. */
async function findFor(inbox: MessageStore, message: IncomingMessage): Promise<readonly FoundChild[]> {
  const { nhsNumber } = message.subject;
  return nhsNumber === null ? [] : inbox.find([nhsNumber]);
}

/**
 * PDS gives a record the patient's number as its id, so only the content tells two of its documents apart. Messages of
 * different events may share an id: the official examples do.
 */
function idOf(read: Outcome): string {
  const message = read.kind === 'not-for-us' ? null : read.message;
  const hasId = message?.source === 'nems' && message.messageId;
  return hasId ? `${message.eventType}:${message.messageId}` : `content:${fingerprintOf(read)}`;
}

function fingerprintOf(read: Outcome): string {
  return read.kind === 'taken' ? read.message.fingerprint : read.fingerprint;
}

function entryOf(read: Outcome, taken: Taken, idIsTaken: boolean, receivedAt: Instant): InboxEntry {
  const message = read.kind === 'not-for-us' ? null : read.message;
  const fingerprint = fingerprintOf(read);
  return {
    messageId: idIsTaken ? `content:${fingerprint}` : idOf(read),
    fingerprint,
    source: message?.source ?? 'unknown',
    event: read.kind === 'not-for-us' ? read.event : (message?.eventType ?? 'unreadable'),
    // No number is kept of somebody who does not concern us.
    subjectNumber: taken.outcome === 'not-for-us' ? null : (message?.subject.nhsNumber ?? null),
    lastUpdated: message?.lastUpdated ?? null,
    receivedAt,
    outcome: taken.outcome,
    says: taken.says,
  };
}

function itemOf(
  document: Document,
  taken: Extract<Taken, { outcome: 'quarantined' }>,
  entry: InboxEntry,
  teamId: string | null,
  context: Context,
): OwedEntry {
  const item: QuarantineEntry = {
    itemKey: `message:${entry.fingerprint}`,
    receivedAt: entry.receivedAt,
    source: entry.source,
    fileName: document.fileName,
    rowNo: null,
    messageId: entry.messageId,
    reason: taken.reason,
    says: taken.says,
    content: contentOf(document),
    teamId,
  };
  return { ...item, ...clockOfItem({ ...item, event: entry.event }, context) };
}

/** So much of a text that nothing could be read from is shown. */
const shownText = 100_000;

/**
 * The message in its neutral shape, in which a restricted person has no address; the text itself only where nothing could be
 * read from it and nothing in it speaks of a restriction, which could also stand behind what is shown (promise P11). What is in UTF-16
 * has a null character in each letter: no database keeps that, and no word is found in it. Text that nothing could be read from is not
 * left to look like JSON that the database would read.
 */
function contentOf({ read, text, fileName }: Document): string {
  const message = read.kind === 'not-for-us' ? null : read.message;
  if (message) return JSON.stringify(message);
  const plain = text.replaceAll('\0', '').toWellFormed();
  const mayBeSealed = /confidential|restrict|(?:value=|"code"\s*:\s*)"[RV]"/i.test(plain);
  const came = `It came in the file ${fileName}.`;
  if (mayBeSealed) return `Not shown, because it may be restricted. ${came}`;
  return plain.length > shownText ? `Not shown, because it is too long. ${came}` : `As it came:\n${plain}`;
}
