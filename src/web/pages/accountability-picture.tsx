import { daysBetween, type Instant, londonDate, sayDate, sayInstant } from '../../domain/calendar/time.ts';
import { holderWords, type Names } from '../../domain/language/timeline.ts';
import type { Period } from '../../domain/responsibility/facts.ts';
import type { Gap } from '../../domain/responsibility/recount.ts';
import { Details } from '../components/content.tsx';
import { Table } from '../components/table.tsx';
import { lineOfTime } from './line-of-time.ts';

/** In pixels, as all that stands above one another is; what stands side by side is in percent (`lineOfTime`). */
const bandHeight = 42;
/** From here on the word of a gap would not fit before the right edge of a phone. */
const lateGap = 80;

/**
 * Accountability over time: one band for each team, gaps in red with the word. The sentences above it and the table beside it say
 * the same, a gap with its word among the rest, because a picture alone is for nobody who cannot see it. Where a panel asks who
 * answered, the table stands open; on the child's page the top says who answers now, and the table is folded.
 */
export function AccountabilityPicture<Shown extends Period>({
  periods,
  gaps,
  names,
  now,
  who,
}: {
  periods: readonly Shown[];
  gaps: readonly Gap[];
  names: Names;
  now: Instant;
  /** Who answered; where it is not said, whom the record named: somebody else may have stood in. */
  who?: (period: Shown) => string;
}) {
  const sayWho = who ?? (({ holder }: Shown) => holderWords(holder, names));
  const first = periods[0];
  if (!first) return <p>No team has answered for this child yet.</p>;
  const teams = [...new Set(periods.map((period) => period.holder.teamId))];
  const begins = [first, ...gaps].map((one) => one.from).toSorted()[0] ?? first.from;
  const place = lineOfTime(Date.parse(begins), Date.parse(now));
  const x = (at: Instant | null) => place(Date.parse(at ?? now));
  const across = (since: Instant, to: Instant | null) => ({
    x: `${x(since)}%`,
    width: `${Math.max(0.5, Math.round((x(to) - x(since)) * 100) / 100)}%`,
  });
  const height = teams.length * bandHeight + 48;
  const rows = inOrder(periods, gaps);
  const seen = gaps.length === 0 ? '' : ` It has ${gaps.length === 1 ? 'a gap' : `${gaps.length} gaps`}.`;
  return (
    <figure class="hh-bands">
      {gaps.map((gap) => (
        <p>
          <strong class="hh-overdue">Gap</strong>: {gapWords(gap)}.
        </p>
      ))}
      <svg
        height={height}
        role="img"
        aria-label={`Which team answered for the child, over time.${seen} The table below says the same in words.`}
        class="hh-bands__picture"
      >
        {periods.map((period) => {
          const row = teams.indexOf(period.holder.teamId);
          return (
            <rect
              {...across(period.from, period.to)}
              y={row * bandHeight + 26}
              height={12}
              class={`hh-bands__band hh-bands__band--${row % 4}`}
            />
          );
        })}
        {teams.map((teamId, row) => (
          <text x="0" y={row * bandHeight + 20} class="hh-bands__words">
            {names.team(teamId)}
          </text>
        ))}
        {gaps.map((gap) => (
          <>
            <rect {...across(gap.from, gap.to)} y={0} height={height - 30} class="hh-bands__gap" />
            <text
              x={`${x(gap.from) > lateGap ? x(gap.to) : x(gap.from)}%`}
              y={height - 34}
              class="hh-bands__gap-word"
              text-anchor={x(gap.from) > lateGap ? 'end' : 'start'}
            >
              GAP
            </text>
          </>
        ))}
        <text x="0" y={height - 8} class="hh-bands__words">
          {sayDate(londonDate(begins))}
        </text>
        <text x="100%" y={height - 8} class="hh-bands__words" text-anchor="end">
          Today
        </text>
      </svg>
      <figcaption class="nhsuk-u-visually-hidden">Accountability over time</figcaption>
      {who ? (
        <PeriodTable caption="Who answered, and when" rows={rows} sayWho={sayWho} now={now} />
      ) : (
        <Details summary={`The same in words: ${rows.length === 1 ? '1 line' : `${rows.length} lines`}`}>
          <PeriodTable caption="Whom the record named, and when" rows={rows} sayWho={sayWho} now={now} />
        </Details>
      )}
    </figure>
  );
}

type Row<Shown> = Shown | Gap;

function PeriodTable<Shown extends Period>({
  caption,
  rows,
  sayWho,
  now,
}: {
  caption: string;
  rows: readonly Row<Shown>[];
  sayWho: (period: Shown) => string;
  now: Instant;
}) {
  return (
    <Table
      caption={caption}
      captionSize="s"
      columns={[
        { head: 'Who', cell: (row: Row<Shown>) => (isGap(row) ? <NobodyThen /> : sayWho(row)) },
        { head: 'From', cell: (row: Row<Shown>) => sayDate(londonDate(row.from)) },
        {
          head: 'Until',
          cell: (row: Row<Shown>) => (row.to === null ? 'Now' : sayDate(londonDate(row.to))),
        },
        {
          head: 'Days',
          cell: (row: Row<Shown>) => daysBetween(londonDate(row.from), londonDate(row.to ?? now)),
          numeric: true,
        },
      ]}
      rows={rows}
      none=""
    />
  );
}

function isGap<Shown extends Period>(row: Row<Shown>): row is Gap {
  return 'minutes' in row;
}

/** Each gap stands before the period that ended it. */
function inOrder<Shown extends Period>(
  periods: readonly Shown[],
  gaps: readonly Gap[],
): readonly Row<Shown>[] {
  return [...periods, ...gaps].toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

function NobodyThen() {
  return <strong class="hh-overdue">GAP: nobody answered</strong>;
}

/** "nobody answered for this child from … to …, 43 minutes": with why, where an end was reversed (promise P2). */
function gapWords({ from, to, minutes, endReason }: Gap): string {
  const why = endReason === null ? '' : ', between an end and its reversal';
  return `nobody answered for this child from ${sayInstant(from)} to ${to === null ? 'now' : sayInstant(to)}, ${minutes} minutes${why}`;
}
