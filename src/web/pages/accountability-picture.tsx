import { daysBetween, type Instant, londonDate, sayDate } from '../../domain/calendar/time.ts';
import { holderWords, type Names } from '../../domain/language/timeline.ts';
import type { Period } from '../../domain/responsibility/facts.ts';
import { gapsBetween } from '../../domain/responsibility/recount.ts';
import { Table } from '../components/table.tsx';

const width = 720;
const bandHeight = 42;
const left = 12;

/**
 * Accountability over time: one band for each team, gaps in red with the word. The table beside it says the same,
 * because a picture alone is for nobody who cannot see it.
 */
export function AccountabilityPicture({
  periods,
  names,
  now,
}: {
  periods: readonly Period[];
  names: Names;
  now: Instant;
}) {
  const first = periods[0];
  if (!first) return <p>No team has answered for this child yet.</p>;
  const teams = [...new Set(periods.map((period) => period.holder.teamId))];
  const from = Date.parse(first.from);
  const span = Math.max(1, Date.parse(now) - from);
  const x = (at: Instant) => left + Math.round(((Date.parse(at) - from) / span) * (width - 2 * left));
  const gaps = gapsBetween(periods);
  const height = teams.length * bandHeight + 48;
  return (
    <figure class="hh-bands">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label="Which team answered for the child, over time. The table below says the same in words."
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
              width={Math.max(4, x(gap.to) - x(gap.from))}
              height={height - 30}
              class="hh-bands__gap"
            />
            <text x={x(gap.from)} y={height - 34} class="hh-bands__gap-word">
              GAP
            </text>
          </>
        ))}
        <text x={left} y={height - 8} class="hh-bands__date">
          {sayDate(londonDate(first.from))}
        </text>
        <text x={width - left} y={height - 8} class="hh-bands__date" text-anchor="end">
          Today
        </text>
      </svg>
      <figcaption class="nhsuk-u-visually-hidden">Accountability over time</figcaption>
      <Table
        caption="Who answered, and when"
        captionSize="s"
        columns={[
          { head: 'Who', cell: (period: Period) => holderWords(period.holder, names) },
          { head: 'From', cell: (period: Period) => sayDate(londonDate(period.from)) },
          {
            head: 'Until',
            cell: (period: Period) => (period.to === null ? 'Now' : sayDate(londonDate(period.to))),
          },
          {
            head: 'Days',
            cell: (period: Period) => daysBetween(londonDate(period.from), londonDate(period.to ?? now)),
            numeric: true,
          },
        ]}
        rows={periods}
        none="Nobody has answered for this child yet."
      />
    </figure>
  );
}
