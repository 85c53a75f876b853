import { londonDate } from '../../domain/calendar/time.ts';
import type { Context } from '../../domain/child/context.ts';
import type { ChildState } from '../../domain/child/state.ts';
import { presentAt, teamLive } from '../../domain/directory/directory.ts';
import type { IncomingMessage } from '../../domain/move/incoming.ts';
import { homeOn } from '../../domain/move/judge.ts';
import type { Baby } from '../../domain/programme/client-facts.ts';
import type { ClientState } from '../../domain/programme/client-state.ts';
import { clientCellNow } from '../../domain/programme/client-transitions.ts';
import { holderInNetwork } from '../../domain/responsibility/twin.ts';
import { issuedNow } from '../issued.ts';
import { suggestMove } from './effects.ts';
import { personWithNumber, uuidFor } from './identifiers.ts';
import { takeOn } from './newborns.ts';
import type { FoundChild } from './ports.ts';
import { give, giveToClient, issuedFor, type MessagePorts, type Taken } from './taken.ts';

/**
 * The birth of a pregnancy that is followed: told to the record of its mother where she is a client, as her nurse would tell it,
 * so that the programme, its end and the other twin follow; else to the child's own alone (scenarios A8 to A10).
 */
export async function recordBirth(
  ports: MessagePorts,
  message: IncomingMessage,
  unborn: FoundChild,
  context: Context,
): Promise<Taken> {
  const { subject } = message;
  const told = await tellHer(ports, message, unborn, context);
  const command = {
    type: 'record-birth',
    bornOn: subject.dateOfBirth ?? '',
    givenName: subject.givenNames.join(' '),
    familyName: subject.familyName,
    nhsNumber: subject.nhsNumber,
  } as const;
  const { refused } = told.client
    ? told
    : await give(ports, issuedFor(unborn.personId, message, command), context);
  const says = 'The birth was recorded; the holder stays';
  const recorded = { outcome: 'recorded', says, personIds: [unborn.personId] } as const;
  return refused ?? withHome(ports, message, unborn, recorded, context);
}

/**
 * One stream for each baby, and what is true of the first is true of the other: its holder, its handover, its programme, each by
 * itself (scenario A10, promise P7). Null where the first is with nobody of the network, who can have accepted no other (P2).
 */
export async function joinTwin(
  ports: MessagePorts,
  message: IncomingMessage,
  twin: FoundChild,
  context: Context,
): Promise<Taken | null> {
  const first = (await ports.children.loadAny(twin.personId))?.state;
  if (!first) return null;
  const joined =
    (await joinAsHers(ports, message, { ...twin, state: first }, context)) ??
    (await joinHolder(ports, message, { ...twin, state: first }, context));
  if (joined?.outcome !== 'taken-on') return joined;
  const [personId = ''] = joined.personIds;
  return withHome(ports, message, { ...twin, personId }, joined, context);
}

type Twin = FoundChild & { readonly state: ChildState };

/** Her record names the one that was told before with the other, and asks for it what was asked for the first. */
async function joinAsHers(
  ports: MessagePorts,
  message: IncomingMessage,
  twin: Twin,
  context: Context,
): Promise<Taken | null> {
  const { givenName, familyName, bornOn, nhsNumber } = twin.state.identity;
  const client = await clientOf(ports, twin.personId, twin.state);
  if (!client || bornOn === null) return null;
  const first = { personId: twin.personId, givenName, familyName, nhsNumber, bornAlive: true };
  const personId = personWithNumber(message.subject.nhsNumber ?? '');
  const early = expects(client, twin.personId)
    ? await tell(ports, message, client, bornOn, [first], context)
    : null;
  const told = [first, babyOf(message, personId)];
  const refused =
    early ?? (await tell(ports, message, client, message.subject.dateOfBirth ?? '', told, context));
  return refused ?? { outcome: 'taken-on', says: 'The baby goes as its twin does', personIds: [personId] };
}

async function joinHolder(
  ports: MessagePorts,
  message: IncomingMessage,
  { state, familyId }: Twin,
  context: Context,
): Promise<Taken | null> {
  const { directory, now } = context;
  const holder = holderInNetwork(state);
  if (!holder || !teamLive(directory, holder.teamId, londonDate(now))) return null;
  const { teamId, practitionerId } = holder;
  // If the holder has gone, the lead answers again.
  const stays = practitionerId !== null && presentAt(directory, practitionerId, now);
  const taker = { teamId, practitionerId: stays ? practitionerId : null, reason: 'birth', familyId } as const;
  return takeOn(ports, message, taker, state, context);
}

type Client = { readonly clientId: string; readonly state: ClientState };

/** The client on whose list a child stands, and who can be told of a birth; null where there is none. */
async function clientOf(
  { clients }: MessagePorts,
  personId: string,
  child: ChildState,
): Promise<Client | null> {
  const { programme, awaited } = child;
  const clientId = awaited?.clientId ?? programme?.clientId;
  const loaded = clientId === undefined ? null : await clients.load(clientId, null);
  if (!clientId || !loaded) return null;
  const { state } = loaded;
  const hers = state.children.some((one) => one.personId === personId);
  return hers && clientCellNow(state, 'tell-birth', [child]) === 'yes' ? { clientId, state } : null;
}

function expects({ state }: Client, personId: string): boolean {
  return state.children.some((child) => child.personId === personId && child.bornOn === null);
}

/** Tells the birth to her record, where that still expects this child. `client`: whether there is such a record. */
export async function tellHer(
  ports: MessagePorts,
  message: IncomingMessage,
  { personId }: FoundChild,
  context: Context,
): Promise<{ readonly client: boolean; readonly refused: Taken | null }> {
  const child = await ports.children.loadAny(personId);
  const client = child && (await clientOf(ports, personId, child.state));
  if (!client || !expects(client, personId)) return { client: false, refused: null };
  const bornOn = message.subject.dateOfBirth ?? '';
  const refused = await tell(ports, message, client, bornOn, [babyOf(message, personId)], context);
  return { client: true, refused };
}

function babyOf({ subject }: IncomingMessage, personId: string): Baby {
  const { givenNames, familyName, nhsNumber } = subject;
  return { personId, givenName: givenNames.join(' '), familyName, nhsNumber, bornAlive: true };
}

/** Whether she or a child of hers refuses it: either way it is for a person to work. */
async function tell(
  ports: MessagePorts,
  message: IncomingMessage,
  { clientId }: Client,
  bornOn: string,
  babies: readonly Baby[],
  context: Context,
): Promise<Taken | null> {
  const ids = babies.map((baby) => baby.personId);
  const commandId = uuidFor('message-command', message.fingerprint, clientId, 'tell-birth', ...ids);
  const command = { type: 'tell-birth', bornOn, where: '', babies } as const;
  const issued = issuedNow(clientId, command, commandId);
  return giveToClient(ports, issued, context);
}

/** The home in a birth message, the baby's or else its mother's, is a signal as any other (promise P6). */
export async function withHome(
  ports: MessagePorts,
  message: IncomingMessage,
  child: FoundChild,
  taken: Taken,
  context: Context,
): Promise<Taken> {
  const { subject, mother } = message;
  const day = londonDate(message.lastUpdated ?? context.now);
  const own = homeOn(subject, day) !== null;
  if (!own && !(mother && homeOn(mother, day))) return taken;
  const addresses = own ? subject.addresses : (mother?.addresses ?? []);
  const ofHome = { ...message, subject: { ...subject, addresses } };
  const signal = await suggestMove(ports, ofHome, [{ ...child, as: own ? 'child' : 'mother' }], context);
  if (signal.outcome === 'quarantined') return signal;
  return signal.outcome === 'enquiry' ? { ...taken, says: `${taken.says}. ${signal.says}` } : taken;
}
