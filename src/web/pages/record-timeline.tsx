import type { ReadClient } from '../../application/client-readings.ts';
import type { ReadChild } from '../../application/readings.ts';
import { minutesBetween, sayInstant } from '../../domain/calendar/time.ts';
import type { ChildFact, StoredFact } from '../../domain/child/facts.ts';
import type { Deadline } from '../../domain/escalation/obligations.ts';
import { type ClientNames, isTold, tellClientFact } from '../../domain/language/client-timeline.ts';
import { type Names, tellFact } from '../../domain/language/timeline.ts';
import type { Told } from '../../domain/language/told.ts';
import { ladderSteps, ladderStepWords } from '../../domain/language/words.ts';
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

/** Every fact as words, newest first. The clocks have their own table and are left out here. */
export function timelineOf(child: ReadChild, names: Names): readonly TimelineItem[] {
  const facts = child.facts
    .filter((stored) => stored.fact.type !== 'DeadlinesMoved')
    .map((stored) => ({
      ...entryOf(stored, tellFact(stored.fact, names), names),
      problem: problems.has(stored.fact.type),
    }));
  // What is newer in the stream comes first, also among facts of one instant.
  return [...alarmsOf(child, names), ...facts.toReversed()].toSorted((a, b) =>
    a.datetime < b.datetime ? 1 : a.datetime > b.datetime ? -1 : 0,
  );
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
