import { type Instant, londonDate, sayDate, sayDueFrom, sayInstant } from '../calendar/time.ts';
import { type ChildState, holderOf } from '../child/state.ts';
import { type Directory, whoAnswers } from '../directory/directory.ts';
import type { Deadline } from '../escalation/obligations.ts';
import { missingNow } from '../missing/facts.ts';
import { stopReasons } from '../programme/child-facts.ts';
import { namesOf, ofTeam } from './timeline.ts';
import { endReasons, wordsOf } from './words.ts';

/** The sentence at the top of a child's page, in its parts. */
export type Headline = {
  /** What must be known before all else: that nobody knows where the child is, or that a loss was reported. */
  readonly first: string | null;
  /** "Amara Osei (Luton health visiting) answers for this child". */
  readonly who: string;
  /**
   * Since when that person answers; for whoever stands in, since when the record names the person they stand in for.
   */
  readonly since: string;
  /** Why this person, when it is not the named practitioner. */
  readonly why: string | null;
  readonly phone: string;
  readonly outOfHours: string;
  /** What happens next, who owes it and by when; overdue is said as such. */
  readonly next: string;
  readonly overdue: boolean;
};

/** Who holds the child, since when, how to reach them, and what happens next: readable in one second. */
export function headline(state: ChildState, directory: Directory, now: Instant): Headline {
  const holder = holderOf(state);
  const names = namesOf(directory);
  if (!holder || state.care.status !== 'in-care') return ended(state);
  const team = directory.teams.get(holder.teamId);
  const answerer =
    holder.outsideName === null ? whoAnswers(directory, holder.teamId, holder.practitionerId, now) : null;
  const name = answerer?.name ?? holder.outsideName ?? '';
  const standsIn = answerer !== null && answerer.as !== 'named';
  const since = `since ${sayInstant(state.care.since)}`;
  const standsInFor =
    holder.practitionerId === null
      ? `while nobody is named, ${since}`
      : `in place of ${names.person(holder.practitionerId)}, named ${since}`;
  const { next, overdue } = nextStep(state, directory, now);
  return {
    first: firstOf(state),
    who: `${ofTeam(name, names.team(holder.teamId))} answers for this child`,
    since: standsIn ? standsInFor : since,
    why: standsIn ? answerer.why : null,
    phone: answerer?.phone || team?.phone || 'No number is known',
    outOfHours: team?.outOfHours || 'No out of hours number is known',
    next,
    overdue,
  };
}

/**
 * What has to be said before the holder, such as that nobody knows where the child is. A missing address is not a
 * missing child (scenarios A18, A21).
 */
function firstOf(state: ChildState): string | null {
  if (state.stopped) {
    const reported = `reported on ${sayDate(londonDate(state.stopped.at))}, and still to be confirmed`;
    return `${wordsOf(stopReasons, state.stopped.why)}: ${reported}. Every visit, letter and reminder has stopped`;
  }
  const missing = missingNow(state.missing);
  return missing ? `Nobody knows where this child is, since ${sayDate(londonDate(missing.openedAt))}` : null;
}

function ended(state: ChildState): Headline {
  const reason =
    state.care.status === 'ended'
      ? wordsOf(endReasons, state.care.reason)
      : 'No team of the network has taken this child on';
  const at = state.care.status === 'ended' ? `since ${sayInstant(state.care.at)}` : '';
  const who = state.care.status === 'ended' ? `Accountability has ended: ${reason}` : reason;
  return { first: null, who, since: at, why: null, phone: '', outOfHours: '', next: '', overdue: false };
}

function nextStep(state: ChildState, directory: Directory, now: Instant): { next: string; overdue: boolean } {
  const first = soonest(Object.values(state.deadlines));
  if (!first) return { next: 'Nothing is owed at the moment', overdue: false };
  const names = namesOf(directory, state.identity);
  const owner = names.team(first.ownerTeamId);
  const overdue = first.dueAt <= now;
  const what = names.owed(first);
  const when = overdue
    ? `was due ${sayDueFrom(first.dueAt, now)} and is overdue`
    : `by ${sayDueFrom(first.dueAt, now)}`;
  return { next: `${what}: ${owner}, ${when}`, overdue };
}

/** The deadline that falls due first. Of two at one time the handover’s: a child that nobody has seen comes before a review. */
function soonest(deadlines: readonly Deadline[]): Deadline | null {
  return deadlines.reduce<Deadline | null>(
    (first, next) => (first === null || comesBefore(next, first) ? next : first),
    null,
  );
}

function comesBefore(a: Deadline, b: Deadline): boolean {
  if (a.dueAt !== b.dueAt) return a.dueAt < b.dueAt;
  return a.handoverId !== null && b.handoverId === null;
}
