import type { ReadClient } from '../../application/client-readings.ts';
import type { ReadChild } from '../../application/readings.ts';
import { minutesBetween, sayInstant } from '../../domain/calendar/time.ts';
import { moveDeadlines } from '../../domain/child/evolve.ts';
import type { ChildFact, StoredFact } from '../../domain/child/facts.ts';
import type { Deadline } from '../../domain/escalation/obligations.ts';
import { type ClientNames, isTold, tellClientFact } from '../../domain/language/client-timeline.ts';
import { tellDeadlines } from '../../domain/language/deadline-timeline.ts';
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
export function entryOf(
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

/** Every fact as words, newest first. */
export function timelineOf(child: ReadChild, names: Names): readonly TimelineItem[] {
  // What is newer in the stream comes first, also among facts of one instant.
  return [...alarmsOf(child, names), ...factsAsEntries(child.facts, names).toReversed()].toSorted((a, b) =>
    a.datetime < b.datetime ? 1 : a.datetime > b.datetime ? -1 : 0,
  );
}

/** The deadlines that a command moved fold below what it did; those that moved by themselves, as by other rules, are an entry. */
function factsAsEntries(facts: readonly StoredFact[], names: Names): readonly TimelineItem[] {
  const entries: { readonly commandId: string; readonly item: TimelineItem }[] = [];
  let stood: Readonly<Record<string, Deadline>> = {};
  for (const stored of facts) {
    const { fact, commandId } = stored;
    const moved = fact.type === 'DeadlinesMoved';
    const words = moved ? tellDeadlines(fact, stood, names) : tellFact(fact, names);
    if (moved) stood = moveDeadlines(stood, fact.set, fact.met);
    const last = entries.at(-1);
    if (moved && last?.commandId === commandId)
      entries[entries.length - 1] = { commandId, item: withFold(last.item, words) };
    else {
      const item = { ...entryOf(stored, words, names), problem: problems.has(fact.type) };
      entries.push({ commandId, item });
    }
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
  const newer = child.facts.filter(
    (stored) => stored.version > version && stored.fact.type !== 'DeadlinesMoved',
  );
  return newer.map((stored) => entryOf(stored, tellFact(stored.fact, names), names));
}

/** The same of a client. */
export function newerFactsOfClient(
  client: ReadClient,
  version: number,
  names: ClientNames,
): readonly TimelineItem[] {
  const newer = client.facts.filter((stored) => stored.version > version && isTold(stored.fact));
  return newer.map((stored) => entryOf(stored, tellClientFact(stored.fact, names), names));
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
