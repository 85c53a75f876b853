import { daysBetween, type Instant, londonDate, sayDate, sayInstant } from '../../domain/calendar/time.ts';
import { holderWords, type Names } from '../../domain/language/timeline.ts';
import type { Period } from '../../domain/responsibility/facts.ts';
import type { Gap } from '../../domain/responsibility/recount.ts';
import { Table } from '../components/table.tsx';

const width = 720;
const bandHeight = 42;
const left = 12;
/** So much room the word of a gap takes at the right edge. */
const wordWidth = 48;

/**
 * Accountability over time: one band for each team, gaps in red with the word. The sentences above it and the table beside it say
 * the same, a gap with its word among the rest, because a picture alone is for nobody who cannot see it.
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
  const from = Date.parse(begins);
  const span = Math.max(1, Date.parse(now) - from);
  const x = (at: Instant) => left + Math.round(((Date.parse(at) - from) / span) * (width - 2 * left));
  const height = teams.length * bandHeight + 48;
  const seen = gaps.length === 0 ? '' : ` It has ${gaps.length === 1 ? 'a gap' : `${gaps.length} gaps`}.`;
  return (
    <figure class="hh-bands">
      {gaps.map((gap) => (
        <p>
          <strong class="hh-overdue">Gap</strong>: {gapWords(gap)}.
        </p>
      ))}
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`Which team answered for the child, over time.${seen} The table below says the same in words.`}
        class="hh-bands__picture"
      >
        {periods.map((period) => {
          const row = teams.indexOf(period.holder.teamId);
          const start = x(period.from);
          const end = period.to === null ? x(now) : x(period.to);
          return (
            <rect
              x={start}
              y={row * bandHeight + 26}
              width={Math.max(3, end - start)}
              height={12}
              class={`hh-bands__band hh-bands__band--${row % 4}`}
            />
          );
        })}
        {teams.map((teamId, row) => (
          <text x={left} y={row * bandHeight + 20} class="hh-bands__team">
            {names.team(teamId)}
          </text>
        ))}
        {gaps.map((gap) => (
          <>
            <rect
              x={x(gap.from)}
              y={0}
              width={Math.max(4, x(gap.to ?? now) - x(gap.from))}
              height={height - 30}
              class="hh-bands__gap"
            />
            <text x={Math.min(x(gap.from), width - wordWidth)} y={height - 34} class="hh-bands__gap-word">
              GAP
            </text>
          </>
        ))}
        <text x={left} y={height - 8} class="hh-bands__date">
          {sayDate(londonDate(begins))}
        </text>
        <text x={width - left} y={height - 8} class="hh-bands__date" text-anchor="end">
          Today
        </text>
      </svg>
      <figcaption class="nhsuk-u-visually-hidden">Accountability over time</figcaption>
      <Table
        caption={who ? 'Who answered, and when' : 'Whom the record named, and when'}
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
        rows={inOrder(periods, gaps)}
        none="Nobody has answered for this child yet."
      />
    </figure>
  );
}

type Row<Shown> = Shown | Gap;

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
