import { londonDate } from '../../domain/calendar/time.ts';
import type { Context } from '../../domain/child/context.ts';
import type { Effect, IncomingMessage } from '../../domain/move/incoming.ts';
import { type Difference, differenceWords, differsFrom } from '../../domain/programme/record-differs.ts';
import type { LoadedClient } from '../client-store.ts';
import { underWay } from '../known-elsewhere.ts';
import { recordOfPerson, suggestMove } from './effects.ts';
import type { FoundChild } from './ports.ts';
import { type MessagePorts, nobodyFits, quarantine, type Taken } from './taken.ts';

/**
 * A record of the demographics service, or a change of address. Of a child in care, or of the mother of children, home and practice are
 * signals to each. Of a client it changes nothing: where it says otherwise than her record, a person asks her. Whom nobody knows
 * a person may take on or refer, from the item that waits (promise P6).
 */
export async function takeRecord(
  ports: MessagePorts,
  effect: Extract<Effect, 'register-person' | 'suggest-move'>,
  message: IncomingMessage,
  { inCare, ended }: { readonly inCare: readonly FoundChild[]; readonly ended: boolean },
  context: Context,
): Promise<Taken> {
  const clients = await clientsBearing(ports, message);
  if (inCare.length === 0 && clients.length === 0) return nobodyFits(message, ended, context);
  const tell = effect === 'suggest-move' ? suggestMove : recordOfPerson;
  const told = inCare.length === 0 ? null : await tell(ports, message, inCare, context);
  if (told?.outcome === 'quarantined') return told;
  const differences = clients.flatMap((client) => differencesOf(client, message, context));
  if (differences.length > 0) return quarantine('differs-from-record', sayDifferences(differences));
  return told ?? notedOfClients('The record says nothing of the client that is not known', clients);
}

/** A message about a client that says nothing of what her record keeps. */
export function notedOfClients(says: string, clients: readonly LoadedClient[]): Taken {
  return { outcome: 'noted', says, personIds: clients.map(({ personId }) => personId) };
}

/** The clients with the number of that person, in whatever site. */
export async function clientsBearing(
  { inbox, clients }: MessagePorts,
  { subject }: IncomingMessage,
): Promise<readonly LoadedClient[]> {
  const found = subject.nhsNumber === null ? [] : await inbox.clientsOf(subject.nhsNumber);
  const loaded = await Promise.all(found.map(({ personId }) => clients.load(personId, null)));
  return loaded.filter((client) => client !== null);
}

/** On her way into the programme, or in it. */
export function isFollowed({ state }: LoadedClient): boolean {
  return underWay.some((status) => status === state.status);
}

/**
 * How the message differs from the record of a client whom the programme follows. Her address counts as sealed where
 * that of a child of hers is.
 */
export function differencesOf(
  client: LoadedClient,
  message: IncomingMessage,
  context: Pick<Context, 'now'>,
): readonly Difference[] {
  if (!isFollowed(client)) return [];
  const { state, children } = client;
  const { identity, address } = state;
  const sealed = [address, ...children.map((child) => child.state.address)].some((place) => place?.sealed);
  return differsFrom(
    message.subject,
    { identity, address, sealed },
    londonDate(message.lastUpdated ?? context.now),
  );
}

function sayDifferences(differences: readonly Difference[]): string {
  const words = [...new Set(differences.map(({ what }) => differenceWords[what]))];
  return `The demographics service gives another ${words.join(' and another ')}. Ask her which is right`;
}
