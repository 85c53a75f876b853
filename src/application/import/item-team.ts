import { londonDate } from '../../domain/calendar/time.ts';
import type { Context } from '../../domain/child/context.ts';
import { networkHoldingDeskId } from '../../domain/directory/directory.ts';
import { route } from '../../domain/directory/routing.ts';
import type { IncomingMessage, Outcome, QuarantineReason } from '../../domain/move/incoming.ts';
import { homeOf } from './newborns.ts';
import type { FoundChild } from './ports.ts';
import { clientsBearing, isFollowed } from './records.ts';
import type { MessagePorts } from './taken.ts';

/**
 * The team that a quarantined message is about. Where it differs from a client’s record, her site; else the team that
 * holds the child, or a child of the mother, or has her in the programme; else the team that serves the place where the
 * message says that they live. Null where none of these is known: then the holding desk owes it.
 */
export async function teamOf(
  ports: MessagePorts,
  read: Outcome,
  reason: QuarantineReason,
  context: Context,
): Promise<string | null> {
  const message = read.kind === 'not-for-us' ? null : read.message;
  if (message === null) return null;
  const followed = reason === 'differs-from-record' ? await clientsBearing(ports, message) : [];
  const hers = followed.find(isFollowed);
  if (hers) return hers.state.teamId;
  const numbers = [message.subject.nhsNumber, message.mother?.nhsNumber].filter(
    (number) => typeof number === 'string',
  );
  const found = numbers.length === 0 ? [] : await ports.inbox.find(numbers);
  const child = found.find(({ holderTeam }) => holderTeam !== null);
  if (child) return teamFor(ports, child, context);
  const { nhsNumber } = message.subject;
  const [client] = nhsNumber === null ? [] : await ports.inbox.clientsOf(nhsNumber);
  return client?.teamId ?? teamOfPlace(ports, message, context);
}

/** Of a child held outside the network it is the team of ours that has handed it over: nobody there looks here. */
async function teamFor(
  { children }: MessagePorts,
  { personId, holderTeam }: FoundChild,
  { directory }: Context,
): Promise<string | null> {
  if (holderTeam === null || directory.teams.get(holderTeam)?.kind !== 'outside') return holderTeam;
  const handovers = (await children.loadAny(personId))?.state.handovers ?? [];
  const passed = handovers.findLast(({ destination }) => destination.teamId === holderTeam);
  return passed?.releasingTeamId ?? null;
}

async function teamOfPlace(
  { inbox }: MessagePorts,
  message: IncomingMessage,
  { directory, now }: Context,
): Promise<string | null> {
  const day = londonDate(now);
  const postcode = homeOf(message, day)?.postcode ?? null;
  const areaCode = postcode === null ? null : await inbox.areaOf(postcode, day);
  const to = route(directory, { areaCode, postcode, wants: 'health-visiting', temporary: false }, day);
  return to.kind === 'outside' || to.teamId === networkHoldingDeskId ? null : to.teamId;
}
