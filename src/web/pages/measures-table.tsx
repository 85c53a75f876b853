import type { MeasureLine } from '../../application/caseload-readings.ts';
import { nearestFive } from '../../domain/language/small-numbers.ts';
import { goals, type Measure, measures, percent, reached } from '../../domain/programme/measures.ts';
import { Bar } from '../components/bar.tsx';
import { Tag } from '../components/content.tsx';
import { Table } from '../components/table.tsx';

/**
 * The goals of the programme, each with the number of clients behind it; what is too small to show is said as such. A board reads
 * every number to the nearest five: two measures of one group differ by fewer than five clients (P12).
 */
export function MeasuresTable({
  caption,
  lines,
  board = false,
}: {
  caption: string;
  lines: readonly MeasureLine[];
  board?: boolean;
}) {
  const told = (n: number) => (board ? nearestFive(n) : n);
  const rows = measures.flatMap((measure) => {
    const line = lines.find((one) => one.measure === measure);
    return line ? [{ measure, line }] : [];
  });
  type Row = { readonly measure: Measure; readonly line: MeasureLine };
  return (
    <Table
      caption={caption}
      captionSize="m"
      columns={[
        { head: 'Measure', cell: ({ measure }: Row) => goals[measure].words },
        {
          head: 'Now',
          cell: ({ measure, line }: Row) => (
            <>
              {shareWords(line, told)}
              <ShareBar line={line} goal={goals[measure].goal} told={told} />
            </>
          ),
          numeric: true,
        },
        {
          head: 'Goal',
          cell: ({ measure }: Row) =>
            `${goals[measure].atMost ? 'At most' : 'At least'} ${goals[measure].goal}%`,
        },
        {
          head: 'Clients behind it',
          cell: ({ line }: Row) => (line.clients === null ? 'Too few to show' : told(line.clients)),
          numeric: true,
        },
        { head: 'Reached', cell: ({ measure, line }: Row) => <Reached measure={measure} line={line} /> },
      ]}
      rows={rows}
      none="There is nothing to measure yet."
    />
  );
}

function shareWords({ part, whole }: MeasureLine, told: (n: number) => number): string {
  const share = percent(part, whole);
  if (share === null || part === null || whole === null) return 'Not shown';
  return `${told(share)}% (${told(part)} of ${told(whole)})`;
}

/** The share that the words say, beside its goal; nothing where the words say none. */
function ShareBar({ line, goal, told }: { line: MeasureLine; goal: number; told: (n: number) => number }) {
  const share = percent(line.part, line.whole);
  return share !== null && <Bar percent={told(share)} goal={goal} />;
}

function Reached({ measure, line }: { measure: Measure; line: MeasureLine }) {
  const is = reached(goals[measure], line.part, line.whole);
  if (is === null) return <>Not shown</>;
  return is ? <Tag colour="green">Yes</Tag> : <Tag colour="orange">Not yet</Tag>;
}
