import type { Instant } from '../calendar/time.ts';
import type { Column, RowId } from '../calendar/time-limits.ts';
import type { ChildState } from '../child/state.ts';
import { isOpen } from '../handover/facts.ts';
import type { Enquiry } from '../move/facts.ts';
import type { Obligation, ObligationKind } from './obligation.ts';

/** After a loss or a death every clock stops but one: a named person confirms it, by the column of the child as it was. */
export function confirmEnd(state: ChildState, from: Instant, column: Column): readonly Obligation[] {
  if (state.care.status !== 'in-care') return [];
  return [care('confirm-end', 'H9', from, state.care.holder.teamId, null, from, column)];
}

/** What is owed to a child outside a handover: a name, an answer where it sleeps, the look at a short stay, and the end of a claim. */
export function careObligations(state: ChildState, column: Column): readonly Obligation[] {
  if (state.care.status !== 'in-care') return [];
  const { holder, since } = state.care;
  const owed: Obligation[] = [];
  if (holder.practitionerId === null && holder.outsideName === null) {
    owed.push(care('name-practitioner', 'H4', since, holder.teamId, null, `${state.care.period}`, column));
  }
  for (const enquiry of state.enquiries) {
    if (!enquiry.settled) owed.push(...settleEnquiry(enquiry, holder.teamId, column));
  }
  if (state.stay) {
    const { since, reviewedAt } = state.stay;
    owed.push(care('review-stay', 'H20', reviewedAt, holder.teamId, null, since, column));
    // Nothing is left to end once the handover is on its way; until then row 18 runs from the first night.
    const onItsWay = state.handovers.some((handover) => isOpen(handover) && handover.preparedAt >= since);
    if (!onItsWay) owed.push(care('end-stay', '18', since, holder.teamId, null, since, column));
  }
  for (const claim of state.claims) {
    // A claimant that has come to hold the child since has nothing left to claim.
    if (claim.settled || claim.claimantTeamId === holder.teamId) continue;
    owed.push(
      care('settle-claim', '24', claim.openedAt, holder.teamId, claim.claimantTeamId, claim.claimId, column),
    );
  }
  return owed;
}

/**
 * The holder settles it, once with each side that a signal points to: all of them see it on their lists. A housing notice is acted on
 * within a working day of its receipt (row 27). One that joins an enquiry has a clock of its own beside the one that runs, so that
 * neither puts the other off.
 */
function settleEnquiry(
  { enquiryId, openedAt, otherTeamIds, housingNoticeAt }: Enquiry,
  teamId: string,
  column: Column,
): readonly Obligation[] {
  const owedBy = (row: RowId, from: Instant, otherTeamId: string, mark: string) =>
    care('settle-enquiry', row, from, teamId, otherTeamId, mark, column);
  const opened = otherTeamIds.map((otherTeamId, n) =>
    owedBy(
      housingNoticeAt === openedAt ? '27' : 'H1',
      openedAt,
      otherTeamId,
      n === 0 ? enquiryId : `${enquiryId}/${otherTeamId}`,
    ),
  );
  const [first] = otherTeamIds;
  if (housingNoticeAt === null || housingNoticeAt === openedAt || first === undefined) return opened;
  return [...opened, owedBy('27', housingNoticeAt, first, `${enquiryId}/housing-notice`)];
}

function care(
  kind: ObligationKind,
  row: RowId,
  from: Instant,
  ownerTeamId: string,
  otherTeamId: string | null,
  mark: string,
  column: Column,
): Obligation {
  return {
    key: `${kind}/${ownerTeamId}/${mark}`,
    kind,
    row,
    column,
    from,
    ownerTeamId,
    otherTeamId,
    handoverId: null,
  };
}
