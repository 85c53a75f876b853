import type { Context } from '../../domain/child/context.ts';
import type { Effect, IncomingMessage, Outcome } from '../../domain/move/incoming.ts';
import type { StopReason } from '../../domain/programme/child-facts.ts';
import { saysSheDied } from '../../domain/programme/client-followed.ts';
import { issuedNow } from '../issued.ts';
import { uuidFor } from './identifiers.ts';
import type { FoundChild } from './ports.ts';
import {
  give,
  giveToClient,
  issuedFor,
  type MessagePorts,
  nobodyFits,
  noted,
  quarantine,
  type Taken,
} from './taken.ts';

/**
 * A death message with a verified number of a child in care stops every schedule, letter and reminder at once, and owes the
 * confirmation; nothing ends by it (promises P2 and P6, scenario A14). Taken back, it lets them run again where a message and
 * no person had stopped them. The mother's death stops what is planned with her where she is a client, and asks of each of her children, of the team that has it, who has the child now, with
 * a clock of its own; nobody may be at the door with the wrong words.
 */
export async function reportDeath(
  ports: MessagePorts,
  effect: Extract<Effect, 'confirm-death' | 'reverse-death'>,
  message: IncomingMessage,
  found: readonly FoundChild[],
  context: Context,
): Promise<Taken> {
  const child = found.find((one) => one.as === 'child');
  const ofMother = found.filter((one) => one.as === 'mother' && one.careStatus === 'in-care');
  const clients = await clientsOf(ports, message);
  if (!child && ofMother.length === 0 && clients.length === 0) return nobodyFits(message, false, context);
  for (const clientId of clients) {
    const refused = await tellHerSite(ports, effect, message, clientId, context);
    if (refused) return refused;
  }
  for (const one of ofMother) {
    const refused = await askAfter(ports, effect, message, one, context);
    if (refused) return refused;
  }
  if (effect === 'reverse-death') await nothingToConfirm(ports, message, context);
  if (!child) {
    return quarantine(
      'needs-confirmation',
      effect === 'confirm-death'
        ? 'A message of the mother’s death'
        : 'The message of the mother’s death was taken back',
    );
  }
  return effect === 'confirm-death'
    ? stop(ports, message, child, context)
    : resume(ports, message, child, context);
}

async function clientsOf({ inbox }: MessagePorts, { subject }: IncomingMessage): Promise<readonly string[]> {
  const found = subject.nhsNumber === null ? [] : await inbox.clientsOf(subject.nhsNumber);
  return found.map(({ personId }) => personId);
}

/**
 * Tells her own record: no visit is due, and a named person confirms her death. Where the message takes a death back,
 * what a message had stopped goes on.
 */
async function tellHerSite(
  ports: MessagePorts,
  effect: Extract<Effect, 'confirm-death' | 'reverse-death'>,
  message: IncomingMessage,
  clientId: string,
  context: Context,
): Promise<Taken | null> {
  const known = await ports.clients.load(clientId, null);
  // What a person recorded on a child's page no message takes back.
  const recorded = known?.children.some(({ state }) => saysSheDied(state)) ?? false;
  if (effect === 'reverse-death' && (!known?.state.deathReported || recorded)) return null;
  const command =
    effect === 'confirm-death'
      ? ({
          type: 'report-death',
          says: sayDeath(message),
          messageId: message.messageId ?? message.fingerprint,
        } as const)
      : ({ type: 'take-back-death', who: clientId, says: 'The death message was taken back' } as const);
  const commandId = uuidFor('message-command', message.fingerprint, clientId, command.type);
  return giveToClient(ports, issuedNow(clientId, command, commandId), context);
}

function sayDeath({ subject }: IncomingMessage): string {
  return `A death message (${subject.deceased?.status === 'formal' ? 'formal' : 'informal'})`;
}

/**
 * A message has taken a death back, so nobody can confirm it any more: the items that waited for that are settled by
 * it, so that an old one ends no child.
 */
async function nothingToConfirm({ inbox }: MessagePorts, message: IncomingMessage, { now, actor }: Context) {
  const { nhsNumber } = message.subject;
  if (nhsNumber === null) return;
  await inbox.settleConfirmations(nhsNumber, message.lastUpdated, {
    at: now,
    by: actor.practitionerId,
    settlement: 'taken-back',
    note: 'A later message took it back',
  });
}

/**
 * Puts a signal into the child’s own record, which its team has to settle: a message is never the truth (promise P6),
 * and where children are with two teams neither is told by the other (P7). The signal names no place, and counts from
 * when the message came.
 */
async function askAfter(
  ports: MessagePorts,
  effect: Extract<Effect, 'confirm-death' | 'reverse-death'>,
  message: IncomingMessage,
  { personId, holderTeam }: FoundChild,
  context: Context,
): Promise<Taken | null> {
  const says =
    effect === 'confirm-death'
      ? 'A message says that the mother has died. Ask who has the child now and where it sleeps, and record her death when it is confirmed: in the programme on her own page, else in this record'
      : 'The message that the mother has died was taken back. Ask who has the child, and take back what was recorded of it';
  const command = {
    type: 'receive-signal',
    enquiryId: uuidFor('enquiry', personId, message.fingerprint),
    otherTeamId: holderTeam ?? '',
    signal: {
      source: 'other',
      messageId: message.messageId ?? message.fingerprint,
      effectiveAt: context.now,
      says,
      lines: [],
      postcode: null,
      areaCode: null,
    },
  } as const;
  return (await give(ports, issuedFor(personId, message, command), context)).refused;
}

async function stop(
  ports: MessagePorts,
  message: IncomingMessage,
  child: FoundChild,
  context: Context,
): Promise<Taken> {
  if (child.careStatus === 'ended') return noted('Accountability for this child has already ended', [child]);
  await stopFor(ports, message, child.personId, 'child-died', sayDeath(message), context);
  return quarantine(
    'needs-confirmation',
    `${sayDeath(message)}. Every schedule has stopped: a named person confirms it`,
  );
}

async function resume(
  ports: MessagePorts,
  message: IncomingMessage,
  child: FoundChild,
  context: Context,
): Promise<Taken> {
  const state = (await ports.children.loadAny(child.personId))?.state;
  // The message is noted, so that the older one which it takes back stops nothing if it comes later.
  if (child.careStatus === 'in-care' && state?.stopped === null)
    return noted('A death message was taken back that had stopped nothing', [child]);
  if (child.careStatus === 'ended' || !state?.stopped?.messageId)
    return quarantine(
      'needs-confirmation',
      'A death message was taken back: a named person looks at the record',
    );
  const command = { type: 'resume-schedules', says: 'The death message was taken back' } as const;
  const { refused } = await give(ports, issuedFor(child.personId, message, command), context);
  return refused ?? { outcome: 'recorded', says: 'The schedules run again', personIds: [child.personId] };
}

/**
 * A birth message of a stillborn baby waits for a person, as it must: nobody is registered by it. But the one pregnancy of
 * that mother which is followed stops at once, so that no letter congratulates (scenario A13). Where she expects more than
 * one, only a person can say which.
 */
export async function stopForStillbirth(
  ports: MessagePorts,
  read: Extract<Outcome, { kind: 'quarantined' }>,
  context: Context,
): Promise<void> {
  const { message, faults } = read;
  const stillborn = message?.eventType === 'birth' && message.bornAlive === false;
  if (!message || !stillborn || faults.some((fault) => fault.reason !== 'birth-and-death')) return;
  const motherNumber = message.mother?.nhsNumber ?? null;
  const found = motherNumber === null ? [] : await ports.inbox.find([motherNumber]);
  const [only, ...more] = found.filter(
    (child) => child.as === 'mother' && child.careStatus === 'in-care' && child.bornOn === null,
  );
  if (only && more.length === 0)
    await stopFor(ports, message, only.personId, 'stillborn', 'A message of a stillbirth', context);
}

async function stopFor(
  ports: MessagePorts,
  message: IncomingMessage,
  personId: string,
  why: StopReason,
  says: string,
  context: Context,
): Promise<void> {
  const messageId = message.messageId ?? message.fingerprint;
  const command = { type: 'stop-schedules', why, says, messageId } as const;
  await give(ports, issuedFor(personId, message, command), context);
}
