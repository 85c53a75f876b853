import { type CivilDate, type Instant, londonDate, londonInstant } from '../calendar/time.ts';
import type { ChildCommand } from '../child/commands.ts';
import { openBeforeRelease } from '../child/state.ts';
import type { Directory } from '../directory/directory.ts';
import { newSummary } from '../handover/parts.ts';
import { askedAgain } from './asked-again.ts';
import { birth } from './birth-consequences.ts';
import type { KnownChild } from './client-context.ts';
import type { ClientFact } from './client-facts.ts';
import { type ClientState, childrenInProgramme, owesMissedReview } from './client-state.ts';
import { backInProgramme, enrolment, joins } from './joining.ts';
import { leaving } from './leaving.ts';
import { losses, takenBack } from './loss-consequences.ts';
import { mothersMove } from './mothers-address.ts';

/** What a client's fact asks of one child's own stream: given through that child's own door, each with its own answer (P7). */
export type Consequence = { readonly personId: string; readonly command: ChildCommand };

/** Fresh ids for what a consequence opens, the same for the same client's command and child. */
export type NewId = (label: string) => string;

/** Everything that the facts of one command ask of the client's children, in the order in which it has to be done. Pure. */
export function consequencesOf(facts: readonly ClientFact[], known: Known): readonly Consequence[] {
  // No command, only clocks that were moved by what was learned of a child: with it a row of missed visits may have
  // become a signal.
  const [last] = known.after.missed.slice(-1);
  if (last && facts.every(({ type }) => type === 'ClientDeadlinesMoved')) return missedSignal(last.on, known);
  return facts.flatMap((fact) => consequences(fact, known));
}

type ProposedLevel = Extract<ChildCommand, { type: 'leave-programme' }>['proposedLevel'];

/** What stood before and stands after a client's command, and her children's records as they were read for it. */
export type Known = {
  readonly clientId: string;
  readonly before: ClientState;
  readonly after: ClientState;
  readonly children: readonly KnownChild[];
  readonly level: ProposedLevel;
  readonly newId: NewId;
  readonly directory: Directory;
  readonly now: Instant;
};

function consequences(fact: ClientFact, known: Known): readonly Consequence[] {
  const { before, after } = known;
  switch (fact.type) {
    case 'Enrolled':
      return enrolment(fact, known);
    case 'ChildBrought':
      return joins(fact.child, after, known);
    case 'NurseAllocated':
      return allocation(fact, known);
    case 'ExpectedDateMoved':
      return known.children
        .filter((child) => child.state.identity.bornOn === null && child.state.care.status === 'in-care')
        .map(({ personId }) => ({
          personId,
          command: { type: 'move-expected-birth', expectedOn: fact.expectedOn, why: fact.why },
        }));
    case 'BirthTold':
      return birth(fact, known);
    case 'VisitRecorded':
      return fact.childrenSeen.map((personId) => ({
        personId,
        command: {
          type: 'record-sighting',
          seenOn: londonDate(fact.at),
          where: 'On a visit of the programme',
        },
      }));
    case 'VisitMissed':
      return missedSignal(fact.on, known);
    case 'EndMoved':
      return each(after, { type: 'move-programme-end', endsOn: fact.endsOn, why: fact.why });
    case 'BirthDayFollowed':
      return endFollowed(known);
    case 'ChildLeft':
      return [leaving(fact.childId, fact.door, fact.why, fact.areaCode, known)];
    case 'ClientLeft':
      return childrenInProgramme(before).map(({ personId }) =>
        leaving(personId, fact.door, fact.why, fact.areaCode, known),
      );
    case 'TransferStarted':
      // A child whom that site holds already, as after a contract has passed, does not have to leave for it.
      return childrenInProgramme(before)
        .filter(({ personId }) => !heldBy(fact.toTeamId, personId, known))
        .map(({ personId }) => leaving(personId, 'moved-to-programme', fact.why, fact.areaCode, known));
    case 'TransferRefused':
      // Each child goes on to health visiting. Its own stream records by which door, so that no other site takes it for
      // its own.
      return childrenInProgramme(before).flatMap(({ personId }) => [
        onward(personId, fact, known),
        leaving(personId, fact.door, fact.note, before.transfer?.areaCode ?? null, known),
      ]);
    case 'LossRecorded':
    case 'DeathRecorded':
      return losses(fact, known);
    case 'DeathTakenBack':
      return takenBack(fact, known);
    case 'TransferEnded':
      return backInProgramme(childrenInProgramme(after), known);
    case 'ClientRecorded':
      return [...sealing(fact.address?.sealed ?? false, known), ...mothersMove(fact, known)];
    case 'ClientAddressSealed':
      return sealing(fact.sealed, known);
    case 'ChildAskedAgain':
      return askedAgain(after, fact.childId, known);
    case 'Referred':
    case 'LossFollowed':
    case 'DeathReported':
    case 'EligibilityAssessed':
    case 'PlaceOffered':
    case 'PlaceDeclined':
    case 'CaseloadWeighed':
    case 'ProgrammePaused':
    case 'ProgrammeResumed':
    case 'IntervalSet':
    case 'VisitPlanned':
    case 'MissedVisitsReviewed':
    case 'ContinuingAsked':
    case 'ContinuingReviewed':
    case 'TakenFromWaitingList':
    case 'WaitingEnded':
    case 'TransferredIn':
    case 'ContactNamed':
    case 'BereavementContactMade':
    case 'ChildrenAsked':
    case 'ChildRefused':
    case 'RefusalFollowed':
    case 'RefusalSettled':
    case 'ClientDeadlinesMoved':
      return [];
  }
}

function heldBy(teamId: string, personId: string, { children }: Known): boolean {
  const care = children.find((child) => child.personId === personId)?.state.care;
  return care?.status === 'in-care' && care.holder.teamId === teamId;
}

type Fact<Name extends ClientFact['type']> = Extract<ClientFact, { type: Name }>;

function each(client: ClientState, command: ChildCommand): readonly Consequence[] {
  return childrenInProgramme(client).map(({ personId }) => ({ personId, command }));
}

/** The end of the programme moved with a day of birth: each child of hers in it has the same. */
function endFollowed({ before, after }: Known): readonly Consequence[] {
  const { endsOn } = after;
  if (endsOn === null || endsOn === before.endsOn) return [];
  return each(after, { type: 'move-programme-end', endsOn, why: 'A day of birth was corrected' });
}

/**
 * The nurse is named in the record of each child that the site answers for, also of those who wait for their next team.
 */
function allocation(fact: Fact<'NurseAllocated'>, { after, children }: Known): readonly Consequence[] {
  // The sweep already passes the children of a nurse who has left to the lead.
  if (fact.nurseId === null) return [];
  return children
    .filter(({ state: { care } }) => care.status === 'in-care' && care.holder.teamId === after.teamId)
    .map(({ personId }) => ({
      personId,
      command: {
        type: 'name-practitioner',
        practitionerId: fact.nurseId,
        why: fact.why || 'Allocated in the programme',
      },
    }));
}

/** Two missed visits, or one where more than routine is known, are a signal: somebody asks where the child sleeps (P6). */
function missedSignal(on: CivilDate, known: Known): readonly Consequence[] {
  const { before, after, newId } = known;
  if (owesMissedReview(before) || !owesMissedReview(after)) return [];
  const counted = after.missed.filter((visit) => visit.why !== 'cancelled-by-nurse').length;
  // Also children who have left and wait for their next team: until then this team answers for them.
  const answersFor = after.children.filter(
    ({ personId, left, lost }) => !lost && (left === null || heldBy(after.teamId, personId, known)),
  );
  const stands = ({ personId }: { readonly personId: string }) =>
    known.children.find((child) => child.personId === personId)?.state.care.status !== 'ended';
  return answersFor.filter(stands).map(({ personId }) => ({
    personId,
    command: {
      type: 'receive-signal',
      enquiryId: newId(`enquiry ${personId}`),
      otherTeamId: after.teamId,
      signal: {
        source: 'missed-visits',
        messageId: null,
        effectiveAt: londonInstant(on, 12 * 60),
        says: `${counted} ${counted === 1 ? 'visit' : 'visits'} of the programme missed in a row`,
        lines: [],
        postcode: null,
        areaCode: null,
      },
    },
  }));
}

/**
 * The handover that was on its way to the other site goes to health visiting there at once, whatever state it is in.
 * The programme's team holds the child until health visiting has accepted (scenario A4).
 */
function onward(personId: string, fact: Fact<'TransferRefused'>, { children, newId }: Known): Consequence {
  const state = children.find((child) => child.personId === personId)?.state;
  const open = state ? openBeforeRelease(state) : null;
  const standing = open ?? state?.handovers.findLast((handover) => handover.state === 'declined') ?? null;
  const newHandoverId = newId(`handover ${personId}`);
  const to = fact.onward;
  const why = fact.door === 'no-place' ? 'No place at the site' : 'Not eligible at the site';
  if (standing && standing.state !== 'draft') {
    const { handoverId } = standing;
    return {
      personId,
      command: { type: 'redirect', handoverId, to, why: `${why}. ${fact.note}`, newHandoverId },
    };
  }
  const summary = standing?.summary ?? newSummary(`${why}. ${fact.note}`);
  const draft = {
    kind: 'fnp-to-health-visiting',
    occasion: 'move',
    destination: to,
    addressedTo: null,
    proposedLevel: standing?.proposedLevel ?? state?.circumstances.level ?? null,
    summary,
  } as const;
  if (standing) return { personId, command: { type: 'revise', handoverId: standing.handoverId, ...draft } };
  return { personId, command: { type: 'prepare', handoverId: newHandoverId, follows: null, ...draft } };
}

/** Her children live with her: a place that must stay hidden is hidden in each one's record too. Opening is never done for others (P11). */
function sealing(sealed: boolean, { before, children }: Known): readonly Consequence[] {
  if (!sealed || before.address?.sealed) return [];
  return children
    .filter(({ state }) => state.care.status === 'in-care' && !state.address?.sealed)
    .map(({ personId }) => ({
      personId,
      command: { type: 'seal-address', why: 'The client’s own address was sealed' },
    }));
}
