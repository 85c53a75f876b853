import type { ListedChild, NamedChild } from '../../application/readings.ts';
import { daysBetween, type Instant, londonDate, sayDate, sayInstant } from '../../domain/calendar/time.ts';
import { type ObligationKind, obligationWords } from '../../domain/escalation/obligations.ts';
import type { Names } from '../../domain/language/timeline.ts';
import {
  type HandoverStateName,
  handoverStateWords,
  priorities,
  priorityWords,
} from '../../domain/language/words.ts';
import { Tag, type TagColour } from '../components/content.tsx';
import { Table } from '../components/table.tsx';
import { pagePaths } from './page-paths.ts';

const priorityColours: readonly TagColour[] = ['grey', 'yellow', 'red'];

/** Priority as a word in a tag; colour only underlines it. */
export function PriorityTag({ rank }: { rank: number | null }) {
  const name = rank === null ? undefined : priorities[rank];
  return name ? (
    <Tag colour={priorityColours[rank ?? 0]}>{priorityWords[name]}</Tag>
  ) : (
    <span>No handover</span>
  );
}

/** The name of a child in a list; an unborn child is said as such. */
export function nameOf(
  child: Pick<ListedChild, 'givenName' | 'familyName' | 'bornOn'> & { readonly client?: boolean },
): string {
  const name = `${child.givenName} ${child.familyName}`.trim();
  if (child.client) return `Client ${name}`;
  return child.bornOn === null ? `Unborn child ${name}`.trim() : name;
}

/** The record of a child, or of a client of the programme, who is listed beside children. */
export function recordOf(personId: string, child: NamedChild): string {
  return child?.client ? pagePaths.client(personId) : pagePaths.child(personId);
}

/** The name, and the reference by which mail speaks of the child; the reference alone where the reader may not see the record. */
export function nameAndReference(personId: string, child: NamedChild): string {
  const reference = personId.slice(0, 8);
  return child ? `${nameOf(child)} (${reference})` : `Child ${reference}`;
}

/** How long the child has not been seen, in words. */
export function unseenWords(lastSeenOn: string | null, now: Instant): string {
  if (lastSeenOn === null) return 'Never seen here';
  const days = daysBetween(lastSeenOn, londonDate(now));
  return days === 0 ? 'Seen today' : `${days} ${days === 1 ? 'day' : 'days'} unseen`;
}

/** When something is due, in words; overdue is a word, not only a colour. */
function Due({ owed, dueAt, now }: { owed: string | null; dueAt: Instant | null; now: Instant }) {
  if (owed === null || dueAt === null) return <span>Nothing owed by your team</span>;
  const words = obligationWords[owed as ObligationKind];
  return dueAt <= now ? (
    <span>
      <strong class="hh-overdue">Overdue</strong> {words}: was due {sayInstant(dueAt)}
    </span>
  ) : (
    <span>
      {words} by {sayInstant(dueAt)}
    </span>
  );
}

/** A list of children, what matters first. The order is the database's; the words are here. */
export function ChildList({
  caption,
  lines,
  names,
  now,
  none,
  sides = 'both',
}: {
  caption: string;
  lines: readonly ListedChild[];
  names: Names;
  now: Instant;
  none: string;
  /** Arrivals all come to one team, which need not be said on each line. */
  sides?: 'both' | 'from';
}) {
  return (
    <Table
      caption={caption}
      captionSize="m"
      columns={[
        {
          head: 'Child',
          cell: (child: ListedChild) => (
            <a
              href={
                child.client
                  ? pagePaths.client(child.personId)
                  : child.handoverId
                    ? pagePaths.handover(child.personId, child.handoverId)
                    : pagePaths.child(child.personId)
              }
            >
              {nameOf(child)}
            </a>
          ),
        },
        {
          head: 'Born',
          cell: (child: ListedChild) =>
            child.bornOn
              ? sayDate(child.bornOn)
              : child.expectedOn
                ? `Due ${sayDate(child.expectedOn)}`
                : 'Not known',
        },
        { head: 'Priority', cell: (child: ListedChild) => <PriorityTag rank={child.priority} /> },
        {
          head: 'State',
          cell: (child: ListedChild) =>
            child.handoverState
              ? handoverStateWords[child.handoverState as HandoverStateName]
              : 'No handover',
        },
        {
          head: sides === 'from' ? 'From' : 'From and to',
          cell: (child: ListedChild) =>
            sides === 'from' && child.releasingTeam
              ? names.team(child.releasingTeam)
              : child.releasingTeam && child.receivingTeam
                ? `${names.team(child.releasingTeam)} to ${names.team(child.receivingTeam)}`
                : names.team(child.holderTeam ?? ''),
        },
        { head: 'Seen', cell: (child: ListedChild) => unseenWords(child.lastSeenOn, now) },
        {
          head: 'Next',
          cell: (child: ListedChild) => <Due owed={child.owed} dueAt={child.dueAt} now={now} />,
        },
      ]}
      rows={lines}
      none={none}
    />
  );
}
