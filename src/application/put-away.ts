import type { StoredClientFact } from '../domain/programme/client-facts.ts';
import { withRefused } from '../domain/programme/client-refused.ts';
import type { ClientState } from '../domain/programme/client-state.ts';
import type { ReadClient } from './client-readings.ts';

type ClientRecord = Pick<ReadClient, 'state' | 'facts'>;

/**
 * A client's record without her children whose old records are sealed, because they were adopted: no name, no number and no link
 * of them leaves by her record either (scenario A16). What was told of such a child alone is not told; of twins the other
 * one still is. The record itself keeps all.
 */
export function withoutPutAway(record: ClientRecord, putAway: readonly string[]): ClientRecord {
  if (putAway.length === 0) return record;
  const there = (personId: string) => !putAway.includes(personId);
  return {
    state: stateWithout(record.state, there),
    facts: record.facts.flatMap((stored) => {
      const fact = factWithout(stored.fact, there);
      return fact ? [{ ...stored, fact }] : [];
    }),
  };
}

type There = (personId: string) => boolean;

function stateWithout(state: ClientState, there: There): ClientState {
  return {
    ...withRefused(
      state,
      (state.refused ?? []).filter(({ childId }) => there(childId)),
    ),
    children: state.children.filter(({ personId }) => there(personId)),
    visits: state.visits.map((visit) => ({ ...visit, childrenSeen: visit.childrenSeen.filter(there) })),
  };
}

type ClientFact = StoredClientFact['fact'];

function factWithout(fact: ClientFact, there: There): ClientFact | null {
  switch (fact.type) {
    case 'Enrolled':
      return {
        ...fact,
        pregnancyId: fact.pregnancyId !== null && there(fact.pregnancyId) ? fact.pregnancyId : null,
        children: fact.children.filter(({ personId }) => there(personId)),
      };
    case 'BirthTold': {
      const babies = fact.babies.filter(({ personId }) => there(personId));
      return babies.length === 0 ? null : { ...fact, babies };
    }
    case 'ChildrenAsked': {
      const each = fact.each.filter(({ childId }) => there(childId));
      return each.length === 0 ? null : { ...fact, each };
    }
    case 'ChildBrought':
      return there(fact.child.personId) ? fact : null;
    case 'BirthDayFollowed':
    case 'LossFollowed':
      return there(fact.personId) ? fact : null;
    case 'ChildLeft':
    case 'ChildRefused':
    case 'RefusalFollowed':
    case 'ChildAskedAgain':
    case 'RefusalSettled':
      return there(fact.childId) ? fact : null;
    case 'VisitRecorded':
      return { ...fact, childrenSeen: fact.childrenSeen.filter(there) };
    case 'DeathRecorded':
    case 'DeathTakenBack':
      return there(fact.who) ? fact : null;
    case 'Referred':
    case 'DeathReported':
    case 'ClientRecorded':
    case 'ClientAddressSealed':
    case 'EligibilityAssessed':
    case 'PlaceOffered':
    case 'PlaceDeclined':
    case 'NurseAllocated':
    case 'CaseloadWeighed':
    case 'ExpectedDateMoved':
    case 'ProgrammePaused':
    case 'ProgrammeResumed':
    case 'IntervalSet':
    case 'VisitPlanned':
    case 'VisitMissed':
    case 'MissedVisitsReviewed':
    case 'EndMoved':
    case 'ContinuingAsked':
    case 'ContinuingReviewed':
    case 'ClientLeft':
    case 'TransferStarted':
    case 'TransferEnded':
    case 'TransferredIn':
    case 'TransferRefused':
    case 'TakenFromWaitingList':
    case 'WaitingEnded':
    case 'LossRecorded':
    case 'ContactNamed':
    case 'BereavementContactMade':
    case 'ClientDeadlinesMoved':
      return fact;
  }
}
