import type { Instant } from '../calendar/time.ts';
import type { Column } from '../calendar/time-limits.ts';
import type { ChildState } from '../child/state.ts';
import { isOpen } from '../handover/facts.ts';
import { hiddenFromClaimants } from '../move/claimant.ts';
import type { Enquiry } from '../move/facts.ts';
import type { Obligation } from './obligation.ts';
import { type Owe, owing } from './owing.ts';

/**
 * After a loss or a death every clock stops but one: a named person has to confirm it. Its column is that of the child
 * as it was.
 */
export function confirmEnd(state: ChildState, from: Instant, column: Column): readonly Obligation[] {
  if (state.care.status !== 'in-care') return [];
  return [owing(state.care.holder.teamId, column)('confirm-end', 'H9', from, from)];
}

/**
 * What is owed to a child outside a handover: that a practitioner is named, that somebody says where it sleeps, that a
 * short stay is looked at again, and that a claim is settled.
 */
export function careObligations(state: ChildState, column: Column): readonly Obligation[] {
  if (state.care.status !== 'in-care') return [];
  const { holder, since } = state.care;
  const owe = owing(holder.teamId, column);
  const owed: Obligation[] = [];
  if (holder.practitionerId === null && holder.outsideName === null) {
    owed.push(owe('name-practitioner', 'H4', since, `${state.care.period}`));
  }
  for (const enquiry of state.enquiries) {
    if (!enquiry.settled) owed.push(...settleEnquiry(enquiry, owe));
  }
  if (state.stay) {
    const { since, reviewedAt } = state.stay;
    owed.push(owe('review-stay', 'H20', reviewedAt, since));
    // Once a handover is on its way there is no stay left to end; until then row 18 counts from the first night.
    const onItsWay = state.handovers.some((handover) => isOpen(handover) && handover.preparedAt >= since);
    if (!onItsWay) owed.push(owe('end-stay', '18', since, since));
  }
  for (const claim of state.claims) {
    // A claimant that holds the child by now has nothing left to claim.
    if (claim.settled || claim.claimantTeamId === holder.teamId) continue;
    const otherTeamId = hiddenFromClaimants(state) ? null : claim.claimantTeamId;
    owed.push(owe('settle-claim', '24', claim.openedAt, claim.claimId, { otherTeamId }));
  }
  return owed;
}

/**
 * The holder settles an enquiry once with each side that a signal points to, so that all of them have it on their
 * lists. A housing notice is acted on within a working day of its receipt (row 27). Where it joins an enquiry that is
 * open it gets a clock of its own beside the running one, so that neither puts the other off.
 */
function settleEnquiry(
  { enquiryId, openedAt, otherTeamIds, housingNoticeAt }: Enquiry,
  owe: Owe,
): readonly Obligation[] {
  const row = housingNoticeAt === openedAt ? '27' : 'H1';
  const opened = otherTeamIds.map((otherTeamId, n) =>
    owe('settle-enquiry', row, openedAt, n === 0 ? enquiryId : `${enquiryId}/${otherTeamId}`, {
      otherTeamId,
    }),
  );
  const [first] = otherTeamIds;
  if (housingNoticeAt === null || housingNoticeAt === openedAt || first === undefined) return opened;
  const ofNotice = owe('settle-enquiry', '27', housingNoticeAt, `${enquiryId}/housing-notice`, {
    otherTeamId: first,
  });
  return [...opened, ofNotice];
}
