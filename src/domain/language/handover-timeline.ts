import { sayDate, sayInstant } from '../calendar/time.ts';
import type { ChildFact } from '../child/facts.ts';
import type { Whom } from '../child/whom-seen.ts';
import { sayPlan } from '../handover/joint-visits.ts';
import { lowerFirst } from './sentence.ts';
import { saySeen } from './sightings.ts';
import { type Names, type Told, told } from './told.ts';
import {
  declineReasons,
  disputeOutcomeWords,
  kindWords,
  type OnwardRoute,
  occasionWords,
  onwardRoutes,
  priorityWords,
  wordsOf,
} from './words.ts';

type OnTheWay = Extract<
  ChildFact,
  {
    type:
      | 'HandoverPrepared'
      | 'HandoverRevised'
      | 'PriorityComputed'
      | 'PriorityRaised'
      | 'PriorityLowered'
      | 'HandoverOffered'
      | 'OfferReturnedToDesk'
      | 'HandoverAllocated'
      | 'HandoverAcknowledged'
      | 'QuestionAsked'
      | 'QuestionAnswered'
      | 'VerbalHandoverRecorded'
      | 'JointVisitPlanned'
      | 'JointVisitCancelled'
      | 'JointVisitRecorded'
      | 'RisksPlayedBack'
      | 'HandoverAccepted'
      | 'HandoverDeclined'
      | 'DisputeRaised'
      | 'DisputeDecided'
      | 'HandoverRedirected'
      | 'HandoverWithdrawn'
      | 'HandoverSuperseded'
      | 'FormerTeamTold';
  }
>;

/** Where a declined handover should go instead, with the area whose team is suggested (scenario A28). */
export function sayOnward(
  { onward, onwardAreaCode }: { readonly onward: OnwardRoute; readonly onwardAreaCode: string | null },
  names: Names,
): string {
  const area = onwardAreaCode === null ? '' : `: ${names.area(onwardAreaCode)}`;
  return `${wordsOf(onwardRoutes, onward)}${area}`;
}

/** Tells a fact of a handover that is on its way in words, for the timeline; of a joint visit, whom it was to see. */
export function tellOnTheWay(fact: OnTheWay, names: Names, whom: Whom): Told {
  switch (fact.type) {
    case 'HandoverPrepared':
      return told(
        'A handover was prepared',
        kindWords[fact.kind],
        occasionWords[fact.occasion],
        `${priorityWords[fact.priority.priority]}: ${fact.priority.reasons.join('; ')}`,
      );
    case 'HandoverRevised':
      return told('The draft was changed');
    case 'PriorityComputed':
      return told(
        `The facts now give the priority ${priorityWords[fact.priority.priority].toLowerCase()}`,
        ...fact.priority.reasons,
        `Rule ${fact.priority.ruleVersion}`,
      );
    case 'PriorityRaised':
      return told(`Priority raised to ${priorityWords[fact.priority].toLowerCase()}`, fact.reason);
    case 'PriorityLowered':
      return told(
        `Priority lowered to ${priorityWords[fact.priority].toLowerCase()}`,
        fact.reason,
        `Second name: ${fact.secondName}`,
      );
    case 'HandoverOffered':
      return told(
        `Offered to ${names.team(fact.destination.teamId)}`,
        fact.destination.reason,
        ...(fact.signedBy ? [`The drop in intensity was signed by ${names.person(fact.signedBy)}`] : []),
      );
    case 'OfferReturnedToDesk':
      return told(
        `The offer came back to the desk: ${names.person(fact.practitionerId)} is not there`,
        fact.why,
      );
    case 'HandoverAllocated':
      return told(`Allocated to ${names.person(fact.practitionerId)}`);
    case 'HandoverAcknowledged':
      return told(
        fact.callBack
          ? `Acknowledged by ${fact.callBack.outsideName}, by call-back`
          : 'Acknowledged at the desk',
      );
    case 'QuestionAsked':
      return told(`The ${fact.side} side asked`, fact.text);
    case 'QuestionAnswered':
      return told('Answered', fact.text);
    case 'VerbalHandoverRecorded':
      return told(`${fact.releasingName} and ${fact.receivingName} spoke on ${sayInstant(fact.spokeAt)}`);
    case 'JointVisitPlanned':
      return told(
        `Joint visit planned for ${sayPlan(fact)}`,
        [
          names.person(fact.releasingId),
          fact.receivingId ? names.person(fact.receivingId) : fact.outsideName,
        ].join(', '),
        fact.reason,
      );
    case 'JointVisitCancelled':
      return told('The joint visit that was planned is cancelled', fact.reason);
    case 'JointVisitRecorded':
      return told(
        `Joint visit on ${sayDate(fact.on)}`,
        fact.names.join(', '),
        fact.childSeen ? saySeen(whom) : `The ${whom} was not seen`,
      );
    case 'RisksPlayedBack':
      return told('The risks were played back', fact.words);
    case 'HandoverAccepted':
      return told(
        `${fact.callBack?.outsideName ?? (fact.practitionerId ? names.person(fact.practitionerId) : 'Somebody')} accepted for ${names.team(fact.teamId)}`,
        `First contact on ${sayDate(fact.firstContactOn)}`,
        ...(fact.lateReason ? [fact.lateReason] : []),
      );
    case 'HandoverDeclined':
      return told(
        `Declined: ${wordsOf(declineReasons, fact.reason)}`,
        fact.comment,
        `Onward: ${sayOnward(fact, names)}`,
      );
    case 'DisputeRaised':
      return told(`A dispute was raised, to be decided by ${names.person(fact.deciderId)}`, fact.ground);
    case 'DisputeDecided':
      return told(`Dispute decided: ${lowerFirst(disputeOutcomeWords[fact.outcome])}`, fact.reason);
    case 'HandoverRedirected':
      return told(
        `${fact.recalled ? 'Recalled from the wrong desk and sent' : 'Redirected'} from ${names.team(fact.from.teamId)} to ${names.team(fact.to.teamId)}`,
        fact.why,
      );
    case 'HandoverWithdrawn':
      return told(
        'Withdrawn',
        fact.reason,
        ...(fact.stays ? ['The family does not move after all, or the service goes on'] : []),
        ...(fact.nearMiss
          ? [`Near miss: at home again before anybody accepted, unseen for ${fact.nearMiss.unseenDays} days`]
          : []),
      );
    case 'HandoverSuperseded':
      return told('Superseded by a newer handover', fact.reason);
    case 'FormerTeamTold':
      return told('The former team was told that its support has ended', fact.told);
  }
}
