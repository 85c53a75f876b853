import { sayDate } from '../calendar/time.ts';
import { declineJudgementWords } from '../family/declined.ts';
import { admissionWords, type FamilyFact, motherCareWords, responsibilityWords } from '../family/facts.ts';
import { lowerFirst } from './sentence.ts';
import { type Names, type Told, told } from './told.ts';

/** Tells a fact of the people around a child in words, for its timeline. */
export function tellFamily(fact: FamilyFact, names: Names): Told {
  switch (fact.type) {
    case 'AdmissionRecorded':
      return told(
        admissionWords[fact.kind],
        fact.where,
        ...(fact.coverTeamId ? [`Visited there by ${names.team(fact.coverTeamId)}`] : []),
      );
    case 'DischargePlanned':
      return told(
        `The discharge is planned for ${sayDate(fact.expectedOn)}`,
        `Agreed with ${fact.withWhom}`,
        fact.needs,
      );
    case 'DischargeRecorded':
      return told(`Home again on ${sayDate(fact.on)}: the address was checked`);
    case 'HomeContactRecorded':
      return told('Contact after the discharge', fact.how, `With ${fact.withWhom}`);
    case 'CarerRecorded':
      return told(`${fact.name} (${fact.relation}) cares for the child`, responsibilityWords(fact));
    case 'BackWithMother':
      return told(`With its mother again since ${sayDate(fact.since)}`, fact.says);
    case 'PrivateFosteringTold':
      return told(`${fact.authority} was told that this may be private fostering`, fact.toldWhom);
    case 'MotherDeathRecorded':
      return told('The mother has died', fact.says);
    case 'MotherDeathTakenBack':
      return told('That the mother had died was recorded in error', fact.says);
    case 'MotherInCareRecorded':
      return told(
        `The mother: ${motherCareWords[fact.status].toLowerCase()}`,
        `${fact.authority}, ${fact.worker}`,
      );
    case 'MothersWorkerTold':
      return told('The mother’s own worker was told', fact.name);
    case 'MothersNurseCopied':
      return told('The looked-after children’s nurse of the mother’s authority had a copy', fact.name);
    case 'MidwiferyTold':
      return told(
        'The midwives of both sides know of the move',
        `Here: ${fact.here}`,
        `There: ${fact.there}`,
      );
    case 'AgenciesTold':
      return told('The agencies around the child know of the handover', fact.whom);
    case 'VisitingDeclined':
      return told(`The mother declined health visiting on ${sayDate(fact.on)}`, fact.says);
    case 'DeclineReviewed':
      return told(
        fact.accepts
          ? 'The mother wants health visiting after all'
          : `The refusal of health visiting was looked at: ${lowerFirst(declineJudgementWords[fact.judgement])}`,
        fact.childSeen
          ? `The child was seen on ${sayDate(fact.childSeen.on)} by ${fact.childSeen.byWhom}`
          : 'Nobody has seen the child',
        `Judged by ${fact.judgedBy}: ${fact.why}`,
        fact.reviewOn ? `Looked at again by ${sayDate(fact.reviewOn)}` : '',
      );
    case 'GpToldOfDecline':
      return told('The GP was told that the mother has declined health visiting', fact.name);
    case 'MothersSafeguardingRecorded': {
      const what = fact.referredTo
        ? `The mother was referred to ${fact.referredTo}`
        : 'The mother’s own safeguarding was considered';
      return told(what, fact.why, fact.consent, fact.linked);
    }
  }
}
