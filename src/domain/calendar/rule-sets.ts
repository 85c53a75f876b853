import { annexB } from './annex-b.ts';
import type { LadderSteps, RowId, RuleSet } from './rule-set.ts';
import type { TimedLimit } from './working-time.ts';

const hours = (n: number): TimedLimit => ({ unit: 'hours', n });

/**
 * "Safeguarding columns run in real hours, 7 days, with an out-of-hours contact" (Annex B, its last line). So what the
 * urgent column gave in working days or working hours, with nights, weekends and the afternoon cut-off, now runs by the
 * clock (decision 0034); a working day is 24 hours. Left as they were: the conference and the notification (17, 30),
 * whose days are those of national law and guidance, and the programme's office work on a referral or a place (H11,
 * H12, H13, H31).
 */
const byTheClock: Readonly<Partial<Record<RowId, TimedLimit>>> = {
  '5': hours(4),
  '7': hours(24),
  '8': hours(24),
  '10': hours(24),
  '11': hours(48),
  '15': hours(48),
  '32': hours(24),
  H4: hours(24),
  H9: hours(24),
  H22: hours(24),
  H30: hours(24),
};

const [lead, named] = annexB.ladder.urgent;
const urgentLadder: LadderSteps = [lead, named, hours(24), hours(48)];

const realHours: RuleSet = {
  ...annexB,
  version: 'annex-b-2026-12',
  from: '2026-12-01',
  rows: Object.fromEntries(
    Object.entries(annexB.rows).map(([id, row]) => {
      const urgent = byTheClock[row.id];
      return [id, urgent ? { ...row, urgent } : row];
    }),
  ) as RuleSet['rows'],
  ladder: { ...annexB.ladder, urgent: urgentLadder },
};

/** What is shipped. A new national table is added with a later `from`; old due times keep their version. */
export const defaultRuleSets: readonly RuleSet[] = [annexB, realHours];
