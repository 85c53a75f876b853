import { addMinutes, type Instant, londonDate, sayDate, sayDueFrom } from '../../domain/calendar/time.ts';
import { sayRule } from '../../domain/calendar/time-limits.ts';
import type { Deadline } from '../../domain/escalation/obligation.ts';
import type { Names } from '../../domain/language/timeline.ts';
import { priorityWords } from '../../domain/language/words.ts';
import { Details, Tag } from '../components/content.tsx';
import type { Size } from '../components/fields.tsx';
import { Table } from '../components/table.tsx';

function What({ words, beside }: { words: string; beside: string | null }) {
  if (beside === null) return <>{words}</>;
  return (
    <>
      {words}
      <br />
      {beside}
    </>
  );
}

/** What falls due after so many days asks nothing of anybody today. */
const soonDays = 28;

/**
 * What is owed, by whom and by when, the next first. Which row of the time limits gave each day is for whoever asks why: it is
 * folded away, as is what falls due in later weeks.
 */
export function OwedTable({
  caption,
  deadlines,
  names,
  now,
  none,
  beside = () => null,
}: {
  caption: string;
  deadlines: readonly Deadline[];
  names: Names;
  now: Instant;
  none: string;
  /** What is known of it without its being done, as that it is booked. */
  beside?: (deadline: Deadline) => string | null;
}) {
  const rows = deadlines.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  const soon = addMinutes(now, soonDays * 24 * 60);
  const first = rows.filter(({ dueAt }, place) => place === 0 || dueAt <= soon);
  const later = rows.slice(first.length);
  const table = (title: string, size: Size, lines: readonly Deadline[]) => (
    <Table
      caption={title}
      captionSize={size}
      columns={[
        {
          head: 'What',
          cell: (deadline: Deadline) => <What words={names.owed(deadline)} beside={beside(deadline)} />,
        },
        { head: 'Who owes it', cell: (deadline: Deadline) => names.team(deadline.ownerTeamId) },
        {
          head: 'By',
          cell: (deadline: Deadline) => (
            <>
              {deadline.dueAt <= now && (
                <>
                  <Tag colour="red">Overdue</Tag>{' '}
                </>
              )}
              {sayDueFrom(deadline.dueAt, now)}
            </>
          ),
        },
      ]}
      rows={lines}
      none={none}
    />
  );
  return (
    <>
      {table(caption, 'm', first)}
      {later[0] && (
        <Details summary={`Owed later: ${later.length}, the next by ${sayDate(londonDate(later[0].dueAt))}`}>
          {table('Owed later', 's', later)}
        </Details>
      )}
      {rows.length > 0 && (
        <Details summary={`Which time limit gave each of these days (${rows.length})`}>
          <ul class="nhsuk-list">
            {rows.map((deadline) => (
              <li>
                {`${names.owed(deadline)}: row ${deadline.row} of the time limits, ${priorityWords[deadline.column].toLowerCase()}, ${sayRule(deadline.ruleVersion, names.area)}`}
              </li>
            ))}
          </ul>
        </Details>
      )}
    </>
  );
}
