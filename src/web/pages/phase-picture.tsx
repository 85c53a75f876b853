import { addDays, type CivilDate, dayNumber, sayDate } from '../../domain/calendar/time.ts';
import type { PhaseCourse } from '../../domain/programme/course.ts';
import { phaseWords } from '../../domain/programme/visit-schedule.ts';
import { Table } from '../components/table.tsx';
import { lineOfTime } from './line-of-time.ts';

/** In pixels. Names of phases stand in two rows by turns: on a phone a short phase has a long name. */
const nameRow = 24;
const top = 52;
const line = top + 38;
const height = top + 94;

/** From here on the name of a phase would not fit before the right edge of a phone: it ends with its phase. */
const lateName = 70;

function PhaseName({ phase, x, late, y }: { phase: PhaseCourse; x: string; late: boolean; y: number }) {
  return (
    <text x={x} dx={late ? -4 : 4} y={y} class="hh-phases__name" text-anchor={late ? 'end' : 'start'}>
      {phaseWords[phase.phase]}
    </text>
  );
}

/**
 * The programme of one client on a line: pregnancy, infancy and toddlerhood, with the visits made, missed and still
 * expected. Each mark has a shape of its own, and the table beside it says the same in numbers.
 */
export function PhasePicture({ course, today }: { course: readonly PhaseCourse[]; today: CivilDate }) {
  const [first] = course;
  const last = course.at(-1);
  if (!first || !last) return <p>The phases follow from the expected date, which is not known.</p>;
  const place = lineOfTime(dayNumber(first.from), dayNumber(last.until));
  const x = (day: CivilDate) => `${place(dayNumber(day))}%`;
  const ahead = course.flatMap((phase) => phase.expected).filter((day) => day > today);
  const behind = course.flatMap((phase) => phase.expected).filter((day) => day <= today);
  return (
    <figure class="hh-phases">
      <svg
        height={height}
        role="img"
        aria-label="Visits made, missed and expected in each phase. The table below says the same in numbers."
        class="hh-phases__picture"
      >
        {course.map((phase, row) => (
          <>
            <rect
              x={x(phase.from)}
              y={top}
              width={`${Math.round((place(dayNumber(phase.until)) - place(dayNumber(phase.from))) * 100) / 100}%`}
              height={58}
              class={`hh-phases__phase hh-phases__phase--${row % 3}`}
            />
            <PhaseName
              phase={phase}
              x={place(dayNumber(phase.from)) > lateName ? x(phase.until) : x(phase.from)}
              late={place(dayNumber(phase.from)) > lateName}
              y={20 + (row % 2) * nameRow}
            />
          </>
        ))}
        {[...behind, ...ahead].map((day) => (
          <line x1={x(day)} x2={x(day)} y1={line + 10} y2={line + 18} class="hh-phases__expected" />
        ))}
        {course
          .flatMap((phase) => phase.done)
          .map((day) => (
            <circle cx={x(day)} cy={line} r={5} class="hh-phases__done" />
          ))}
        {course
          .flatMap((phase) => phase.missed)
          .map((day) => (
            <svg x={x(day)} y={line - 21} overflow="visible" class="hh-phases__missed">
              <path d="M-5 0l10 10m0 -10l-10 10" />
            </svg>
          ))}
        {today >= first.from && today < last.until && (
          <line x1={x(today)} x2={x(today)} y1={top - 2} y2={top + 62} class="hh-phases__today" />
        )}
        <text x="0" y={height - 8} class="hh-phases__date">
          {sayDate(first.from)}
        </text>
        <text x="100%" y={height - 8} class="hh-phases__date" text-anchor="end">
          {sayDate(last.until)}
        </text>
      </svg>
      <figcaption class="hh-phases__key">
        A dot is a visit made, a cross above it one missed, a short line below one that the programme expects.
        The long line is today.
      </figcaption>
      <Table
        caption="Visits by phase"
        captionSize="s"
        columns={[
          { head: 'Phase', cell: (phase: PhaseCourse) => phaseWords[phase.phase] },
          { head: 'From', cell: (phase: PhaseCourse) => sayDate(phase.from) },
          { head: 'Last day', cell: (phase: PhaseCourse) => sayDate(addDays(phase.until, -1)) },
          {
            head: 'Expected so far',
            cell: (phase: PhaseCourse) => phase.expected.filter((day) => day <= today).length,
            numeric: true,
          },
          { head: 'Made', cell: (phase: PhaseCourse) => phase.done.length, numeric: true },
          { head: 'Missed', cell: (phase: PhaseCourse) => phase.missed.length, numeric: true },
          {
            head: 'Still expected',
            cell: (phase: PhaseCourse) => phase.expected.filter((day) => day > today).length,
            numeric: true,
          },
        ]}
        rows={course}
        none="No phase has begun."
      />
    </figure>
  );
}
