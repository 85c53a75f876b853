import type { Stamp } from '../handover/evolve.ts';
import type { ProgrammeFact } from '../programme/child-facts.ts';
import type { ResponsibilityFact } from '../responsibility/facts.ts';
import { type ChildState, findHandover, holderOf } from './state.ts';

/** The state after one more fact of the child’s place in the programme. */
export function evolveProgramme(state: ChildState, fact: ProgrammeFact, stamp: Stamp): ChildState {
  switch (fact.type) {
    case 'ProgrammeJoined':
      return {
        ...state,
        programme: {
          clientId: fact.clientId,
          teamId: holderOf(state)?.teamId ?? '',
          endsOn: fact.endsOn,
          left: null,
        },
        awaited: null,
      };
    case 'ProgrammeAwaited': {
      const { clientId, siteId, endsOn } = fact;
      return { ...state, awaited: { clientId, siteId, endsOn } };
    }
    case 'ProgrammeNotJoined':
      return { ...state, awaited: null };
    case 'ProgrammeEndMoved': {
      const { endsOn } = fact;
      return {
        ...state,
        programme: state.programme && { ...state.programme, endsOn },
        awaited: state.awaited && { ...state.awaited, endsOn },
      };
    }
    case 'ProgrammeLeft': {
      const left = { door: fact.door, at: stamp.recordedAt };
      return state.programme ? { ...state, programme: { ...state.programme, left } } : state;
    }
    case 'SchedulesStopped': {
      const { why, says, messageId, clientId = null } = fact;
      // Her own record reports the same death again: it is one report, and its clock goes on.
      const at = state.stopped?.why === why ? state.stopped.at : stamp.recordedAt;
      return { ...state, stopped: { why, says, messageId, clientId, at } };
    }
    case 'SchedulesResumed':
      return deathTakenBack(state);
  }
}

/** Nobody has died after all: every schedule goes on, and a later death is told to its reviewers anew. */
export function deathTakenBack({ deathReview: _told, ...state }: ChildState): ChildState {
  return { ...state, stopped: null };
}

/**
 * What a new holder means for the stay and for the programme. A short stay ends. A child for which the programme waited
 * is in it once its site answers for it, and is waited for no more where it went elsewhere. A child that passed from
 * one site to another is in the programme there, unless it left by another door meanwhile.
 */
export function passedOn(state: ChildState, fact: ResponsibilityFact): ChildState {
  if (fact.type !== 'AccountabilityPassed') return state;
  const { awaited } = state;
  const settled = { ...state, stay: null, awaited: null };
  if (awaited && awaited.siteId === fact.to.teamId) {
    const { clientId, siteId: teamId, endsOn } = awaited;
    return { ...settled, programme: { clientId, teamId, endsOn, left: null } };
  }
  const toProgramme = findHandover(state, fact.handoverId)?.kind === 'fnp-to-fnp';
  if (!state.programme || !toProgramme) return settled;
  const left = state.programme.left?.door === 'moved-to-programme' ? null : state.programme.left;
  return { ...settled, programme: { ...state.programme, teamId: fact.to.teamId, left } };
}
