import type { ReadClient } from '../../application/client-readings.ts';
import type { ReadChild } from '../../application/readings.ts';
import { minutesBetween, sayInstant } from '../../domain/calendar/time.ts';
import { moveDeadlines } from '../../domain/child/evolve.ts';
import type { ChildFact, StoredFact } from '../../domain/child/facts.ts';
import type { Deadline } from '../../domain/escalation/obligations.ts';
import { type ClientNames, clientNames, tellClientFact } from '../../domain/language/client-timeline.ts';
import { type MovedDeadlines, tellDeadlines } from '../../domain/language/deadline-timeline.ts';
import { whomToldOf } from '../../domain/language/sightings.ts';
import { type Names, tellFact } from '../../domain/language/timeline.ts';
import type { Told } from '../../domain/language/told.ts';
import { ladderSteps, ladderStepWords } from '../../domain/language/words.ts';
import { Details } from '../components/content.tsx';
import type { TimelineItem } from '../components/record.tsx';

/** Facts that stand out in the timeline, for something did not go as it should. */
const problems: ReadonlySet<ChildFact['type']> = new Set([
  'HandoverDeclined',
  'ContactFailed',
  'HandoverCorrected',
  'SightingCorrected',
  'DisputeRaised',
]);

/** A fact as an entry of a timeline: what it says, who recorded it and for which team, and when it happened, if that was earlier. */
function entryOf(
  { happenedAt, recordedAt, by }: Pick<StoredFact, 'happenedAt' | 'recordedAt' | 'by'>,
  { says, lines }: Told,
  names: Names,
): TimelineItem {
  const late = minutesBetween(happenedAt, recordedAt) >= 1;
  return {
    title: says,
    by: `${names.person(by.practitionerId)}${by.teamId === 'handhold' ? '' : `, ${names.team(by.teamId)}`}`,
    when: late
      ? `Happened ${sayInstant(happenedAt)}, recorded ${sayInstant(recordedAt)}`
      : sayInstant(recordedAt),
    datetime: recordedAt,
    children: lines.map((line) => <p>{line}</p>),
  };
}

/** Every fact of a child as words, newest first. */
export function timelineOf(child: ReadChild, names: Names): readonly TimelineItem[] {
  // What is newer in the stream comes first, also among facts of one instant.
  const entries = entriesOf(linesOfChild(child, names), names).toReversed();
  return [...alarmsOf(child, names), ...entries].toSorted((a, b) =>
    a.datetime < b.datetime ? 1 : a.datetime > b.datetime ? -1 : 0,
  );
}

/** Every fact of a client as words, newest first. */
export function timelineOfClient(client: ReadClient, names: Names): readonly TimelineItem[] {
  const told = clientNames(names, client.personId, client.state);
  return entriesOf(linesOfClient(client.facts, told), names).toReversed();
}

/** A fact in words: whether it follows from what its command did, and whether it stands out. */
type Line = {
  readonly stored: Pick<StoredFact, 'version' | 'happenedAt' | 'recordedAt' | 'by' | 'commandId'>;
  readonly words: Told;
  readonly follows: boolean;
  readonly problem: boolean;
};

/** Accountability moves when it is recorded, whenever that happened by which it moved (promise P9). */
const movesWhenRecorded: ReadonlySet<ChildFact['type']> = new Set([
  'ReleasePointReached',
  'AccountabilityPassed',
]);

function linesOfChild({ facts, state }: ReadChild, names: Names): readonly Line[] {
  const tellMoved = movedSince(names);
  return facts.map((stored) => {
    const { fact, happenedAt } = stored;
    const follows = fact.type === 'DeadlinesMoved';
    const whom = whomToldOf({ fact, happenedAt }, state.identity.bornOn);
    const words = follows ? tellMoved(fact) : tellFact(fact, names, whom);
    const at = movesWhenRecorded.has(fact.type) ? stored.recordedAt : happenedAt;
    return { stored: { ...stored, happenedAt: at }, words, follows, problem: problems.has(fact.type) };
  });
}

function linesOfClient(facts: ReadClient['facts'], names: ClientNames): readonly Line[] {
  const tellMoved = movedSince(names);
  return facts.map((stored) => {
    const { fact } = stored;
    const moved = fact.type === 'ClientDeadlinesMoved';
    const words = moved ? tellMoved(fact) : tellClientFact(fact, names);
    const follows = moved || fact.type === 'ChildrenAsked';
    return { stored, words, follows, problem: fact.type === 'VisitMissed' };
  });
}

/** Tells the deadlines that moved, one fact after the other, each against those that the facts before it left. */
function movedSince(names: Names): (moved: MovedDeadlines) => Told {
  let stood: Readonly<Record<string, Deadline>> = {};
  return (moved) => {
    const words = tellDeadlines(moved, stood, names);
    stood = moveDeadlines(stood, moved.set, moved.met);
    return words;
  };
}

/** What follows from a command folds below what it did; what followed from none, as deadlines that other rules moved, is an entry. */
function entriesOf(lines: readonly Line[], names: Names): readonly TimelineItem[] {
  const entries: { readonly commandId: string; readonly item: TimelineItem }[] = [];
  for (const { stored, words, follows, problem } of lines) {
    const { commandId } = stored;
    const last = entries.at(-1);
    if (follows && last?.commandId === commandId)
      entries[entries.length - 1] = { commandId, item: withFold(last.item, words) };
    else entries.push({ commandId, item: { ...entryOf(stored, words, names), problem } });
  }
  return entries.map(({ item }) => item);
}

function withFold(item: TimelineItem, { says, lines }: Told): TimelineItem {
  const fold = (
    <Details summary={says}>
      <ul class="nhsuk-list">
        {lines.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
    </Details>
  );
  return { ...item, children: [item.children, fold] };
}

/** What was recorded of a child after a version, in words. */
export function newerThan(child: ReadChild, version: number, names: Names): readonly TimelineItem[] {
  return newerIn(linesOfChild(child, names), version, names);
}

/** The same of a client. */
export function newerFactsOfClient(
  client: ReadClient,
  version: number,
  names: ClientNames,
): readonly TimelineItem[] {
  return newerIn(linesOfClient(client.facts, names), version, names);
}

function newerIn(lines: readonly Line[], version: number, names: Names): readonly TimelineItem[] {
  return lines
    .filter(({ stored, follows }) => stored.version > version && !follows)
    .map(({ stored, words }) => entryOf(stored, words, names));
}

/** The steps that one sweep raised are one entry: after an outage they are many, and they are one event. */
function alarmsOf(child: ReadChild, names: Names): readonly TimelineItem[] {
  const moments = Map.groupBy(child.raised, (step) => sayInstant(step.raisedAt));
  return [...moments].map(([when, steps]) => {
    const told = [...new Set(steps.map((step) => step.step))].toSorted((a, b) => a - b).map(stepWords);
    const owed = Map.groupBy(
      steps,
      (step) =>
        `${names.owed({ kind: step.kind as Deadline['kind'], key: step.key })}, owed by ${names.team(step.ownerTeam)}`,
    );
    const lines = [...owed].map(([what, of]) => {
      const highest = of.reduce((max, step) => Math.max(max, step.step), 0);
      return `${what}: as far as ${stepWords(highest).toLowerCase()}`;
    });
    return {
      title: `Alarm: ${told.join(', ').toLowerCase()} told`,
      by: 'the sweep',
      when,
      datetime: steps[0]?.raisedAt ?? '',
      children: [
        ...lines.toSorted().map((line) => <p>{line}</p>),
        steps.some((step) => step.lateByOutage) ? <p>Late: no sweep ran when it fell due.</p> : null,
      ],
      problem: true,
    };
  });
}

function stepWords(step: number): string {
  return ladderStepWords[ladderSteps[step] ?? 'duty-desk'];
}
