import {
  addDays,
  addMinutes,
  type CivilDate,
  daysBetween,
  type Instant,
  londonDate,
} from '../../domain/calendar/time.ts';
import { type Directory, presentAt } from '../../domain/directory/directory.ts';
import type { ReviewOutcome } from '../../domain/reviews/facts.ts';
import { claimsOn } from '../../domain/reviews/owed.ts';
import { type PlannedReview, scheduleFor } from '../../domain/reviews/schedule.ts';
import type { Player } from './life.ts';
import type { Random } from './random.ts';

export type KeepingPlayer = Player & {
  /** After the script: what fell due between its last day and now. */
  readonly upToNow: () => void;
};

/** Records what fell due of one child’s reviews before that moment. */
export type ReviewKeeper = (target: Instant) => void;

/**
 * A player whose child has its reviews on the way, as most children do: whenever the script moves the clock, what was due
 * before that day is recorded first. A few are declined, missed or not recorded at all, so that the lists have something.
 */
export function keepingReviews(
  player: Player,
  random: Random,
  directory: Directory,
  now: Instant,
): KeepingPlayer {
  const keepUntil = reviewKeeper(player, random, directory, now);
  return {
    ...player,
    daysAgo: (days, minuteOfDay) => {
      keepUntil(addMinutes(now, -days * 24 * 60));
      return player.daysAgo(days, minuteOfDay);
    },
    minutesAgo: (minutes) => {
      keepUntil(addMinutes(now, -minutes));
      return player.minutesAgo(minutes);
    },
    upToNow: () => keepUntil(now),
  };
}

/** The same for a player whose clock is moved by others: to be called before it is. */
export function reviewKeeper(
  player: Player,
  random: Random,
  directory: Directory,
  now: Instant,
): ReviewKeeper {
  const settled = new Map<string, ReviewOutcome | 'forgotten'>();

  function keepUntil(target: Instant): void {
    for (;;) {
      const next = nextBefore(londonDate(target));
      if (!next) return;
      const outcome = settled.get(next.review.code) ?? chance(random);
      settled.set(next.review.code, outcome);
      if (outcome !== 'forgotten') record(next.review, next.on, outcome);
    }
  }

  /** The review that is played next: owed, not played yet, and on a day before that of the script's next step. */
  function nextBefore(day: CivilDate): { readonly review: PlannedReview; readonly on: CivilDate } | null {
    const state = player.state();
    if (state.care.status !== 'in-care' || state.stopped) return null;
    for (const { review, claim } of claimsOn(state, scheduleFor(state, directory))) {
      if ((claim !== 'owed' && claim !== 'catch-up') || settled.has(review.code)) continue;
      const on = claim === 'catch-up' ? addDays(londonDate(player.clock()), 2) : dayWithin(review);
      if (on < day) return { review, on };
    }
    return null;
  }

  function record(review: PlannedReview, on: CivilDate, outcome: ReviewOutcome): void {
    if (on > londonDate(player.clock())) player.daysAgo(daysBetween(on, londonDate(now)), 680);
    const { care } = player.state();
    if (care.status !== 'in-care') return;
    const { teamId, practitionerId } = care.holder;
    const here = practitionerId !== null && presentAt(directory, practitionerId, player.clock());
    const who = here ? practitionerId : directory.teams.get(teamId)?.leadId;
    const today = londonDate(player.clock());
    // A day of a weekend was worked on the Friday before, which may lie before the review opened.
    if (!who || (on > today && today < review.opensOn)) return;
    const by = directory.teams.get(teamId)?.kind === 'fnp' ? 'The family nurse' : 'The health visitor';
    const note = outcome === 'missed' ? 'Nobody in; a card was left' : '';
    const command = { type: 'record-review', code: review.code, outcome, by, note } as const;
    player.play(who, { ...command, on: on > today ? today : on, childSeen: outcome === 'done' });
    if (outcome === 'missed') settleSoon(who);
  }

  /** Whoever missed the child rings the family: a signal of the last days is still open, an older one is settled. */
  function settleSoon(who: string): void {
    if (daysBetween(londonDate(player.clock()), londonDate(now)) < 2) return;
    for (const { enquiryId } of player.state().enquiries.filter(({ settled }) => settled === null))
      player.play(who, {
        type: 'settle-enquiry',
        enquiryId,
        outcome: 'not-moved',
        sleepsAt: null,
        reviewOn: null,
        note: 'Rang the mother in the afternoon: they had forgotten, and a new day is agreed',
        handover: null,
      });
  }

  return keepUntil;
}

/** A third of the way into its days, when most are done. */
function dayWithin(review: PlannedReview): CivilDate {
  return addDays(review.opensOn, Math.floor(daysBetween(review.opensOn, review.dueOn) / 3));
}

function chance(random: Random): ReviewOutcome | 'forgotten' {
  const share = random.fraction();
  if (share < 0.9) return 'done';
  if (share < 0.94) return 'declined';
  return share < 0.97 ? 'missed' : 'forgotten';
}
