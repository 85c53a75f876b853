import {
  atOnce,
  type Cells,
  days,
  hours,
  minutes,
  none,
  ours,
  sameDay,
  urgentSameDay,
  wd,
  workingHours,
} from './limit-words.ts';
import { ourRows } from './our-rows.ts';
import type { Column, LadderSteps, LimitRow, RowId, RuleSet } from './rule-set.ts';

/**
 * The first table of time limits. It follows Annex B of the domain notes row by row; three readings are ours:
 *
 * - "Same day" in the urgent column is 8 real hours: that column runs nights and weekends, and a safeguarding
 *   matter that comes up on Friday evening must not wait for Monday.
 * - "At once" is 2 real hours, as row 1 says in brackets. "Minutes" is 15 of them.
 * - "Under 15 days" and "under 7 days" fall due on day 14 and day 6, the last days still under.
 */

const cells = {
  '1': {
    event: 'A move is learned of: open the move enquiry',
    routine: wd(1),
    heightened: sameDay,
    urgent: atOnce,
    basis: 'Pan-Dorset ceiling of 5 working days, tightened by our judgement',
  },
  '2': {
    event: 'Tell the other agencies',
    routine: wd(5),
    heightened: wd(2),
    urgent: urgentSameDay,
    basis: 'Pan-Dorset; South Ayrshire "immediately"',
  },
  '3': {
    event: 'The move is confirmed: send the offer',
    routine: wd(2),
    heightened: wd(1),
    urgent: urgentSameDay,
    basis: ours,
  },
  '4': { event: 'System receipt', routine: minutes, heightened: minutes, urgent: minutes, basis: ours },
  '5': {
    event: 'A person at the duty desk acknowledges',
    routine: wd(2),
    heightened: wd(1),
    urgent: workingHours(4),
    basis: 'Eastern "promptly"; numbers our judgement',
  },
  '6': {
    event: 'Verbal handover',
    routine: none,
    heightened: wd(2),
    urgent: urgentSameDay,
    basis: 'Eastern and Guernsey: verbal and written; limits our judgement. Optional when routine',
  },
  '7': {
    event: 'Written summary',
    routine: wd(5),
    heightened: wd(2),
    urgent: wd(1),
    basis:
      'East Riding 21 days as outer bound, tightened by our judgement. The full safeguarding chronology: 5 working days',
  },
  '8': {
    event: 'Accept, or decline with a reason',
    routine: wd(5),
    heightened: wd(2),
    urgent: wd(1),
    basis: ours,
  },
  '9': {
    event: 'Acknowledged: a named practitioner is found to accept',
    routine: wd(5),
    heightened: wd(2),
    urgent: urgentSameDay,
    basis: 'Black Country "allocate all"',
  },
  '10': {
    event: 'First contact by the receiving practitioner',
    routine: wd(5),
    heightened: wd(2),
    urgent: wd(1),
    basis: 'Common trust practice',
  },
  '11': {
    event: 'The child is seen face to face',
    routine: wd(10),
    heightened: wd(5),
    urgent: wd(2),
    basis: 'Common trust practice; the next mandated review when that is sooner',
  },
  '12': {
    event: 'The level of service is decided and told',
    routine: wd(2),
    heightened: wd(2),
    urgent: urgentSameDay,
    basis: ours,
  },
  '13': {
    event: 'Next visit of the programme, and the longest unseen while a handover is on its way',
    routine: days(28),
    heightened: days(14),
    urgent: days(7),
    basis: "Programme schedule: routine is the longest interval, the client's own may be 7 or 14 days",
  },
  '14': {
    event: 'GP and child health records are told of the new team',
    routine: wd(2),
    heightened: wd(1),
    urgent: urgentSameDay,
    basis: 'Common trust practice and our judgement',
  },
  '15': {
    event: 'The full record is available to the receiving team',
    routine: wd(10),
    heightened: wd(5),
    urgent: wd(2),
    basis: ours,
  },
  '17': {
    event: 'Transfer-in child protection conference',
    routine: none,
    heightened: none,
    urgent: wd(15),
    basis: 'Tees: 15 working days from acceptance of the referral',
    nationalCeiling: true,
  },
  '18': {
    event: 'A temporary stay still held by the releasing team',
    routine: days(14),
    heightened: days(6),
    urgent: none,
    basis: 'Tees "less than 15 days"; when urgent never without the agreement of both named nurses',
  },
  '19': {
    event: 'Missed visits: the supervisor reviews',
    routine: wd(2),
    heightened: wd(1),
    urgent: urgentSameDay,
    basis:
      'London procedures in principle: two missed visits set it off when routine, otherwise one. Times our judgement',
  },
  '20': {
    event: 'Whereabouts unknown: the named nurse knows',
    routine: wd(5),
    heightened: wd(2),
    urgent: urgentSameDay,
    basis: 'Hull, London; when urgent social care and police at once',
  },
  '21': {
    event: 'Trace again while missing',
    routine: days(7),
    heightened: days(7),
    urgent: days(7),
    basis: 'East Midlands: weekly for three months, monthly after that when routine',
  },
  '22': {
    event: 'Declined: the onward route is found',
    routine: wd(1),
    heightened: sameDay,
    urgent: hours(2),
    basis: ours,
  },
  '24': {
    event: 'A dispute over boundary or residence is decided',
    routine: wd(3),
    heightened: wd(1),
    urgent: urgentSameDay,
    basis: 'Sussex and Tees in principle; the releasing team holds',
  },
  '26': {
    event: 'Leaves the programme early: offer to health visiting',
    routine: sameDay,
    heightened: sameDay,
    urgent: atOnce,
    basis: ours,
  },
  '27': {
    event: 'A housing notice came in: act on it',
    routine: wd(1),
    heightened: sameDay,
    urgent: urgentSameDay,
    basis: 'Housing Act 1996, sections 208 and 213AA; notices come up to 14 days late',
  },
  '28': {
    event: 'New birth review',
    routine: days(14),
    heightened: days(14),
    urgent: days(10),
    basis: 'Healthy Child Programme',
    nationalCeiling: true,
  },
  '29': {
    event: 'A team has a last day: accepted 20 working days before it, passed 5 before it',
    routine: none,
    heightened: none,
    urgent: none,
    basis: ours,
  },
  '30': {
    event: 'Serious incident notification',
    routine: none,
    heightened: none,
    urgent: wd(5),
    basis: 'Child Safeguarding Practice Review Panel; the rapid review follows by 15 working days',
    nationalCeiling: true,
  },
  '32': {
    event: 'A decision to withhold information is reviewed',
    routine: wd(5),
    heightened: wd(2),
    urgent: wd(1),
    basis: ours,
  },
  ...ourRows,
} as const satisfies Record<RowId, Cells>;

/**
 * Row 23. When heightened the lead's 4 hours are working hours: only the urgent column runs through the night.
 */
const ladder: Readonly<Record<Column, LadderSteps>> = {
  routine: [wd(1), wd(3), wd(5), wd(10)],
  heightened: [workingHours(4), wd(1), wd(2), wd(5)],
  urgent: [hours(1), hours(4), wd(1), wd(2)],
};

/** Ours: a review late by a week is the lead's to know, by a month the named nurse's. */
const scheduleLadder: LadderSteps = [wd(5), wd(20), wd(40), wd(60)];

const rows = Object.fromEntries(Object.entries(cells).map(([id, row]) => [id, { id, ...row }])) as Record<
  RowId,
  LimitRow
>;

/** The first table. What came after it stands in rule-sets.ts. */
export const annexB: RuleSet = {
  version: 'annex-b-2026-11',
  from: '2026-11-01',
  rows,
  ladder,
  scheduleLadder,
};
