import { sayDate, sayInstant } from '../calendar/time.ts';
import type { ChildFact } from '../child/facts.ts';
import type { Whom } from '../child/whom-seen.ts';
import type { Directory } from '../directory/directory.ts';
import { sayMeeting } from '../handover/meetings.ts';
import { gpAnswerWords } from '../handover/parts.ts';
import { agencyWords, type NotOpen } from '../missing/facts.ts';
import { settlementWords } from '../move/facts.ts';
import { stayOutcomeWords } from '../move/stay.ts';
import { stopReasons } from '../programme/child-facts.ts';
import { doorRules } from '../programme/doors.ts';
import type { Holder, Identity } from '../responsibility/facts.ts';
import { reviewOutcomeWords } from '../reviews/facts.ts';
import { codeOfKey } from '../reviews/obligations.ts';
import { reviewWords } from '../reviews/schedule.ts';
import { tellDeadlines } from './deadline-timeline.ts';
import { tellFamily } from './family-timeline.ts';
import { tellOnTheWay } from './handover-timeline.ts';
import { lowerFirst } from './sentence.ts';
import { sayFalselySeen, sayOwed, saySeen } from './sightings.ts';
import { type Names, type Told, told } from './told.ts';
import { endReasons, levelWords, takeOnReasons, wordsOf } from './words.ts';

export type { Names, Told } from './told.ts';

/**
 * The names of a directory; an id that it does not know is shown as it is, never as nothing. What is owed is said for the child
 * `about` whom it is asked.
 */
export function namesOf(directory: Directory, about: Pick<Identity, 'bornOn'> | null = null): Names {
  return {
    team: (id) => directory.teams.get(id)?.name ?? id,
    person: (id) => (id === 'handhold' ? 'Handhold' : (directory.practitioners.get(id)?.name ?? id)),
    area: (code) => directory.areas.get(code)?.name ?? code,
    owed: ({ kind, key }) =>
      kind === 'review'
        ? `Offer the ${lowerFirst(reviewWords(codeOfKey(key), directory.localContacts))}`
        : sayOwed(kind, about),
  };
}

/** A holder in words: "Amara Osei (Luton health visiting)"; the team's lead answers while nobody is named. */
export function holderWords(holder: Holder, names: Names): string {
  if (holder.outsideName !== null) return ofTeam(holder.outsideName, names.team(holder.teamId));
  if (holder.practitionerId !== null)
    return ofTeam(names.person(holder.practitionerId), names.team(holder.teamId));
  return `The lead of ${names.team(holder.teamId)}`;
}

/** "Amara Osei (Luton health visiting)". What a team's own name has in brackets stands after a comma: none stand within others. */
export function ofTeam(person: string, team: string): string {
  return `${person} (${team.replace(/ \((.*)\)$/, ', $1')})`;
}

/**
 * Tells a fact in words. A sealed address is never among them (promise P11). Of a sighting `whom` says who was seen: before the birth
 * that was the mother.
 */
export function tellFact(fact: ChildFact, names: Names, whom: Whom = 'child'): Told {
  switch (fact.type) {
    case 'TakenOn':
      return told(
        `${holderWords(fact.holder, names)} took the child on`,
        wordsOf(takeOnReasons, fact.reason),
      );
    case 'IdentityRecorded':
      return told('Who the child is was recorded anew', fact.why);
    case 'BirthRecorded':
      return told(`Born on ${sayDate(fact.bornOn)}`);
    case 'AddressRecorded':
      return told(
        fact.address.sealed ? 'A new address was recorded. It is sealed' : 'A new address was recorded',
        fact.why,
      );
    case 'AddressSealed':
      return told(
        fact.sealed
          ? 'The address was sealed'
          : `The address was opened${fact.agreedBy ? `. ${names.person(fact.agreedBy)} agreed` : ''}`,
        fact.why,
      );
    case 'GpRecorded':
      return told(
        fact.gp ? `The GP is ${fact.gp.name || fact.gp.odsCode}` : 'There is no GP',
        fact.why ?? '',
        fact.gpElsewhere ? gpAnswerWords[fact.gpElsewhere.answer] : '',
      );
    case 'SightingRecorded':
      return told(`${whom === 'mother' ? saySeen('mother') : 'Seen'} on ${sayDate(fact.seenOn)}`, fact.where);
    case 'SightingCorrected':
      return told(
        `${sayFalselySeen(whom)} on ${sayDate(fact.seenOn)}`,
        fact.reason,
        ...(fact.review ? ['The review of that day was not held either: it is due again'] : []),
      );
    case 'PractitionerNamed':
      return told(
        fact.practitionerId
          ? `${names.person(fact.practitionerId)} was named for the child`
          : 'Nobody is named: the lead answers',
        fact.why,
      );
    case 'AccountabilityPassed':
      return told(
        `Accountability passed to ${holderWords(fact.to, names)}`,
        fact.releasePoint,
        `Until then: ${holderWords(fact.from, names)}`,
      );
    case 'AccountabilityEnded':
      return told(
        `Accountability ended: ${wordsOf(endReasons, fact.reason)}`,
        fact.detail,
        `Confirmed by ${fact.confirmedBy}`,
        ...(fact.agreedBy ? [`Agreed by ${names.person(fact.agreedBy)}`] : []),
        ...(fact.goesOn
          ? [
              `The child goes on in the record ${fact.goesOn.personId}, held by ${names.team(fact.goesOn.teamId)}`,
            ]
          : []),
      );
    case 'DeathReviewTold':
      return told('The child death review was told', `${fact.whom}, ${sayInstant(fact.toldAt)}`);
    case 'HoldPlaced':
      return told('A legal hold was placed on the record', `For ${fact.askedBy}`, fact.reason);
    case 'HoldLifted':
      return told(`The legal hold was lifted. ${names.person(fact.agreedBy)} agreed`, fact.reason);
    case 'SummaryPassed':
      return told(`A summary was passed to the new record. ${names.person(fact.agreedBy)} agreed`, fact.text);
    case 'SummaryTaken':
      return told(
        'A summary of earlier health was passed by the designated route',
        fact.text,
        `Signed by ${names.person(fact.signedBy)}. ${names.person(fact.agreedBy)} agreed`,
      );
    case 'DuplicateEnded':
      return told(
        'Another record of this child ended as a duplicate: it goes on here',
        `The record that ended: ${fact.personId}`,
      );
    case 'DuplicateTakenBack':
      return told(
        'The other record was no duplicate of this one: its end was reversed',
        `That record: ${fact.personId}`,
      );
    case 'EndReversed':
      return told(
        `The end was reversed: ${holderWords(fact.holder, names)} answers again`,
        fact.why,
        `Interval without a holder since ${sayInstant(fact.endedAt)}`,
      );
    case 'CircumstancesRecorded':
      return told(
        'The child’s circumstances were recorded',
        fact.why ?? '',
        dangerLine(fact.circumstances.dangers?.map((danger) => danger.who) ?? []),
      );
    case 'DeadlinesMoved':
      return tellDeadlines(fact, {}, names);
    case 'EnquiryOpened':
      return told('A move enquiry was opened', fact.signal.says, `With ${names.team(fact.otherTeamId)}`);
    case 'SignalAdded':
      return told('Another signal of a move joined the enquiry', fact.signal.says);
    case 'SignalNoted':
      return told('A signal was noted; it opens nothing', fact.signal.says, fact.why);
    case 'EnquirySettled':
      return told(`The move enquiry was settled: ${settlementWords[fact.outcome]}`, fact.note);
    case 'StayReviewed':
      return told(`The short stay was looked at: ${stayOutcomeWords[fact.outcome]}`, fact.note, fact.cover);
    case 'ClaimOpened':
      return told(`${names.team(fact.claimantTeamId)} also claims the child`, fact.says);
    case 'ClaimSettled':
      return told(
        fact.outcome === 'stays'
          ? 'The claim was settled: the child stays'
          : 'The claim was settled: the child is to be handed over',
        fact.note,
      );
    case 'ReviewRecorded':
      return told(
        `${fact.words} on ${sayDate(fact.on)}: ${reviewOutcomeWords[fact.outcome].toLowerCase()}`,
        `By whom: ${fact.by}`,
        fact.note,
      );
    case 'MissedReviewsLookedAt':
      return told('The supervisor looked at the missed reviews', fact.decision);
    case 'LevelChanged':
      return told(`The level of service was changed to ${levelWords[fact.level]}`, fact.reason);
    case 'AdmissionRecorded':
    case 'DischargeRecorded':
    case 'HomeContactRecorded':
    case 'CarerRecorded':
    case 'BackWithMother':
    case 'PrivateFosteringTold':
    case 'MotherDeathRecorded':
    case 'MotherDeathTakenBack':
    case 'MotherInCareRecorded':
    case 'MothersWorkerTold':
    case 'MothersNurseCopied':
    case 'MidwiferyTold':
    case 'AgenciesTold':
    case 'MothersSafeguardingRecorded':
    case 'DischargePlanned':
    case 'VisitingDeclined':
    case 'DeclineReviewed':
    case 'GpToldOfDecline':
      return tellFamily(fact, names);
    case 'MissingOpened':
      return told('The family is missing: the procedure was opened', fact.why, ...notOpenLines(fact.notOpen));
    case 'AgencyAsked':
      return told(
        `${agencyWords[fact.agency]}: ${fact.said === '' ? 'asked, no answer yet' : 'asked and answered'}`,
        `Asked ${fact.askedWhom} on ${sayDate(fact.on)}`,
        fact.said,
      );
    case 'TracedAgain':
      return told('The family was traced again', fact.result);
    case 'NurseTold':
      return told(
        fact.nurse === 'named-nurse' ? 'The named nurse was told' : 'The designated nurse was told',
        fact.name,
      );
    case 'MissingReviewed':
      return told('The missing family was reviewed', fact.says);
    case 'OpennessDecided':
      return told(
        fact.notOpen ? 'Decided not to be open with the parent' : 'Decided to be open with the parent',
        fact.why,
        ...notOpenLines(fact.notOpen),
      );
    case 'FamilyFound':
      return told('The family was found', fact.how);
    case 'ProgrammeJoined':
      return told('The child is in the programme', fact.endsOn ? `It ends on ${sayDate(fact.endsOn)}` : '');
    case 'ProgrammeAwaited':
      return told(
        `${names.team(fact.siteId)} waits for the child: the mother has joined the programme`,
        'The team that answers for the child hands it over',
      );
    case 'ProgrammeNotJoined':
      return told(`The child does not join the programme: ${doorRules[fact.door].words}`, fact.why);
    case 'ProgrammeEndMoved':
      return told(`The programme now ends on ${sayDate(fact.endsOn)}`, fact.why);
    case 'ProgrammeLeft':
      return told(`The child left the programme: ${doorRules[fact.door].words}`, fact.why);
    case 'SchedulesStopped':
      return told('Every schedule and reminder was stopped', wordsOf(stopReasons, fact.why), fact.says);
    case 'SchedulesResumed':
      return told('The schedules run again', fact.says);
    case 'LastDaySet':
      return fact.lastDay
        ? told(`The team’s last day is ${sayDate(fact.lastDay)}`, fact.why)
        : told('The team goes on: its last day was lifted', fact.why);
    case 'KeeperNamed':
      return told(
        `${names.team(fact.teamId)} keeps the record from now on, in place of ${names.team(fact.from)}`,
        fact.why,
      );
    case 'HandoverPrepared':
    case 'HandoverRevised':
    case 'PriorityComputed':
    case 'PriorityRaised':
    case 'PriorityLowered':
    case 'HandoverOffered':
    case 'OfferReturnedToDesk':
    case 'HandoverAllocated':
    case 'HandoverAcknowledged':
    case 'QuestionAsked':
    case 'QuestionAnswered':
    case 'VerbalHandoverRecorded':
    case 'JointVisitPlanned':
    case 'JointVisitCancelled':
    case 'JointVisitRecorded':
    case 'RisksPlayedBack':
    case 'HandoverAccepted':
    case 'HandoverDeclined':
    case 'DisputeRaised':
    case 'DisputeDecided':
    case 'HandoverRedirected':
    case 'HandoverWithdrawn':
    case 'HandoverSuperseded':
    case 'FormerTeamTold':
      return tellOnTheWay(fact, names, whom);
    case 'FirstContactRecorded':
      return told('First contact', fact.how, `With ${fact.withWhom}`);
    case 'FailedContactsReviewed':
      return told('The supervisor has looked at the failed contacts', fact.decision);
    case 'ContactFailed':
      return told('An attempt at contact failed', fact.how, fact.why);
    case 'ChildSeen':
      return told(
        `${whom === 'mother' ? saySeen('mother') : 'Seen'} face to face by ${fact.seenBy}`,
        fact.where,
        ...(fact.joint ? ['On a joint visit'] : []),
      );
    case 'MeetingRecorded':
      return told(
        sayMeeting(fact.meeting, fact.outcome),
        `Decided by ${fact.decidedBy}`,
        ...(fact.invited ? [`Invited of the releasing side: ${fact.invited}`] : []),
        fact.note,
      );
    case 'ReleaseProposed':
      return told(
        `A named nurse proposed to release the child without sighting: ${names.person(fact.otherNamedNurseId)} has to agree`,
        fact.reason,
      );
    case 'ReleaseProposalTakenBack':
      return told('The release without sighting that was proposed is not to be', fact.reason);
    case 'ReleasedWithoutSighting':
      return told(
        'Both named nurses released the child without sighting',
        `${names.person(fact.releasingNamedNurseId)} and ${names.person(fact.receivingNamedNurseId)}`,
        fact.reason,
      );
    case 'ReleasePointReached':
      return told('The release point was reached', fact.point);
    case 'LevelDecided':
      return told(`Level of service decided: ${levelWords[fact.level]}`, fact.reason);
    case 'ParentToldRecorded':
      return fact.parent.told
        ? told('The parent was told', fact.parent.how)
        : told(
            'Decided not to tell the parent',
            fact.parent.reason,
            `Decided by ${fact.parent.decidedBy}; review on ${sayDate(fact.parent.reviewOn)}`,
          );
    case 'GpToldRecorded':
      return fact.gp.route === 'gp'
        ? told('The GP was told', fact.gp.practice)
        : told('There is no GP: registration route recorded', fact.gp.registration);
    case 'ChisToldRecorded':
      return told('Child health records were told', fact.how);
    case 'HandoverClosed':
      return told('The handover was closed');
    case 'HandoverCorrected':
      return told(
        'Something recorded was false and was corrected',
        `What: ${fact.what.replace('-', ' ')}`,
        fact.reason,
      );
  }
}

function dangerLine(who: readonly string[]): string {
  return who.length === 0 ? '' : `A danger to this child: ${who.join(', ')}`;
}

function notOpenLines(notOpen: NotOpen | null): readonly string[] {
  return notOpen
    ? [
        `Hiding is suspected. The parent is not told first: ${notOpen.reason}`,
        `Decided by ${notOpen.decidedBy}; looked at again on ${sayDate(notOpen.reviewOn)}`,
      ]
    : [];
}
