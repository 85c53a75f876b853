import type { Instant } from '../calendar/time.ts';
import type { HandoverFact, Happenings } from './facts.ts';

/** When a fact was recorded and when it happened, and by whom: the part of its envelope that state needs. */
export type Stamp = { readonly recordedAt: Instant; readonly happenedAt: Instant; readonly by: string };

type Happening = Extract<
  HandoverFact,
  {
    type:
      | 'QuestionAsked'
      | 'QuestionAnswered'
      | 'VerbalHandoverRecorded'
      | 'JointVisitPlanned'
      | 'JointVisitCancelled'
      | 'JointVisitRecorded'
      | 'RisksPlayedBack'
      | 'DisputeRaised'
      | 'DisputeDecided'
      | 'FirstContactRecorded'
      | 'ContactFailed'
      | 'FailedContactsReviewed'
      | 'MeetingRecorded'
      | 'ReleaseProposed'
      | 'ReleaseProposalTakenBack'
      | 'ReleasedWithoutSighting'
      | 'LevelDecided'
      | 'ParentToldRecorded'
      | 'GpToldRecorded'
      | 'ChisToldRecorded';
  }
>;

/** The joint visit that was planned is planned no more. */
export function withoutPlan({ jointVisitPlan: _planned, ...happenings }: Happenings): Happenings {
  return happenings;
}

/** What happened within the states of a handover, after one more fact. */
export function happen(happenings: Happenings, fact: Happening, stamp: Stamp): Happenings {
  switch (fact.type) {
    case 'QuestionAsked': {
      const { questionId, text, side } = fact;
      const question = { questionId, text, side, askedBy: stamp.by, askedAt: stamp.recordedAt, answer: null };
      return { ...happenings, questions: [...happenings.questions, question] };
    }
    case 'QuestionAnswered': {
      const answer = { text: fact.text, by: stamp.by, at: stamp.recordedAt };
      const questions = happenings.questions.map((question) =>
        question.questionId === fact.questionId ? { ...question, answer } : question,
      );
      return { ...happenings, questions };
    }
    case 'VerbalHandoverRecorded': {
      const { releasingName, receivingName, spokeAt } = fact;
      return { ...happenings, verbal: { releasingName, receivingName, spokeAt } };
    }
    case 'JointVisitPlanned': {
      const { on, at, releasingId, receivingId, outsideName } = fact;
      return { ...happenings, jointVisitPlan: { on, at, releasingId, receivingId, outsideName } };
    }
    case 'JointVisitCancelled':
      return withoutPlan(happenings);
    case 'JointVisitRecorded': {
      const { on, names, childSeen } = fact;
      const { jointVisitPlan: plan } = happenings;
      // A visit before the planned day was another one: the plan stands.
      const left = plan && plan.on <= on ? withoutPlan(happenings) : happenings;
      return { ...left, jointVisits: [...happenings.jointVisits, { on, names, childSeen }] };
    }
    case 'RisksPlayedBack':
      return {
        ...happenings,
        playBack: { words: fact.words, dangerIds: fact.dangerIds, by: stamp.by, at: stamp.recordedAt },
      };
    case 'DisputeRaised': {
      const { ground, deciderId, deciderTeamId } = fact;
      return {
        ...happenings,
        dispute: { ground, deciderId, deciderTeamId, raisedAt: stamp.recordedAt, decided: null },
      };
    }
    case 'DisputeDecided': {
      if (!happenings.dispute) return happenings;
      const decided = { outcome: fact.outcome, reason: fact.reason, at: stamp.recordedAt };
      return { ...happenings, dispute: { ...happenings.dispute, decided } };
    }
    case 'FirstContactRecorded':
      return {
        ...happenings,
        firstContact: { how: fact.how, withWhom: fact.withWhom, at: stamp.happenedAt },
      };
    case 'ContactFailed':
      return {
        ...happenings,
        failedContacts: [
          ...happenings.failedContacts,
          { how: fact.how, why: fact.why, at: stamp.happenedAt },
        ],
      };
    case 'FailedContactsReviewed': {
      const failedContacts = happenings.failedContacts.map((one) => ({ ...one, reviewed: true as const }));
      return { ...happenings, failedContacts };
    }
    case 'MeetingRecorded': {
      const meeting = { outcome: fact.outcome, decidedBy: fact.decidedBy, at: stamp.happenedAt };
      return { ...happenings, meetings: { ...happenings.meetings, [fact.meeting]: meeting } };
    }
    case 'ReleaseProposed': {
      const { side, otherNamedNurseId, otherTeamId, reason } = fact;
      const by = stamp.by;
      const releaseProposed = { by, side, otherNamedNurseId, otherTeamId, reason, at: stamp.recordedAt };
      return { ...happenings, releaseProposed };
    }
    case 'ReleaseProposalTakenBack':
      return { ...happenings, releaseProposed: null };
    case 'ReleasedWithoutSighting':
      return {
        ...happenings,
        releaseProposed: null,
        withoutSighting: { reason: fact.reason, at: stamp.recordedAt },
      };
    case 'LevelDecided':
      return { ...happenings, level: { level: fact.level, reason: fact.reason, at: stamp.recordedAt } };
    case 'ParentToldRecorded':
      return { ...happenings, parent: { ...fact.parent, at: stamp.recordedAt } };
    case 'GpToldRecorded':
      return { ...happenings, gp: fact.gp };
    case 'ChisToldRecorded':
      return { ...happenings, chis: { how: fact.how, at: stamp.happenedAt } };
  }
}
