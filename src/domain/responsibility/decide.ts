import { isSafeguarding, mayHold } from '../access/roles.ts';
import { earliestBirth, latestBirth } from '../calendar/gestation.ts';
import { sayDate } from '../calendar/time.ts';
import { endedByLoss } from '../child/bereavement.ts';
import { accept, type Context, type Decision, refuse, today } from '../child/context.ts';
import { evolveChild } from '../child/evolve.ts';
import type { ChildFact } from '../child/facts.ts';
import { type ChildState, openBeforeRelease, unknownChild } from '../child/state.ts';
import {
  networkHoldingDeskId,
  presentAt,
  presentIn,
  type TeamKind,
  teamLive,
} from '../directory/directory.ts';
import { toHoldingDesk } from '../directory/routing.ts';
import type { PrepareHandover } from '../handover/commands.ts';
import { prepare, preparedFact } from '../handover/decide-offer.ts';
import { answeredFor } from '../handover/gp-elsewhere.ts';
import { samePerson } from '../identity/same-person.ts';
import type { EndReason } from '../language/words.ts';
import { enquiryAbout, enquiryAfter } from '../move/elsewhere.ts';
import { askedAsItsTwin } from '../move/signal.ts';
import { heldElsewhere } from '../programme/decide-child.ts';
import { knownReviews } from '../reviews/decide.ts';
import { dangersThatTravel, hasStatus } from '../risk/circumstances.ts';
import { addressFault } from './address.ts';
import type { ResponsibilityCommand, ResponsibilityCommandName } from './commands.ts';
import { tellDeathReview } from './death-review.ts';
import { duplicateFault, noteDuplicate } from './duplicate.ts';
import { recordIdentity } from './identity.ts';
import { liftHold, placeHold } from './legal-hold.ts';
import { adoptionFault } from './new-record.ts';
import { openAddress } from './open-address.ts';
import { passSummary, takeSummary } from './passed-summary.ts';
import { schoolNursingFrom } from './school-nursing.ts';
import { keepSeal, sealedWithFamily, sealOfFamily } from './seal.ts';
import { careTransitions } from './transitions.ts';

type Command<Name extends ResponsibilityCommandName> = Extract<ResponsibilityCommand, { type: Name }>;

/** Judges a command on the child itself. */
export function decideResponsibility(
  command: ResponsibilityCommand,
  child: ChildState,
  context: Context,
): Decision {
  const allowed = careTransitions[child.care.status][command.type];
  if (allowed !== 'yes') return refuse(allowed);
  switch (command.type) {
    case 'take-on':
      return takeOn(command, context);
    case 'record-identity':
      return recordIdentity(command, child, context);
    case 'record-birth':
      return recordBirth(command, child);
    case 'record-address':
      return recordAddress(command, child, context);
    case 'seal-address':
      return command.why === ''
        ? refuse('reason-missing')
        : accept({ type: 'AddressSealed', sealed: true, why: command.why });
    case 'open-address':
      return openAddress(command, child, context);
    case 'record-gp':
      return recordGp(command, child, context);
    case 'record-circumstances':
      return recordCircumstances(command);
    case 'record-sighting':
      return accept({ type: 'SightingRecorded', seenOn: command.seenOn, where: command.where });
    case 'correct-sighting':
      return correctSighting(command, child);
    case 'name-practitioner':
      return namePractitioner(command, child, context);
    case 'end':
      return end(command, child, context);
    case 'reverse-end':
      return reverseEnd(command, child, context);
    case 'tell-death-review':
      return tellDeathReview(command, child, context);
    case 'place-hold':
      return placeHold(command, child);
    case 'lift-hold':
      return liftHold(command, child, context);
    case 'pass-summary':
      return passSummary(command, child, context);
    case 'take-summary':
      return takeSummary(command);
    case 'note-duplicate':
      return noteDuplicate(command, child);
  }
}

/** From the first fact by which any service knew the child, one team answers for it (promise P1, scenario A48). */
function takeOn(command: Command<'take-on'>, context: Context): Decision {
  const { teamId, reason, identity, address, gp, lastSeenOn, circumstances } = command;
  if (!teamLive(context.directory, teamId, today(context)))
    return refuse('team-not-live', context.directory.teams.get(teamId)?.name);
  const notTheirs = holdingFault(teamId, context);
  if (notTheirs) return notTheirs;
  const wrong = namedFault(command.practitionerId, teamId, context);
  // A twin goes with its twin, and an unborn child with its mother’s enrolment. Where the practitioner named there is
  // away or has left, the lead answers, never nobody (scenario A10, promise P1).
  if (wrong && reason !== 'birth' && reason !== 'enrolment') return wrong;
  const practitionerId = wrong ? null : command.practitionerId;
  const holder = { teamId, practitionerId, outsideName: null };
  const at = command.familySealed ? sealedWithFamily(address, today(context)) : address;
  const facts: ChildFact[] = [{ type: 'TakenOn', holder, reason, identity, address: at, gp, lastSeenOn }];
  if (at) facts.push(...enquiryAbout(at, knownBy(facts, context), context));
  if (command.familySealed) facts.push(sealOfFamily);
  if (circumstances) facts.push({ type: 'CircumstancesRecorded', circumstances });
  if (command.enquiry) facts.push(...askedAsItsTwin(command.enquiry, knownBy(facts, context)));
  const { levelSaid, reviews = [] } = command;
  if (levelSaid) {
    const reason = `The caseload file calls it ${levelSaid.label}`;
    facts.push({ type: 'LevelChanged', level: levelSaid.level, reason });
  }
  const known = knownReviews(reviews, identity, teamId, context);
  if ('refused' in known) return known;
  const taken = [...facts, ...known.facts];
  return command.handover ? onItsWay(command.handover, teamId, taken, context) : { facts: taken };
}

/**
 * A child that is taken on while its twin is on the way gets its handover by the same command, so that nothing that
 * breaks off in between leaves it behind (scenario A10). Where the twin’s desk can no longer receive, the child is in
 * care all the same, and its draft goes to a holding desk and says why.
 */
function onItsWay(
  handover: PrepareHandover,
  teamId: string,
  taken: readonly ChildFact[],
  context: Context,
): Decision {
  const child = knownBy(taken, context);
  const prepared = prepare(handover, child, context);
  if (!('refused' in prepared)) return accept(...taken, ...prepared.facts);
  const { directory } = context;
  const desk = directory.teams.get(handover.destination.teamId);
  const why = `Its twin is on its way to ${desk?.name ?? handover.destination.teamId}, which can no longer receive a child`;
  const destination = toHoldingDesk(directory, desk?.areaCode ?? null, today(context), why);
  const draft = { ...handover, destination, addressedTo: null };
  return accept(...taken, preparedFact(draft, teamId, child, context));
}

function knownBy(taken: readonly ChildFact[], { now, actor }: Context): ChildState {
  const stamp = { recordedAt: now, happenedAt: now, by: actor.practitionerId };
  return taken.reduce((state, fact) => evolveChild(state, fact, stamp), unknownChild);
}

/**
 * A person takes a child on for their own team only, since no other team takes a child without its acceptance, and only
 * where that team visits and so answers for children.
 */
function holdingFault(teamId: string, { actor, directory }: Context): Decision | null {
  const team = directory.teams.get(teamId);
  if (team && (!visits.includes(team.kind) || team.id === networkHoldingDeskId))
    return refuse('team-holds-nobody', team.name);
  return actor.role === 'system' || actor.teamId === teamId
    ? null
    : refuse('take-on-for-another', team?.name);
}

const visits: readonly TeamKind[] = ['fnp', 'health-visiting'];

/**
 * The practitioner who is named to answer for a child has to be here, in that team, and a nurse. Naming nobody puts the
 * child with the lead.
 */
function namedFault(practitionerId: string | null, teamId: string, context: Context): Decision | null {
  if (practitionerId === null) return null;
  const { directory, now } = context;
  if (!presentIn(directory, teamId, practitionerId, now)) return refuse('practitioner-gone');
  return mayHold(directory.practitioners.get(practitionerId)?.role) ? null : refuse('cannot-hold');
}

/** With them, that one danger was looked at again: a family’s interpreter changed says nothing of a danger (scenario A35). */
function recordCircumstances({ circumstances, lookedAt, why }: Command<'record-circumstances'>): Decision {
  const stands = circumstances.dangers?.some(({ dangerId }) => dangerId === lookedAt) ?? false;
  const looked = stands && lookedAt ? { lookedAt } : {};
  return accept({ type: 'CircumstancesRecorded', circumstances, ...looked, ...(why ? { why } : {}) });
}

/**
 * A false sighting is taken back by a new fact, with its reason, and the leads are told (promise P9). One that a
 * handover recorded is corrected there, since its release point may have rested on it.
 */
function correctSighting(
  { seenOn, recordedAt, reason, reviewToo }: Command<'correct-sighting'>,
  { sightings }: ChildState,
): Decision {
  const wrong = sightings.find((one) => one.on === seenOn && one.recordedAt === recordedAt);
  if (!wrong || wrong.handoverId !== null) return refuse('nothing-to-correct');
  if (reason === '') return refuse('reason-missing');
  const review = reviewToo ? (wrong.review ?? null) : null;
  return accept({ type: 'SightingCorrected', seenOn, recordedAt, reason, review });
}

function recordBirth(command: Command<'record-birth'>, child: ChildState): Decision {
  if (child.identity.bornOn !== null) return refuse('already-born');
  const { expectedOn } = child.identity;
  if (expectedOn !== null) {
    const [first, last] = [earliestBirth(expectedOn), latestBirth(expectedOn)];
    if (command.bornOn < first || command.bornOn > last)
      return refuse('date-outside', `${sayDate(first)} to ${sayDate(last)}`);
  }
  const { bornOn, givenName, familyName, nhsNumber } = command;
  return accept({ type: 'BirthRecorded', bornOn, givenName, familyName, nhsNumber });
}

/**
 * Records an address. Where it lies across a boundary a move enquiry opens with it, so that somebody settles it and a
 * handover follows (promises P5, P6).
 */
function recordAddress(command: Command<'record-address'>, child: ChildState, context: Context): Decision {
  const wrong = addressFault(command.address, context);
  if (wrong) return wrong;
  const address = keepSeal(command.address, child);
  const recorded = { type: 'AddressRecorded', address, why: command.why } as const;
  return accept(recorded, ...enquiryAfter(address, child, context));
}

/**
 * Records the GP and, where the practice lies in another area, what a person says of that. A handover that was sent is
 * revised no more, so its question is answered here (scenario A27).
 */
function recordGp(
  { gp, why, gpAnswer }: Command<'record-gp'>,
  child: ChildState,
  { actor }: Context,
): Decision {
  const { gpElsewhere } = answeredFor(gpAnswer, { ...child, gp });
  return accept({
    type: 'GpRecorded',
    gp,
    ...(why && { why }),
    ...(gpElsewhere && { gpElsewhere: { ...gpElsewhere, saidBy: actor.teamId } }),
  });
}

/** Names a practitioner within the holding team. Naming nobody puts the child with the lead, never with no one. */
function namePractitioner(
  command: Command<'name-practitioner'>,
  child: ChildState,
  context: Context,
): Decision {
  if (child.care.status !== 'in-care') return refuse('not-in-care');
  const { practitionerId, why } = command;
  const { holder } = child.care;
  const wrong = namedFault(practitionerId, holder.teamId, context);
  if (wrong) return wrong;
  if (practitionerId === holder.practitionerId) return { facts: [] };
  return accept({ type: 'PractitionerNamed', practitionerId, why });
}

/** After these nothing is left to hand over or to look for. */
export const endsWhateverIsOpen: readonly EndReason[] = [
  'death',
  'pregnancy-loss',
  'duplicate',
  'entered-in-error',
];

/** Ends only for a named reason that a named person confirmed, and under an open handover only where nothing is left to pass on (P2). */
function end(command: Command<'end'>, child: ChildState, context: Context): Decision {
  if (child.care.status !== 'in-care') return refuse('not-in-care');
  const { reason, confirmedBy, detail } = command;
  if (confirmedBy === '' || detail === '') return refuse('end-needs-confirmation');
  const unfit = endFault(reason, child, context) ?? leavingFault(command, child, context);
  if (unfit) return unfit;
  const early = reason === 'adopted' ? adoptionFault(command, child, context) : null;
  if (early) return early;
  if (!endsWhateverIsOpen.includes(reason) && openBeforeRelease(child))
    return refuse('end-while-handover-open');
  const ended = { reason, confirmedBy, detail, lastHolder: child.care.holder } as const;
  if (reason === 'adopted')
    return accept({ type: 'AccountabilityEnded', ...ended, agreedBy: command.agreedBy ?? '' });
  if (reason !== 'duplicate') return accept({ type: 'AccountabilityEnded', ...ended });
  const { other } = command;
  const wrong = duplicateFault(other, child);
  if (wrong || !other) return wrong ?? refuse('duplicate-of-none');
  const { personId, teamId } = other;
  return accept({ type: 'AccountabilityEnded', ...ended, goesOn: { personId, teamId } });
}

/**
 * That a family has left the United Kingdom is often only said, and naming school nursing does not mean that it has
 * taken over. For a child with a plan, an enquiry or a guardian in the authority, or with a danger that comes along, a
 * named or designated nurse confirms either (scenario A47). An open question about where the child is, or whose it is,
 * is settled first.
 */
function leavingFault(
  { reason, confirmedBy }: Command<'end'>,
  { circumstances, enquiries, claims }: ChildState,
  { directory, now }: Context,
): Decision | null {
  if (reason !== 'left-uk' && reason !== 'school-nursing') return null;
  if (enquiries.some(({ settled }) => !settled)) return refuse('end-does-not-fit', 'A move enquiry is open');
  if (claims.some(({ settled }) => !settled))
    return refuse('end-does-not-fit', 'Another team claims the child');
  const watched = (['child-protection-plan', 'section-47', 'looked-after'] as const).some((kind) =>
    hasStatus(circumstances, kind),
  );
  if (!watched && dangersThatTravel(circumstances).length === 0) return null;
  const confirms = [...directory.practitioners.values()].some(
    ({ id, name, role }) =>
      isSafeguarding(role) && samePerson(name, confirmedBy) && presentAt(directory, id, now),
  );
  return confirms ? null : refuse('end-needs-named-nurse');
}

/** A reason has to be true of this child: school nursing takes at five, and a pregnancy is lost before or at the birth. */
function endFault(
  reason: EndReason,
  { identity, stopped, duplicates = [] }: ChildState,
  context: Context,
): Decision | null {
  const { bornOn } = identity;
  if (reason === 'entered-in-error' && duplicates.length > 0)
    return refuse(
      'end-does-not-fit',
      'Another record ended as a duplicate of this one: reverse that end first',
    );
  if (reason === 'pregnancy-loss' && bornOn !== null && stopped?.why !== 'stillborn')
    return refuse('end-does-not-fit', 'The child has been born');
  if (reason === 'school-nursing' && (bornOn === null || today(context) < schoolNursingFrom(bornOn)))
    return refuse('end-does-not-fit', 'School nursing takes a child at five');
  return null;
}

/**
 * A reversed death restores the holder; the recount of the facts reports the interval (promise P2, scenario A14). What
 * was recorded on the mother's record is taken back there, so that both go on together.
 */
function reverseEnd(command: Command<'reverse-end'>, child: ChildState, context: Context): Decision {
  if (child.care.status !== 'ended') return refuse('not-ended');
  if (command.why === '') return refuse('reason-missing');
  // What a team other than her site confirmed, that team reverses.
  if (heldElsewhere(child, command.clientId, context)) return refuse('not-the-holder');
  const recordedOf = endedByLoss(child) ? (child.stopped?.clientId ?? null) : null;
  if (recordedOf !== null && recordedOf !== command.clientId) return refuse('loss-on-client');
  const { lastHolder, at } = child.care;
  const { teamId, practitionerId, outsideName } = lastHolder;
  const still = practitionerId !== null && presentIn(context.directory, teamId, practitionerId, context.now);
  const holder = still || outsideName !== null ? lastHolder : { ...lastHolder, practitionerId: null };
  return accept({ type: 'EndReversed', holder, why: command.why, endedAt: at });
}
