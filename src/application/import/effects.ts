import { londonDate } from '../../domain/calendar/time.ts';
import type { Context } from '../../domain/child/context.ts';
import { serviceWanted } from '../../domain/directory/directory.ts';
import { route } from '../../domain/directory/routing.ts';
import type { IncomingMessage } from '../../domain/move/incoming.ts';
import { homeOn, signalOf } from '../../domain/move/judge.ts';
import { livesWithoutMother, withoutHerPlace } from '../../domain/move/mothers-move.ts';
import { uuidFor } from './identifiers.ts';
import type { FoundChild } from './ports.ts';
import { give, issuedFor, type MessagePorts, noted, type Taken } from './taken.ts';

/**
 * A change of address of a child, or of the mother of children, is a signal for each child by itself (promise P7). Where it
 * crosses a boundary it opens one enquiry, shown on both sides; a person says where the child sleeps (promise P6).
 */
export async function suggestMove(
  ports: MessagePorts,
  message: IncomingMessage,
  children: readonly FoundChild[],
  context: Context,
): Promise<Taken> {
  const read = signalOf(message, context.now);
  const day = londonDate(context.now);
  const areaCode = read.postcode === null ? null : await ports.inbox.areaOf(read.postcode, day);
  const ofMother = children.some((child) => child.as === 'mother');
  const says = ofMother ? read.says.replace('has', 'has, for the mother,') : read.says;
  const signal = { ...read, says, areaCode, messageId: message.messageId ?? message.fingerprint };
  let opened = false;
  for (const child of children) {
    const wants = serviceWanted(context.directory, child.holderTeam);
    const { teamId } = route(
      context.directory,
      { areaCode, postcode: signal.postcode, wants, temporary: false },
      day,
    );
    const enquiryId = uuidFor('enquiry', child.personId, message.fingerprint);
    const apart = await livesApart(ports, child);
    const command = {
      type: 'receive-signal',
      enquiryId,
      signal: apart ? withoutHerPlace(signal) : signal,
      // Nor does the team of her area hear of a child that is not with her.
      otherTeamId: apart && child.holderTeam !== null ? child.holderTeam : teamId,
    } as const;
    const { refused, facts } = await give(ports, issuedFor(child.personId, message, command), context);
    if (refused) return refused;
    opened ||= facts.some((fact) => fact.type === 'EnquiryOpened' || fact.type === 'SignalAdded');
  }
  if (!opened) return noted('Suggests no move: see the timeline of the child', children);
  return {
    outcome: 'enquiry',
    says: 'A move enquiry is open, on both sides',
    personIds: children.map((child) => child.personId),
  };
}

/** A child found by the number of its mother, whom somebody else has. */
async function livesApart({ children }: MessagePorts, child: FoundChild): Promise<boolean> {
  if (child.as !== 'mother') return false;
  const loaded = await children.loadAny(child.personId);
  return loaded !== null && livesWithoutMother(loaded.state);
}

/** The practice of the child as the message gives it. The mother's practice says nothing of the child's. */
export async function recordGp(
  ports: MessagePorts,
  message: IncomingMessage,
  children: readonly FoundChild[],
  context: Context,
): Promise<Taken> {
  const { gp } = message.subject;
  const [child] = children.filter((one) => one.as === 'child');
  if (!child) return noted('The mother changed her practice, which says nothing of the child’s', children);
  if (!gp) return noted('It names no practice', children);
  const known = (await ports.children.loadAny(child.personId))?.state.gp;
  if (known?.odsCode === gp.odsCode) return noted('The practice is the one that is known', [child]);
  const command = { type: 'record-gp', gp: { odsCode: gp.odsCode, name: gp.name } } as const;
  const { refused } = await give(ports, issuedFor(child.personId, message, command), context);
  return refused ?? { outcome: 'recorded', says: 'The practice was recorded', personIds: [child.personId] };
}

/** A whole record: its practice and its present home count like messages of their own; its names are not taken over. */
export async function recordOfPerson(
  ports: MessagePorts,
  message: IncomingMessage,
  children: readonly FoundChild[],
  context: Context,
): Promise<Taken> {
  const home = homeOn(message.subject, londonDate(message.lastUpdated ?? context.now));
  const gp = message.subject.gp ? await recordGp(ports, message, children, context) : null;
  const move = home ? await suggestMove(ports, message, children, context) : null;
  const telling = [move, gp].find((taken) => taken !== null && taken.outcome !== 'noted');
  return telling ?? noted('The record says nothing that is not known', children);
}
