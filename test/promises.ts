import assert from 'node:assert/strict';
import type { Outcome } from '../src/application/command.ts';
import { addDays, type Instant, londonDate } from '../src/domain/calendar/time.ts';
import type { ChildFact } from '../src/domain/child/facts.ts';
import { type ChildState, holderOf } from '../src/domain/child/state.ts';
import { type Directory, presentAt, whoAnswers } from '../src/domain/directory/directory.ts';
import type { Deadline } from '../src/domain/escalation/obligations.ts';
import { isOpen, priorityOf, releaseOf } from '../src/domain/handover/facts.ts';
import { refusals } from '../src/domain/language/refusals.ts';
import { type Holder, sameHolder } from '../src/domain/responsibility/facts.ts';
import { isHigher } from '../src/domain/risk/priority.ts';

/** One command on one child, with the state before and after: the promises have to hold across it. */
export type Passing = {
  readonly before: ChildState | null;
  readonly after: ChildState | null;
  readonly outcome: Outcome;
  readonly directory: Directory;
  readonly now: Instant;
};

/** Asserts every promise that one command could break. */
export function assertPromises(passing: Passing): void {
  const { before, after, outcome } = passing;
  if (outcome.kind === 'refused') {
    const words = refusals[outcome.refusal.code];
    assert.ok(words?.says && words.canDo, `P8: no words for ${outcome.refusal.code}`);
    assert.deepEqual(outcome.holder, before && holderOf(before), 'P8: a refusal says who holds the child');
  }
  if (outcome.kind !== 'done') assert.deepEqual(after, before, 'what was not done changed something');
  if (!after) return;
  someoneAnswers(after, passing);
  movedOnlyByRule(passing);
  releasedOnce(passing);
  noPriorityFell(passing);
  oneOnTheWay(after);
  idsOfTheirOwn(after);
  everythingOwed(after, passing.directory);
  reviewsOnOneList(after);
}

/** A handover with the id of another would be hidden behind it and could not be worked (P5). */
function idsOfTheirOwn({ handovers }: ChildState): void {
  const ids = handovers.map(({ handoverId }) => handoverId);
  assert.equal(new Set(ids).size, ids.length, `two handovers with one id: ${ids.join(', ')}`);
}

/** P1: exactly one team, and a person who is here or a desk with a number. */
function someoneAnswers(after: ChildState, { directory, now }: Passing): void {
  const holder = holderOf(after);
  if (!holder) return;
  assert.ok(directory.teams.has(holder.teamId), `P1: no team ${holder.teamId}`);
  const answerer = whoAnswers(directory, holder.teamId, holder.practitionerId, now);
  assert.notEqual(answerer.name, '', 'P1: nobody answers');
  if (answerer.practitionerId !== null)
    assert.ok(presentAt(directory, answerer.practitionerId, now), 'P1: a name that is not here');
}

/** P2: the holder moves by acceptance and release point, by naming within the team, or by a confirmed end and its reversal. */
function movedOnlyByRule({ before, after, outcome, now }: Passing): void {
  const [had, has] = [before && holderOf(before), after && holderOf(after)];
  if (outcome.kind !== 'done' || same(had, has)) return;
  const mover = outcome.facts.findLast(moves);
  assert.ok(mover, 'P2: the holder moved without a fact');
  switch (mover.type) {
    case 'AccountabilityPassed': {
      const handover = after?.handovers.find((one) => one.handoverId === mover.handoverId);
      assert.ok(handover && 'acceptance' in handover, 'P2: passed without acceptance');
      assert.equal(handover.acceptance.teamId, has?.teamId, 'P2: passed to another team than accepted');
      assert.equal(handover.releasingTeamId, had?.teamId, 'P2: passed by a team that does not hold');
      assert.equal(releaseOf(handover)?.at, now, 'P2: passed without a release point, or backdated');
      assert.ok(mover.releasePoint !== '', 'P2: no release point named');
      const seen = handover.state === 'seen' || handover.happenings.withoutSighting !== null;
      assert.ok(seen || priorityOf(handover) === 'routine', 'P2: passed unseen although more than routine');
      return;
    }
    case 'PractitionerNamed':
      assert.equal(has?.teamId, had?.teamId, 'P2: naming moved the team');
      return;
    case 'AccountabilityEnded':
      assert.equal(has, null);
      assert.ok(mover.confirmedBy !== '' && mover.detail !== '', 'P2: ended by nobody');
      return;
    case 'EndReversed':
    case 'TakenOn':
      assert.equal(had, null, 'P2: taken from a holder');
      return;
  }
}

const movers = [
  'AccountabilityPassed',
  'PractitionerNamed',
  'AccountabilityEnded',
  'EndReversed',
  'TakenOn',
] as const;

function moves(fact: ChildFact): fact is Extract<ChildFact, { type: (typeof movers)[number] }> {
  return (movers as readonly string[]).includes(fact.type);
}

function same(a: Holder | null, b: Holder | null): boolean {
  return a === b || (a !== null && b !== null && sameHolder(a, b));
}

/** Release is written once: no later command changes or undoes it. */
function releasedOnce({ before, after }: Passing): void {
  for (const handover of before?.handovers ?? []) {
    const release = releaseOf(handover);
    if (!release) continue;
    const later = after?.handovers.find((one) => one.handoverId === handover.handoverId);
    assert.deepEqual(later && releaseOf(later), release, 'a release was undone');
  }
}

/**
 * No priority falls by itself (decision 0023). Once a handover was sent, only a person lowers its priority, with a reason and a
 * second name; a handover that follows it before anything passed begins with what stood there.
 */
function noPriorityFell({ before, after, outcome }: Passing): void {
  const facts = outcome.kind === 'done' ? outcome.facts : [];
  for (const was of before?.handovers ?? []) {
    if (was.desks.length === 0 || releaseOf(was) !== null) continue;
    const known = new Set(before?.handovers.map((one) => one.handoverId));
    const same = after?.handovers.filter(
      ({ handoverId, follows }) =>
        handoverId === was.handoverId || (follows === was.handoverId && !known.has(handoverId)),
    );
    for (const is of same ?? []) {
      if (!isHigher(priorityOf(was), priorityOf(is))) continue;
      const lowered = facts.find(
        (fact) => fact.type === 'PriorityLowered' && fact.handoverId === is.handoverId,
      );
      assert.ok(
        lowered?.type === 'PriorityLowered' && lowered.reason !== '' && lowered.secondName !== '',
        `a priority fell by itself from ${priorityOf(was)} to ${priorityOf(is)}`,
      );
    }
  }
}

/** At most one handover before its release point and one after; the holder is the one who releases. */
function oneOnTheWay(after: ChildState): void {
  const open = after.handovers.filter(isOpen);
  const before = open.filter((handover) => releaseOf(handover) === null);
  assert.ok(before.length <= 1, 'two handovers before release');
  assert.ok(open.length - before.length <= 1, 'two handovers after release');
  if (before[0] && after.care.status === 'in-care') {
    assert.equal(before[0].releasingTeamId, after.care.holder.teamId, 'releasing is not the holder');
  }
}

/** A draft of a service that closes is owed by the service's last day and has no clock of its own (Annex B row 29). */
function forTheLastDay({ kind }: Deadline): boolean {
  return kind === 'accept-before-last-day' || kind === 'pass-before-last-day';
}

/** P5: an open handover owes something; each thing owed has an owner, a due time and five ascending steps. */
function everythingOwed(after: ChildState, directory: Directory): void {
  const owed = Object.values(after.deadlines);
  if (after.care.status !== 'in-care') {
    const died = after.care.status === 'ended' && after.care.reason === 'death';
    const left = owed.filter(({ kind }) => !(died && kind === 'tell-death-review'));
    assert.deepEqual(left, [], 'something is owed for a child out of care');
    return;
  }
  if (after.stopped) {
    const kinds = owed.map((deadline) => deadline.kind);
    assert.deepEqual(kinds, ['confirm-end'], 'after a loss or a death every other clock stops');
  }
  for (const handover of after.handovers.filter((one) => isOpen(one) && !after.stopped)) {
    assert.ok(
      owed.some((deadline) => deadline.handoverId === handover.handoverId || forTheLastDay(deadline)),
      `P5: an open handover (${handover.state}) owes nothing`,
    );
  }
  for (const deadline of owed) {
    assert.ok(directory.teams.has(deadline.ownerTeamId), `P5: ${deadline.kind} is owed by no team`);
    assert.equal(deadline.steps.length, 5);
    assert.equal(deadline.steps[0], deadline.dueAt);
    assert.deepEqual(
      [...deadline.steps].sort(),
      deadline.steps,
      `P5: the ladder of ${deadline.kind} does not climb`,
    );
  }
}

/** For each review, the day from birth, or from the expected day, after which it is late: roughly what the sources say. */
const lateAfter = {
  'new-birth': 14,
  'six-to-eight-weeks': 56,
  'twelve-months': 456,
  'two-years': 914,
} as const;

/** Every review that falls due for a child in care is on exactly one team's list, and that team answers for the child. */
function reviewsOnOneList(after: ChildState): void {
  const { care, identity } = after;
  const owed = Object.values(after.deadlines).filter((deadline) => deadline.kind === 'review');
  const keys = owed.map(({ key }) => key.split('/')[2]);
  assert.equal(new Set(keys).size, keys.length, 'a review is on a list twice');
  if (care.status !== 'in-care' || after.stopped || care.holder.outsideName !== null) {
    assert.deepEqual(keys, [], 'a review is owed by nobody who could do it');
    return;
  }
  for (const { ownerTeamId } of owed)
    assert.equal(ownerTeamId, care.holder.teamId, 'a review is on the list of a team that does not answer');
  const done = new Set(after.reviews.filter((one) => one.outcome !== 'missed').map((one) => one.code));
  for (const [code, days] of Object.entries(lateAfter)) {
    const dueOn = identity.bornOn === null ? null : addDays(identity.bornOn, days);
    // A review whose last day was over before the child was known may be made good, and need not be on a list.
    if (dueOn !== null && addDays(dueOn, -4) > londonDate(care.knownSince))
      assert.equal(keys.includes(code), !done.has(code), `${code} is on ${done.has(code) ? 'a' : 'no'} list`);
  }
}
