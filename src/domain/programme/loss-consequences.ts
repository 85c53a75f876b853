import { endedByLoss } from '../child/bereavement.ts';
import type { ChildCommand } from '../child/commands.ts';
import type { StopReason } from './child-facts.ts';
import type { ClientFact } from './client-facts.ts';
import { saysSheDied } from './client-followed.ts';
import { type ClientChild, childrenInProgramme } from './client-state.ts';
import type { Consequence, Known } from './consequences.ts';
import { backInProgramme } from './joining.ts';
import { leaving } from './leaving.ts';

type Fact<Name extends ClientFact['type']> = Extract<ClientFact, { type: Name }>;

/**
 * What a loss or a death asks of the children. A loss or a child's death stops that child's schedules. The mother's
 * death is recorded in the record of each child of hers, so that nobody writes to her or rings her any more, and sends
 * each born child on to health visiting. Whether an unborn child lives nobody can tell from it: nothing is sent to
 * anybody about that child, and a named person says what happened (scenarios A13 and A14).
 */
export function losses(
  fact: Fact<'LossRecorded'> | Fact<'DeathRecorded'>,
  known: Known,
): readonly Consequence[] {
  const { before } = known;
  const { says } = fact;
  const unborn = before.children.filter((child) => !isBorn(child, known) && !child.lost);
  if (fact.type === 'LossRecorded')
    return unborn.map(stopping(fact.loss === 'stillbirth' ? 'stillborn' : 'pregnancy-lost', says, known));
  const dead = before.children.filter((child) => child.personId === fact.who);
  if (dead.length > 0) return dead.map(stopping('child-died', says, known));
  const born = childrenInProgramme(before).filter((child) => isBorn(child, known));
  return [
    // First, so that it is her own record which stops the unborn child, and by which that is taken back.
    ...unborn.map(stopping('mother-died', says, known)),
    ...inCareOf(known).map(withoutHer({ type: 'record-mother-death', on: fact.on, says })),
    ...born.map(({ personId }) => leaving(personId, 'mother-died', says, null, known)),
  ];
}

/** Each child of hers that somebody answers for, whichever team it is: those who have left among them. */
function inCareOf({ before, children }: Known): readonly ClientChild[] {
  const inCare = new Set(
    children.flatMap((one) => (one.state.care.status === 'in-care' ? [one.personId] : [])),
  );
  return before.children.filter(({ personId }) => inCare.has(personId));
}

function withoutHer(
  command: Extract<ChildCommand, { type: 'record-mother-death' | 'take-back-mother-death' }>,
) {
  return ({ personId }: ClientChild): Consequence => ({ personId, command });
}

/** By her own record, or by its own, which may have had the birth first. */
function isBorn({ personId, bornOn }: ClientChild, { children }: Known): boolean {
  const own = children.find((child) => child.personId === personId)?.state.identity.bornOn ?? null;
  return bornOn !== null || own !== null;
}

/**
 * A loss or a death was recorded in error. Every schedule of that child goes on. If it was the mother's, each child
 * that left by her death is in the programme again, and again on its way to the site to which she was moving.
 */
export function takenBack(fact: Fact<'DeathTakenBack'>, known: Known): readonly Consequence[] {
  const { before, after } = known;
  const child = before.children.find((one) => one.personId === fact.who);
  if (child) return resumption(child, fact.says, known);
  // Her death was only reported: no child was asked anything, but a child's own record may be what reported it.
  if (before.status !== 'deceased') {
    const said = known.children.filter(({ state }) => saysSheDied(state)).map(({ personId }) => personId);
    return before.children
      .filter(({ personId }) => said.includes(personId))
      .map(withoutHer({ type: 'take-back-mother-death', says: fact.says }));
  }
  const unborn = after.children.filter((one) => !isBorn(one, known) && !one.lost);
  const born = before.children.filter((one) => isBorn(one, known) && one.left === 'mother-died' && !one.lost);
  const { transfer } = after;
  const onTheWay = transfer
    ? born.map(({ personId }) => leaving(personId, 'moved-to-programme', fact.says, transfer.areaCode, known))
    : [];
  return [
    ...inCareOf(known).map(withoutHer({ type: 'take-back-mother-death', says: fact.says })),
    ...unborn.map(({ personId }) => resuming(personId, fact.says, known)),
    ...backInProgramme(born, known),
    ...onTheWay,
  ];
}

/**
 * A child that is alive after all. Where its mother has left since, or is on her way to another site, it leaves by the
 * same door.
 */
function resumption(child: ClientChild, says: string, known: Known): readonly Consequence[] {
  const { after } = known;
  const { personId, left, leftFor } = child;
  if (after.status === 'deceased' && !isBorn(child, known))
    return [stopping('mother-died', says, known)(child)];
  const resumes = resuming(personId, says, known);
  const door = left ?? (after.transfer ? 'moved-to-programme' : null);
  const areaCode = leftFor ?? after.transfer?.areaCode ?? null;
  return door === null ? [resumes] : [resumes, leaving(personId, door, says, areaCode, known)];
}

/** Where the loss was confirmed meanwhile, the end is reversed with it. */
function resuming(personId: string, says: string, { clientId, children }: Known): Consequence {
  const state = children.find((child) => child.personId === personId)?.state;
  return state && endedByLoss(state)
    ? { personId, command: { type: 'reverse-end', why: says, clientId } }
    : { personId, command: { type: 'resume-schedules', says, clientId } };
}

function stopping(why: StopReason, says: string, { clientId }: Known) {
  return ({ personId }: ClientChild): Consequence => ({
    personId,
    command: { type: 'stop-schedules', why, says, clientId },
  });
}
