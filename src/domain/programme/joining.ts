import { addMonths, type CivilDate } from '../calendar/time.ts';
import type { ChildCommand } from '../child/commands.ts';
import type { Brought, ClientFact } from './client-facts.ts';
import type { ClientState } from './client-state.ts';
import type { Consequence, Known } from './consequences.ts';

/**
 * From enrolment the pregnancy has its own stream and an accountable team (scenario A8). One that another
 * team answers for joins by a handover, as a child that is born does (decision 0021).
 */
export function enrolment(
  fact: Extract<ClientFact, { type: 'Enrolled' }>,
  known: Known,
): readonly Consequence[] {
  const { after, children } = known;
  const joined = fact.children.flatMap((child) => joins(child, after, known));
  if (fact.pregnancyId === null) return joined;
  // She came back before the birth, or health visiting follows the pregnancy: the unborn child is in care already.
  const inCare = children.some(
    ({ personId, state }) => personId === fact.pregnancyId && state.care.status === 'in-care',
  );
  const takenOn = { personId: fact.pregnancyId, command: pregnancyTakenOn(known) };
  return [
    ...(inCare ? sealedWithHer(fact.pregnancyId, known) : [takenOn]),
    joinsSite(fact.pregnancyId, null, known),
    ...joined,
  ];
}

/** A child who is in care already joins her family: where her address is sealed, so is the child’s from then on, whoever holds it (promise P11). */
function sealedWithHer(personId: string, { after, children }: Known): readonly Consequence[] {
  const child = children.find((one) => one.personId === personId);
  if (!after.address?.sealed || child?.state.address?.sealed) return [];
  return [{ personId, command: { type: 'seal-address', why: 'The client’s own address is sealed' } }];
}

/** The unborn child comes into the care of her site and her nurse with her enrolment. */
export function pregnancyTakenOn({ after, clientId }: Pick<Known, 'after' | 'clientId'>): ChildCommand {
  return {
    type: 'take-on',
    teamId: after.teamId,
    practitionerId: after.nurseId,
    reason: 'enrolment',
    identity: {
      givenName: '',
      familyName: after.identity.familyName,
      bornOn: null,
      expectedOn: after.expectedOn,
      nhsNumber: null,
      familyId: familyOf(after, clientId),
      mother: motherOf(after),
    },
    address: after.address,
    gp: null,
    lastSeenOn: null,
    circumstances: null,
  };
}

/** Into the programme: at once where the site answers for the child, else by the handover that this opens (decision 0021). */
export function joinsSite(
  personId: string,
  endsOn: CivilDate | null,
  { after, clientId, newId }: Pick<Known, 'after' | 'clientId' | 'newId'>,
): Consequence {
  const { teamId: siteId, nurseId } = after;
  const from = { siteId, nurseId, handoverId: newId(`handover ${personId}`) };
  return { personId, command: { type: 'join-programme', clientId, endsOn, from } };
}

/**
 * A child who joins. An unborn one is in care already. A born child whom nobody here knew is taken on by the site from
 * now on (promise P1, scenario A48).
 */
export function joins(child: Brought, after: ClientState, known: Known): readonly Consequence[] {
  const sealing = sealedWithHer(child.personId, known);
  if (child.bornOn === null) return [...sealing, joinsSite(child.personId, null, known)];
  const { personId, bornOn, givenName = '', entered } = child;
  const joining = joinsSite(personId, addMonths(bornOn, after.endsAtMonths), known);
  if (!entered) return [...sealing, joining];
  const { familyName, nhsNumber } = entered;
  const identity = {
    givenName,
    familyName,
    bornOn,
    expectedOn: null,
    nhsNumber,
    familyId: familyOf(after, known.clientId),
    mother: motherOf(after),
  };
  const takenOn: Consequence = {
    personId,
    command: {
      type: 'take-on',
      teamId: after.teamId,
      practitionerId: after.nurseId,
      reason: 'arrival-without-sender',
      identity,
      address: after.address,
      gp: null,
      lastSeenOn: null,
      circumstances: null,
    },
  };
  return [takenOn, joining];
}

/** What had left, or was about to, is in the programme again; the desk to which it was on its way stands down. */
export function backInProgramme(children: ClientState['children'], known: Known): readonly Consequence[] {
  return children.map(({ personId }) => joinsSite(personId, known.after.endsOn, known));
}

/** The children of one client are a family, whether or not anybody gave it a reference (promises P7 and P11). */
export function familyOf({ identity }: ClientState, clientId: string): string {
  return identity.familyId ?? clientId;
}

export function motherOf({ identity }: ClientState) {
  return {
    name: `${identity.givenName} ${identity.familyName}`,
    nhsNumber: identity.nhsNumber,
    bornOn: identity.bornOn,
  };
}
