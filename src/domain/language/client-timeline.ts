import { sayDate, sayInstant } from '../calendar/time.ts';
import {
  type Brought,
  type ClientFact,
  lossWords,
  missedReasonWords,
  visitModeWords,
  visitPlaceWords,
} from '../programme/client-facts.ts';
import type { ClientChild, ClientState } from '../programme/client-state.ts';
import { doorRules } from '../programme/doors.ts';
import { answerWords, eligibilityWords } from '../programme/eligibility.ts';
import { declineOfferReasons, leavingReasons, pauseReasons } from '../programme/statuses.ts';
import { sayInterval } from '../programme/visit-schedule.ts';
import { tellDeadlines } from './deadline-timeline.ts';
import { askedWords, whyRefused } from './refused-by-child.ts';
import { type Names, type Told, told } from './told.ts';

/** Names for the ids in a client's facts: people and teams as the directory has them, and her children. */
export type ClientNames = Names & { readonly child: (personId: string) => string };

/** The name of one of her children; one not yet born, or not yet named, is said as such: of twins by the reference that mail has. */
export function nameOfHers({ bornOn, givenName, personId }: Hers): string {
  if (bornOn === null) return 'The unborn child';
  return givenName || `The child born on ${sayDate(bornOn)} (reference ${personId.slice(0, 8)})`;
}

type Hers = Pick<ClientChild, 'bornOn' | 'givenName' | 'personId'>;

/** The directory's names, with those of a client and her children. */
export function clientNames(names: Names, clientId: string, state: ClientState): ClientNames {
  return {
    ...names,
    child: (personId) => {
      if (personId === clientId) return state.identity.givenName || 'The client';
      const child = state.children.find((one) => one.personId === personId);
      return child ? nameOfHers(child) : 'A child of hers';
    },
  };
}

/** Tells a client's fact in words, one sentence for each, for her timeline. An address is never among them (promise P11). */
export function tellClientFact(fact: ClientFact, names: ClientNames): Told {
  switch (fact.type) {
    case 'Referred':
      return told(
        `Referred to ${names.team(fact.teamId)}`,
        fact.referrer,
        fact.note,
        fact.inProgrammeBefore ? 'In the programme there before Handhold' : '',
      );
    case 'ClientRecorded':
      return told('What is known of her was recorded anew', fact.why);
    case 'ClientAddressSealed':
      return fact.sealed
        ? told('Her address was sealed', fact.why)
        : told('Her sealed address was opened', fact.why, `Agreed by ${names.person(fact.agreedBy ?? '')}`);
    case 'EligibilityAssessed':
      return told(
        `Her eligibility was assessed: ${eligibilityWords[fact.outcome].toLowerCase()}`,
        ...fact.criteria.map(({ words, answer, why }) => `${words}: ${answerWords[answer]}. ${why}`),
        `Rules ${fact.ruleVersion}`,
      );
    case 'PlaceOffered':
      return told('A place was offered', fact.note);
    case 'PlaceDeclined':
      return told(
        `Not enrolled: ${fact.said?.words ?? codeWords(declineOfferReasons, fact.reason)}`,
        fact.note,
      );
    case 'Enrolled':
      return told(
        `Enrolled with ${names.person(fact.nurseId)}`,
        `Consent to the programme: ${fact.consent.how}, on ${sayDate(fact.consent.on)}`,
        `Basis for sharing to safeguard: ${fact.sharingBasis}`,
        fact.outsideRules ? `Outside the site’s rules: ${fact.outsideRules}` : '',
        fact.aboveCapacity ? `Above the nurse’s caseload: ${fact.aboveCapacity}` : '',
        ...fact.children.map((child) => `Joins with her: ${joiningWords(child, names)}`),
      );
    case 'ChildBrought':
      return told(`A child was brought into the programme: ${joiningWords(fact.child, names)}`, fact.why);
    case 'NurseAllocated':
      return told(
        fact.nurseId
          ? `Allocated to ${names.person(fact.nurseId)}`
          : 'Her nurse is there no more: the lead answers for her',
        fact.why,
        fact.aboveCapacity ? `Above the nurse’s caseload: ${fact.aboveCapacity}` : '',
      );
    case 'BirthDayFollowed':
      return told(
        `${names.child(fact.personId)} was born on ${sayDate(fact.bornOn)}, by the child’s own record`,
      );
    case 'LossFollowed':
      return told(`${names.child(fact.personId)} was lost or has died, by the child’s own record`);
    case 'CaseloadWeighed':
      return told(`Counts for ${fact.weight} in the caseload`, fact.reason);
    case 'ExpectedDateMoved':
      return told(`The expected date is now ${sayDate(fact.expectedOn)}`, fact.why);
    case 'BirthTold':
      return told(
        `${fact.babies.length === 1 ? 'A baby was' : `${fact.babies.length} babies were`} born on ${sayDate(fact.bornOn)}`,
        fact.where,
        ...fact.babies.map(
          (baby) => `${baby.givenName || 'No name yet'}${baby.bornAlive ? '' : ', stillborn'}`,
        ),
      );
    case 'ProgrammePaused':
      return told(
        `The programme was paused: ${fact.said?.words ?? codeWords(pauseReasons, fact.reason)}`,
        fact.note,
        `To be reviewed by ${sayDate(fact.reviewOn)}`,
      );
    case 'ProgrammeResumed':
      return told('The programme was resumed', fact.note);
    case 'IntervalSet':
      return told(
        fact.days === null ? 'Visits as her phase has them' : `Visits now ${sayInterval(fact.days)}`,
        fact.reason,
      );
    case 'VisitPlanned':
      return told(`The next visit is planned for ${sayInstant(fact.at)}`, visitPlaceWords[fact.place]);
    case 'VisitRecorded':
      return visitTold(fact, names);
    case 'VisitMissed':
      return told(
        `A visit on ${sayDate(fact.on)} did not happen: ${fact.said?.words ?? missedReasonWords[fact.why]}`,
        fact.note,
        fact.next ? `Next visit on ${sayInstant(fact.next)}` : '',
      );
    case 'MissedVisitsReviewed':
      return told('The supervisor reviewed the missed visits', fact.decision);
    case 'EndMoved':
      return told(`The programme now ends on ${sayDate(fact.endsOn)}`, fact.why);
    case 'ChildLeft':
      return told(`${names.child(fact.childId)} left the programme: ${doorRules[fact.door].words}`, fact.why);
    case 'ContinuingAsked':
      return told(
        'Whether she goes on in the programme is to be reviewed',
        fact.because === 'moved' ? 'She lives outside the area of the site' : 'Her child lives without her',
      );
    case 'ContinuingReviewed':
      return told(
        'She goes on in the programme',
        fact.why,
        `By the rules ${eligibilityWords[fact.eligibility.outcome].toLowerCase()}: ${fact.eligibility.ruleVersion}`,
      );
    case 'ClientLeft':
      return told(
        `The programme ended: ${doorRules[fact.door].words}`,
        fact.said?.words ?? (fact.reason ? codeWords(leavingReasons, fact.reason) : ''),
        fact.why,
      );
    case 'TransferStarted':
      return told(
        `A transfer to ${names.team(fact.toTeamId)} was started`,
        fact.why,
        fact.outsideRules ? `Outside the rules there: ${fact.outsideRules}` : '',
      );
    case 'TransferRefused':
      return told(
        `${names.team(fact.teamId)} cannot take her: ${doorRules[fact.door].words.toLowerCase()}`,
        fact.note,
        `Her children go to ${names.team(fact.onward.teamId)}`,
        fact.waitingList ? 'She stands on the waiting list there' : '',
      );
    case 'TakenFromWaitingList':
      return told(
        `${names.team(fact.teamId)} offered her the place for which she waited`,
        fact.note,
        fact.aboveCapacity ? `Above the caseload: ${fact.aboveCapacity}` : '',
      );
    case 'WaitingEnded':
      return told('Taken off the waiting list', fact.why);
    case 'TransferEnded':
      return told('The transfer did not happen', fact.why);
    case 'TransferredIn':
      return told(
        `${names.team(fact.teamId)} took her in`,
        `Her nurse is ${names.person(fact.nurseId)}`,
        fact.aboveCapacity ? `Above the nurse’s caseload: ${fact.aboveCapacity}` : '',
      );
    case 'LossRecorded':
      return told(
        `${lossWords[fact.loss]} on ${sayDate(fact.on)}: every schedule and letter was stopped`,
        `Said by ${fact.says}`,
        `${names.person(fact.contactId)} keeps in touch with her`,
      );
    case 'ContactNamed':
      return told(
        fact.contactId
          ? `${names.person(fact.contactId)} keeps in touch with her`
          : 'Whoever kept in touch with her is there no more',
        fact.why,
      );
    case 'BereavementContactMade':
      return told('She was contacted after the loss', fact.how);
    case 'DeathRecorded':
      return told(
        `The death of ${names.child(fact.who)} on ${sayDate(fact.on)} was recorded`,
        `Said by ${fact.says}`,
        fact.contactId ? `${names.person(fact.contactId)} keeps in touch with her` : '',
      );
    case 'DeathReported':
      return told(
        fact.messageId === null
          ? 'A child’s record says that she has died. What is planned with her has stopped'
          : 'A message says that she has died. What is planned with her has stopped',
        fact.says,
      );
    case 'DeathTakenBack':
      return told(
        `The death of ${names.child(fact.who)} was taken back: it was recorded in error`,
        fact.says,
      );
    case 'ChildrenAsked':
      return told(
        `Asked of her children’s own records: ${fact.each.length}`,
        ...fact.each.map(({ childId, asks }) => `${names.child(childId)}: to be ${askedWords(asks)}`),
      );
    case 'ChildRefused':
      return told(
        `The own record of ${names.child(fact.childId)} did not follow: it was not ${askedWords(fact.asks)}`,
        whyRefused(fact.says),
      );
    case 'RefusalFollowed':
      return told(
        `The own record of ${names.child(fact.childId)} has followed: it was ${askedWords(fact.asks)}`,
      );
    case 'ChildAskedAgain':
      return told(
        `The own record of ${names.child(fact.childId)} was asked once more`,
        `That it be ${fact.asks.map(askedWords).join(', and ')}`,
      );
    case 'RefusalSettled':
      return told(
        `That the own record of ${names.child(fact.childId)} did not follow was dealt with`,
        fact.why,
      );
    case 'ClientDeadlinesMoved':
      return tellDeadlines(fact, {}, names);
  }
}

function joiningWords(child: Brought, names: ClientNames): string {
  const name = names.child(child.personId);
  if (child.bornOn === null || !child.entered) return name;
  const { entered } = child;
  return entered.seenBy === null
    ? `${name}, whom nobody knew yet`
    : `${name}, seen until now by ${entered.seenBy}`;
}

function visitTold(fact: Extract<ClientFact, { type: 'VisitRecorded' }>, names: ClientNames): Told {
  const seen = [...(fact.clientSeen ? ['her'] : []), ...fact.childrenSeen.map((id) => names.child(id))];
  return told(
    `Visited on ${sayInstant(fact.at)}`,
    // Of a visit from before Handhold nobody said how long it was.
    [
      visitPlaceWords[fact.place],
      visitModeWords[fact.mode].toLowerCase(),
      ...(fact.minutes > 0 ? [`${fact.minutes} minutes`] : []),
    ].join(', '),
    seen.length === 0
      ? 'Nobody was seen'
      : `${fact.mode === 'face-to-face' ? 'Saw' : 'Spoke to'} ${seen.join(', ')}`,
    fact.accompaniedBy ? `Accompanied by ${names.person(fact.accompaniedBy)}` : '',
    fact.note,
    fact.next ? `Next visit on ${sayInstant(fact.next)}` : '',
  );
}

function codeWords(
  codes: readonly { readonly code: string; readonly words: string }[],
  code: string,
): string {
  return codes.find((one) => one.code === code)?.words ?? code;
}
