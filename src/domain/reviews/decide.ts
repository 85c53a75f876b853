import { type CivilDate, sayDate } from '../calendar/time.ts';
import { accept, type Context, type Decision, refuse, today } from '../child/context.ts';
import { whereAt } from '../child/evolve-sightings.ts';
import type { ChildFact } from '../child/facts.ts';
import type { ChildState } from '../child/state.ts';
import { lowerFirst } from '../language/sentence.ts';
import type { Identity } from '../responsibility/facts.ts';
import type { ReviewCommand } from './commands.ts';
import type { KnownReview, ReviewOutcome } from './facts.ts';
import { lookAtMissed } from './missed.ts';
import { isSettled } from './owed.ts';
import { type PlannedReview, reviewWords, scheduleFor, scheduleUnder } from './schedule.ts';

/** Judges a command on a child's reviews or its level of service. */
export function decideReview(command: ReviewCommand, child: ChildState, context: Context): Decision {
  if (child.care.status === 'ended') return refuse('care-has-ended');
  if (child.care.status !== 'in-care') return refuse('not-in-care');
  switch (command.type) {
    case 'record-review':
      return recordReview(command, child, context);
    case 'change-level':
      return changeLevel(command, child);
    case 'review-missed-reviews':
      return lookAtMissed(command, child, context);
  }
}

type Command<Name extends ReviewCommand['type']> = Extract<ReviewCommand, { type: Name }>;

/** A review is settled once: done or declined. One that was missed stays due, and may be missed again. */
function recordReview(command: Command<'record-review'>, child: ChildState, context: Context): Decision {
  if (child.stopped) return refuse('schedules-stopped');
  const { code, outcome, on, by, note } = command;
  const review = scheduleFor(child, context.directory).find((planned) => planned.code === code);
  if (!review) return refuse('no-such-review');
  if (isSettled(child, code)) return refuse('review-settled');
  const wrongDay = dayFault(review, outcome, on, child.identity);
  if (wrongDay) return wrongDay;
  const { bornOn } = child.identity;
  const childSeen = command.childSeen && bornOn !== null && on >= bornOn;
  const facts: ChildFact[] = [
    { type: 'ReviewRecorded', code, words: review.words, outcome, on, by, childSeen, note },
  ];
  if (childSeen) facts.push({ type: 'SightingRecorded', seenOn: on, where: whereAt(review.words) });
  return { facts };
}

/**
 * Why a review may not have happened on a day. A parent may decline at any time; a review is done or missed only once
 * it has opened, and an antenatal one before birth.
 */
function dayFault(
  review: PlannedReview,
  outcome: ReviewOutcome,
  on: CivilDate,
  { bornOn }: Pick<Identity, 'bornOn'>,
): Decision | null {
  if (outcome === 'declined') return null;
  if (on < review.opensOn)
    return refuse(
      'review-not-on-that-day',
      `the ${lowerFirst(review.words)} opens on ${sayDate(review.opensOn)}`,
    );
  return review.lapsed && bornOn !== null && on > bornOn
    ? refuse('review-not-on-that-day', `the child was born on ${sayDate(bornOn)}`)
    : null;
}

/** Each change of the level of service carries its reason (HCP). */
function changeLevel(command: Command<'change-level'>, child: ChildState): Decision {
  if (command.reason === '') return refuse('reason-missing');
  // Where a decision is still owed, it may well be for the level that stands.
  const owed = child.handovers.some((one) => one.state === 'superseded' && one.undecidedSince);
  if (command.level === child.circumstances.level && !owed) return { facts: [] };
  return accept({ type: 'LevelChanged', level: command.level, reason: command.reason });
}

/**
 * Reviews that were settled before the child was known here, so that a service which begins with Handhold has no wall of
 * false overdue. An antenatal review of a child whose expected date is not told has no days to compare.
 */
export function knownReviews(
  reviews: readonly KnownReview[],
  identity: Identity,
  teamId: string,
  context: Context,
): Decision {
  const schedule = reviews.length === 0 ? [] : scheduleUnder({ identity }, teamId, context.directory);
  const facts: ChildFact[] = [];
  for (const { code, outcome, on } of reviews) {
    const review = schedule.find((planned) => planned.code === code);
    if (on > today(context)) return refuse('happened-in-future', reviewWords(code, []));
    if (!review && code !== 'antenatal') return refuse('no-such-review', code);
    const wrongDay = review ? dayFault(review, outcome, on, identity) : null;
    if (wrongDay) return wrongDay;
    const words = review?.words ?? reviewWords(code, []);
    facts.push({
      type: 'ReviewRecorded',
      code,
      words,
      outcome,
      on,
      by: 'As the caseload file tells it',
      childSeen: false,
      note: '',
    });
  }
  return { facts };
}
