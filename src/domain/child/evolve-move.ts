import type { Instant } from '../calendar/time.ts';
import type { Stamp } from '../handover/evolve.ts';
import type { Enquiry, MoveFact, Signal } from '../move/facts.ts';
import type { Stay } from '../move/stay.ts';
import type { ChildState } from './state.ts';

/** The state after one more fact of a move: an enquiry, a claim or a short stay. */
export function evolveMove(state: ChildState, fact: MoveFact, stamp: Stamp): ChildState {
  switch (fact.type) {
    case 'EnquiryOpened': {
      const { enquiryId, signal, otherTeamId } = fact;
      const enquiry: Enquiry = {
        enquiryId,
        signals: [signal],
        otherTeamIds: [otherTeamId],
        openedAt: stamp.recordedAt,
        housingNoticeAt: noticeAt(signal, stamp),
        settled: null,
      };
      return { ...state, enquiries: [...state.enquiries, enquiry] };
    }
    case 'SignalAdded':
      return {
        ...state,
        enquiries: state.enquiries.map((enquiry) =>
          enquiry.enquiryId === fact.enquiryId ? joined(enquiry, fact, stamp) : enquiry,
        ),
      };
    case 'SignalNoted':
      return state;
    case 'EnquirySettled': {
      const settled = { outcome: fact.outcome, at: stamp.recordedAt, by: stamp.by, note: fact.note };
      return {
        ...state,
        stay: stayAfter(state, fact, stamp),
        enquiries: state.enquiries.map((enquiry) =>
          enquiry.enquiryId === fact.enquiryId ? { ...enquiry, settled } : enquiry,
        ),
      };
    }
    case 'StayReviewed':
      return reviewedStay(state, fact, stamp);
    case 'ClaimOpened': {
      const { claimId, claimantTeamId, says } = fact;
      return {
        ...state,
        claims: [
          ...state.claims.filter((claim) => claim.claimId !== claimId),
          { claimId, claimantTeamId, says, openedAt: stamp.recordedAt, settled: null },
        ],
      };
    }
    case 'ClaimSettled': {
      const settled = { outcome: fact.outcome, at: stamp.recordedAt, by: stamp.by, note: fact.note };
      return {
        ...state,
        claims: state.claims.map((claim) => (claim.claimId === fact.claimId ? { ...claim, settled } : claim)),
      };
    }
  }
}

function joined(enquiry: Enquiry, fact: Extract<MoveFact, { type: 'SignalAdded' }>, stamp: Stamp): Enquiry {
  const sides = fact.otherTeamId ? [...enquiry.otherTeamIds, fact.otherTeamId] : enquiry.otherTeamIds;
  return {
    ...enquiry,
    signals: [...enquiry.signals, fact.signal],
    otherTeamIds: [...new Set(sides)],
    housingNoticeAt: enquiry.housingNoticeAt ?? noticeAt(fact.signal, stamp),
  };
}

/** When it came in, and not when it took effect: notices come up to 14 days late. */
function noticeAt({ source }: Signal, { recordedAt }: Stamp): Instant | null {
  return source === 'housing' ? recordedAt : null;
}

/**
 * A stay that is settled anew goes on counting from its first day; a move ends it. That the child has not moved says of home, not
 * of the stay: whoever looks at the stay again says that it is over (scenario A26).
 */
function stayAfter(
  { stay }: ChildState,
  fact: Extract<MoveFact, { type: 'EnquirySettled' }>,
  { recordedAt }: Stamp,
): Stay | null {
  if (fact.outcome === 'not-moved') return stay;
  if (fact.outcome !== 'stays-elsewhere-briefly' || fact.reviewOn === null) return null;
  const { reviewOn, cover = '' } = fact;
  return { since: stay?.since ?? recordedAt, reviewedAt: recordedAt, reviewOn, cover };
}

function reviewedStay(
  state: ChildState,
  fact: Extract<MoveFact, { type: 'StayReviewed' }>,
  { recordedAt }: Stamp,
): ChildState {
  if (!state.stay || fact.outcome === 'returned') return { ...state, stay: null };
  const reviewOn = fact.reviewOn ?? state.stay.reviewOn;
  return { ...state, stay: { ...state.stay, reviewedAt: recordedAt, reviewOn, cover: fact.cover } };
}
