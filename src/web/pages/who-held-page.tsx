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
import type { DatedDirectory, Past, Turn } from '../../domain/directory/directory.ts';
import { holderWords, type Names, namesOf, tellFact } from '../../domain/language/timeline.ts';
import { gapMinutes, gapsIn, recountPeriods, reversedMinutes } from '../../domain/responsibility/recount.ts';
import { type Stretch, stretchesOf } from '../../domain/responsibility/stretches.ts';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import { AccountabilityPicture } from './accountability-picture.tsx';
import { AtDesk } from './at-desk.tsx';
import { type DayAsked, DayFaults, DayQuestion, dayAsked } from './day-asked.tsx';
import { Frame } from './frame.tsx';
import { pagePaths } from './page-paths.ts';
import { Top } from './record-top.tsx';
import type { Asked } from './route.ts';

/** What the page is made from: the day, what the directory said before, and who was at the desks of the teams that held the child. */
type WhoHeld = {
  readonly day: DayAsked;
  readonly past: readonly Past[];
  readonly desks: readonly { readonly teamId: string; readonly turns: readonly Turn[] }[];
};

/** Reads that for the day asked for. A team outside the network has no desk of ours. */
export async function readWhoHeld(asked: Asked, { facts }: ReadChild, deps: WebDeps): Promise<WhoHeld> {
  const day = dayAsked(asked);
  const held = onThat(recountPeriods(facts), day.on).filter(({ holder }) => holder.outsideName === null);
  const teams = [...new Set(held.map(({ holder }) => holder.teamId))];
  const [past, ...desks] = await Promise.all([
    deps.readings.directoryPast(),
    ...teams.map(async (teamId) => ({ teamId, turns: await deps.readings.turnsOn(teamId, day.on) })),
  ]);
  return { day, past, desks };
}

/** Who was accountable on a given day: one page for a panel, with facts, times, sources and gap minutes. */
export function WhoHeldPage({
  asked,
  child,
  deps,
  known: { day, past, desks },
}: {
  asked: Asked;
  child: ReadChild;
  deps: WebDeps;
  known: WhoHeld;
}) {
  const names = namesOf(deps.directory());
  const { on } = day;
  const dated = { directory: deps.directory(), past };
  const periods = answeredIn(child.facts, dated, { knowing: 'now', until: asked.now });
  const gaps = gapsIn(child.facts, asked.now);
  const dayEnds = londonInstant(addDays(on, 1), 0);
  const knownThen = child.facts.filter(({ recordedAt }) => londonDate(recordedAt) <= on);
  const asKnownNow = onThat(periods, on);
  const asKnownThen = onThat(answeredIn(knownThen, dated, { knowing: 'then', until: dayEnds }), on);
  const back = { href: pagePaths.child(child.personId), text: 'The child' };
  return (
    <Frame asked={asked} title="Who was accountable" back={back} errors={day.errors.length > 0}>
      <DayFaults day={day} />
      <h1 class="nhsuk-u-visually-hidden">Who was accountable</h1>
      <Top asked={asked} child={child} deps={deps} current={pagePaths.whoHeld(child.personId)} />
      <DayQuestion action={pagePaths.whoHeld(child.personId)} day={day} />
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
      {desks.map(({ teamId, turns }) => (
        <AtDesk teamId={teamId} on={on} turns={turns} directory={dated.directory} />
      ))}
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

function onThat<Held extends Pick<Stretch, 'from' | 'to'>>(
  periods: readonly Held[],
  on: CivilDate,
): readonly Held[] {
  return periods.filter(
    (period) => londonDate(period.from) <= on && (period.to === null || londonDate(period.to) >= on),
  );
}

/** Whether what is known now of that day is the same as what was known then. */
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
