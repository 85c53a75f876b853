import type {
  BulkCounts,
  ClientCounts,
  ClientStanding,
  Standing,
} from '../../application/bulk/bulk-store.ts';
import { lineResultWords } from '../../domain/bulk/bulk-handover.ts';
import { clientLineWords } from '../../domain/bulk/client-step.ts';
import { withoutSmall } from '../../domain/language/small-numbers.ts';
import { Table } from '../components/table.tsx';

export const standingWords: Readonly<Record<Standing, string>> = {
  ...lineResultWords,
  'to-do': 'Not looked at yet',
};

export const clientStandingWords: Readonly<Record<ClientStanding, string>> = {
  ...clientLineWords,
  'at-go': 'Waits for the decision to go',
  'to-do': 'Not looked at yet',
};

/** From what is done to what is not: the order of the bar and of the table. */
const inOrder: readonly Standing[] = [
  'passed',
  'named',
  'stays',
  'accepted',
  'offered',
  'prepared',
  'waits',
  'open-already',
  'declined',
  'refused',
  'stopped',
  'to-do',
];

const width = 720;
const height = 36;

/**
 * How far a bulk handover is: one bar, and a table that says the same in words. Numbers below five are not shown to those
 * who may see counts only (promise P12); nor are the bar and the sum, from which they could be worked out.
 */
export function BulkProgress({ counts, masked }: { counts: BulkCounts; masked: boolean }) {
  const parts = inOrder.map((standing) => ({ standing, n: counts[standing] ?? 0 })).filter(({ n }) => n > 0);
  const total = parts.reduce((sum, { n }) => sum + n, 0);
  let x = 0;
  return (
    <figure class="hh-progress">
      {!masked && total > 0 && (
        <svg
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label="How the children of this bulk handover stand. The table below says the same in words."
          preserveAspectRatio="none"
          class="hh-progress__picture"
        >
          {parts.map(({ standing, n }) => {
            const start = x;
            x += (n / total) * width;
            return (
              <rect
                x={start.toFixed(1)}
                y={0}
                width={Math.max(2, x - start).toFixed(1)}
                height={height}
                class={`hh-progress__part hh-progress__part--${standing}`}
              />
            );
          })}
        </svg>
      )}
      <figcaption class="nhsuk-u-visually-hidden">How the children stand</figcaption>
      <Table
        caption={masked ? 'How the children stand' : `How the children stand: ${total} in all`}
        captionSize="m"
        columns={[
          {
            head: 'Standing',
            cell: ({ standing }) => (
              <>
                <span class={`hh-progress__key hh-progress__key--${standing}`} aria-hidden="true" />{' '}
                {standingWords[standing]}
              </>
            ),
          },
          { head: 'Children', cell: ({ n }) => shown(n, masked), numeric: true },
        ]}
        rows={parts}
        none="The children are being listed. Look again in a moment."
      />
    </figure>
  );
}

/** Clients who have no child in the bulk handover, and lines of their own; nothing where there are none. */
export function ClientProgress({ counts, masked }: { counts: ClientCounts; masked: boolean }) {
  const rows = (Object.keys(clientStandingWords) as readonly ClientStanding[])
    .map((standing) => ({ standing, n: counts[standing] ?? 0 }))
    .filter(({ n }) => n > 0);
  if (rows.length === 0) return null;
  return (
    <Table
      caption="Clients of whom no child is left to hand over"
      captionSize="m"
      columns={[
        { head: 'Standing', cell: ({ standing }) => clientStandingWords[standing] },
        { head: 'Clients', cell: ({ n }) => shown(n, masked), numeric: true },
      ]}
      rows={rows}
      none=""
    />
  );
}

/** A small number may say who it is. */
export function shown(count: number, masked: boolean): string {
  return masked ? withoutSmall(count) : String(count);
}
