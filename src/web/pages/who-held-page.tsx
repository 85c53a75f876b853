import type { ReadChild } from '../../application/readings.ts';
import {
  addDays,
  type CivilDate,
  londonDate,
  londonInstant,
  sayDue,
  sayDueDay,
} from '../../domain/calendar/time.ts';
import type { StoredFact } from '../../domain/child/facts.ts';
import type { DatedDirectory, Past } from '../../domain/directory/directory.ts';
import { holderWords, type Names, namesOf, tellFact } from '../../domain/language/timeline.ts';
import { gapMinutes, gapsIn, recountPeriods, reversedMinutes } from '../../domain/responsibility/recount.ts';
import { type Stretch, stretchesOf } from '../../domain/responsibility/stretches.ts';
import { QueryForm } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import { Faults, Questions } from '../components/questions.tsx';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import { boxesOfDate } from '../forms/client-form.ts';
import { type Field, readForm } from '../forms/fields.ts';
import { AccountabilityPicture } from './accountability-picture.tsx';
import { Frame } from './frame.tsx';
import { pagePaths } from './page-paths.ts';
import { Top } from './record-top.tsx';
import type { Asked } from './route.ts';

const dayField: Field = { kind: 'date', name: 'on', label: 'On which day?', asks: 'the day' };

/** Who was accountable on a given day: one page for a panel, with facts, times, sources and gap minutes. */
export function WhoHeldPage({
  asked,
  child,
  deps,
  past,
}: {
  asked: Asked;
  child: ReadChild;
  deps: WebDeps;
  past: readonly Past[];
}) {
  const names = namesOf(deps.directory());
  const today = londonDate(asked.now);
  const typed = 'on-day' in asked.query ? asked.query : boxesOfDate('on', today);
  const read = readForm([dayField], typed);
  const given = read.ok ? read.answers.text('on') : today;
  const toCome = given > today;
  const errors = read.ok
    ? toCome
      ? [
          {
            name: dayField.name,
            says: 'The day must be today or before it: nobody knows yet who will answer',
          },
        ]
      : []
    : read.errors;
  // A day that is none, or is to come, is said to be wrong; the page then shows today, and says so.
  const on = toCome ? today : given;
  const dated = { directory: deps.directory(), past };
  const periods = answeredIn(child.facts, dated, { knowing: 'now', until: asked.now });
  const gaps = gapsIn(child.facts, asked.now);
  const dayEnds = londonInstant(addDays(on, 1), 0);
  const knownThen = child.facts.filter(({ recordedAt }) => londonDate(recordedAt) <= on);
  const asKnownNow = onThat(periods, on);
  const asKnownThen = onThat(answeredIn(knownThen, dated, { knowing: 'then', until: dayEnds }), on);
  const back = { href: pagePaths.child(child.personId), text: 'The child' };
  return (
    <Frame asked={asked} title="Who was accountable" back={back} errors={errors.length > 0}>
      <Faults fields={[dayField]} errors={errors} />
      <h1 class="nhsuk-u-visually-hidden">Who was accountable</h1>
      <Top asked={asked} child={child} deps={deps} current={pagePaths.whoHeld(child.personId)} />
      <QueryForm action={pagePaths.whoHeld(child.personId)}>
        <Questions fields={[dayField]} typed={typed} errors={errors} />
        <Button variant="secondary" small>
          Show that day
        </Button>
      </QueryForm>
      <Accountable
        caption={`Accountable on ${sayDueDay(on)}, as known now`}
        periods={asKnownNow}
        facts={child.facts}
        names={names}
        still="Now"
      />
      {sameAnswers(asKnownNow, asKnownThen) ? (
        <p>{`As known then, at the end of ${sayDueDay(on)}: the same.`}</p>
      ) : (
        <Accountable
          caption={`As known then, at the end of ${sayDueDay(on)}`}
          periods={asKnownThen}
          facts={knownThen}
          names={names}
          still="Not ended by then"
        />
      )}
      <Nobody unexplained={gapMinutes(gaps)} reversed={reversedMinutes(gaps)} />
      <AccountabilityPicture
        periods={periods}
        gaps={gaps}
        names={names}
        now={asked.now}
        who={(stretch) => whoAnswered(stretch, names)}
      />
    </Frame>
  );
}

/** The same number as everywhere; what an end in error left stands beside it, since the picture below shows it as a gap. */
function Nobody({ unexplained, reversed }: { unexplained: number; reversed: number }) {
  return (
    <p>
      Minutes with nobody accountable, from the first fact about the child on: <strong>{unexplained}</strong>
      {reversed > 0 && `, besides ${reversed} between an end and its reversal`}.
    </p>
  );
}

/** The periods, each as it was answered for. */
function answeredIn(
  facts: readonly StoredFact[],
  dated: DatedDirectory,
  known: Parameters<typeof stretchesOf>[2],
): readonly Stretch[] {
  return recountPeriods(facts).flatMap((period) => stretchesOf(period, dated, known));
}

/** Who it was, and the team; the reason goes beside it where the record named somebody else, or nobody. */
function whoAnswered({ answered, holder }: Stretch, names: Names): string {
  return answered === null ? holderWords(holder, names) : `${answered.name} (${names.team(holder.teamId)})`;
}

function onThat(periods: readonly Stretch[], on: CivilDate): readonly Stretch[] {
  return periods.filter(
    (period) => londonDate(period.from) <= on && (period.to === null || londonDate(period.to) >= on),
  );
}

/** Nothing that was recorded or learnt since says otherwise of that day. */
function sameAnswers(now: readonly Stretch[], then: readonly Stretch[]): boolean {
  const said = (stretches: readonly Stretch[]) =>
    JSON.stringify(stretches.map(({ holder, answered, from, to }) => [holder, answered, from, to]));
  return said(now) === said(then);
}

const movers: readonly string[] = [
  'TakenOn',
  'AccountabilityPassed',
  'PractitionerNamed',
  'AccountabilityEnded',
  'EndReversed',
];

/** Who answered on that day, with the facts that say so. */
function Accountable({
  caption,
  periods,
  facts,
  names,
  still,
}: {
  caption: string;
  periods: readonly Stretch[];
  facts: readonly StoredFact[];
  names: Names;
  still: string;
}) {
  const sourceOf = (at: string) =>
    facts.filter((stored) => stored.recordedAt === at && movers.includes(stored.fact.type));
  return (
    <Table
      caption={caption}
      captionSize="m"
      columns={[
        { head: 'Who', cell: (period) => whoAnswered(period, names) },
        {
          head: 'Because',
          cell: ({ answered }) => answered?.why ?? 'A team outside the network took the child by call-back',
        },
        { head: 'From', cell: (period) => sayDue(period.from) },
        { head: 'Until', cell: (period) => (period.to ? sayDue(period.to) : still) },
        {
          head: 'Source',
          cell: (period) => {
            const sources = sourceOf(period.from);
            if (sources.length === 0) return 'The directory, as it stood from then on';
            return sources.map((stored) => (
              <p>{`${tellFact(stored.fact, names).says}. Recorded by ${names.person(stored.by.practitionerId)} on ${sayDue(stored.recordedAt)}`}</p>
            ));
          },
        },
      ]}
      rows={periods}
      none={`${caption}: the child was not in the care of the network.`}
    />
  );
}
