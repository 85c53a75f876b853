import type { Board, ChildOfClient } from '../../application/caseload-readings.ts';
import type { ListedClient } from '../../application/client-readings.ts';
import { type CivilDate, londonDate, sayDate, sayDay, sayDue, sayTime } from '../../domain/calendar/time.ts';
import { nameOfHers } from '../../domain/language/client-timeline.ts';
import { askedWords } from '../../domain/language/refused-by-child.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import {
  type BoardReason,
  boardReasons,
  daysUnseen,
  reasonsFor,
  unseenTooLong,
  visitThisWeek,
} from '../../domain/programme/board.ts';
import { caseloadStatuses } from '../../domain/programme/caseload.ts';
import { CardGroup, CountCard } from '../components/content.tsx';
import { type Column, Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import type { Child } from '../html/jsx-runtime.ts';
import { ClientList, onBoard } from './client-list.tsx';
import { Frame } from './frame.tsx';
import { pagePaths } from './page-paths.ts';
import { type Answered, type Asked, page } from './route.ts';

type BoardList = BoardReason | 'all';

type BoardProps = {
  readonly board: Board;
  readonly deps: WebDeps;
  readonly today: CivilDate;
  /** The page whose lists these are. */
  readonly here: string;
  /** The families of several nurses: each row names hers. */
  readonly team?: true;
};

/** A family with the reasons why it stands on the board, and her children by whose records some of them are. */
type Row = {
  readonly client: ListedClient;
  readonly reasons: readonly BoardReason[];
  readonly children: readonly ChildOfClient[];
  readonly refused: Board['refused'];
};

const listWords: Readonly<Record<BoardList, string>> = {
  refused: 'A child’s own record did not follow',
  week: 'Visits this week',
  overdue: 'Visits overdue',
  unseen: 'Families with a child not seen in time',
  missed: 'Missed their last visit',
  graduating: 'Graduating within six months',
  left: 'Left, and the child is still held here',
  all: 'All families',
};

const noneWords: Readonly<Record<BoardList, string>> = {
  refused: 'Each child’s own record has followed.',
  week: 'No visit is due this week.',
  overdue: 'No visit is overdue.',
  unseen: 'Every child has been seen in time.',
  missed: 'Nobody missed the last visit.',
  graduating: 'Nobody graduates within six months.',
  left: 'No child waits for its handover.',
  all: 'There are no families.',
};

const lists: readonly BoardList[] = [...boardReasons, 'all'];

/** The list that an address asks for, if it is one of the board's. */
export function askedList(show: string | undefined): BoardList | null {
  return lists.find((list) => list === show) ?? null;
}

/** Made once for a board: a page asks several times. */
const rowsOfBoards = new WeakMap<Board, readonly Row[]>();

function rowsOf({ board, today }: BoardProps): readonly Row[] {
  const made = rowsOfBoards.get(board) ?? newRows(board, today);
  rowsOfBoards.set(board, made);
  return made;
}

function newRows(board: Board, today: CivilDate): readonly Row[] {
  const children = Map.groupBy(board.children, (child) => child.clientId);
  return board.clients.map((client) => {
    const hers = children.get(client.personId) ?? [];
    const refused = board.refused.filter(({ clientId }) => clientId === client.personId);
    const reasons = reasonsFor(onBoard(client), hers, today, refused.length > 0);
    return { client, children: hers, refused, reasons };
  });
}

function inList(list: BoardList): (row: Row) => boolean {
  return ({ client, reasons }) =>
    list === 'all' ? caseloadStatuses.includes(client.status) : reasons.includes(list);
}

/** How many families stand in each list; each number opens its list. */
export function BoardCounts(props: BoardProps) {
  const rows = rowsOf(props);
  return (
    <CardGroup>
      {lists.map((list) => (
        <CountCard
          count={rows.filter(inList(list)).length}
          label={listWords[list]}
          href={`${props.here}?show=${list}`}
        />
      ))}
    </CardGroup>
  );
}

/** A page with one of the lists, whole: each row says all its reasons. */
export function oneList(asked: Asked, list: BoardList, props: BoardProps): Answered {
  const rows = rowsOf(props).filter(inList(list));
  const words = listWords[list];
  const back = { href: props.here, text: props.team ? 'Programme team' : 'Caseload' };
  return page(
    <Frame asked={asked} title={words} back={back}>
      <h1 class="nhsuk-heading-l">{words}</h1>
      {list === 'week' && <WeekTable {...props} rows={rows} />}
      {list === 'all' && (
        <ClientList
          caption={countOf(rows)}
          clients={rows.map(({ client }) => client)}
          names={namesOf(props.deps.directory())}
          today={props.today}
          none={noneWords.all}
        />
      )}
      {list !== 'week' && list !== 'all' && (
        <ReasonTable {...props} rows={rows} caption={countOf(rows)} none={noneWords[list]} />
      )}
    </Frame>,
  );
}

function countOf(rows: readonly Row[]): string {
  return rows.length === 1 ? '1 family' : `${rows.length} families`;
}

/** The visits of the week in order of day and time: where a nurse's day begins. */
export function ThisWeek(props: BoardProps) {
  return <WeekTable {...props} rows={rowsOf(props).filter(inList('week'))} caption="This week" />;
}

/** Whoever else wants looking at, each family in one row: those of this week say it in theirs. */
export function LookedAt(props: BoardProps) {
  const rows = rowsOf(props).filter(({ reasons }) => reasons.length > 0 && !reasons.includes('week'));
  return (
    <ReasonTable
      {...props}
      rows={rows.toSorted((a, b) => firstOf(a) - firstOf(b))}
      caption="Also to look at"
      none="No other family has anything overdue, missed or near its end."
    />
  );
}

function firstOf({ reasons }: Row): number {
  return boardReasons.findIndex((reason) => reasons.includes(reason));
}

function WeekTable(props: BoardProps & { readonly rows: readonly Row[]; readonly caption?: string }) {
  const { rows, today, caption } = props;
  const visits = new Map(rows.map((row) => [row, visitThisWeek(onBoard(row.client), today)]));
  // A visit without a time comes after those of its day that have one.
  const key = (row: Row) => `${visits.get(row)?.on} ${visits.get(row)?.at ?? 'z'}`;
  return (
    <Table
      caption={caption ?? countOf(rows)}
      captionSize="m"
      columns={[
        {
          head: 'When',
          cell: (row: Row) => {
            const visit = visits.get(row);
            if (!visit) return '';
            const day = visit.on === today ? `Today, ${sayDay(visit.on)}` : sayDay(visit.on);
            return visit.at ? (
              <strong>
                {day}, {sayTime(visit.at)}
              </strong>
            ) : (
              <>
                By <strong>{day}</strong>: no time planned
              </>
            );
          },
        },
        ...whoColumns(props, (row) => props.team !== true && (visits.get(row)?.on ?? '9') <= today),
        { head: 'Also', cell: (row: Row) => <Reasons {...props} row={row} without="week" /> },
      ]}
      rows={rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))}
      none={noneWords.week}
    />
  );
}

function ReasonTable(
  props: BoardProps & { readonly rows: readonly Row[]; readonly caption: string; readonly none: string },
) {
  return (
    <Table
      caption={props.caption}
      captionSize="m"
      columns={[
        ...whoColumns(props),
        { head: 'Why', cell: (row: Row) => <Reasons {...props} row={row} /> },
        { head: 'Next visit', cell: ({ client }: Row) => nextVisit(client, props.today) },
      ]}
      rows={props.rows}
      none={props.none}
    />
  );
}

/** Whom a row is about. Where her visit is at hand its form is one tap away. */
function whoColumns(
  { deps, team }: BoardProps,
  atHand: (row: Row) => boolean = () => false,
): readonly Column<Row>[] {
  const names = namesOf(deps.directory());
  const nurse: Column<Row> = {
    head: 'Nurse',
    cell: ({ client }) => (client.nurseId ? names.person(client.nurseId) : 'Nobody yet'),
  };
  const who: Column<Row> = {
    head: 'Client',
    cell: (row) => {
      const name = `${row.client.givenName} ${row.client.familyName}`;
      return (
        <>
          <a href={pagePaths.client(row.client.personId)}>{name}</a>
          {atHand(row) && (
            <a class="hh-next" href={pagePaths.clientForm(row.client.personId, 'record-visit')}>
              Record the visit<span class="nhsuk-u-visually-hidden"> to {name}</span>
            </a>
          )}
        </>
      );
    },
  };
  return team ? [who, nurse] : [who];
}

function nextVisit({ nextVisitAt, visitDueOn, status }: ListedClient, today: CivilDate): string {
  if (!caseloadStatuses.includes(status)) return 'None: she has left';
  if (nextVisitAt && londonDate(nextVisitAt) >= today)
    return `${sayDay(londonDate(nextVisitAt))}, ${sayTime(nextVisitAt)}`;
  if (visitDueOn === null) return 'None due';
  return visitDueOn < today ? 'No time planned' : `By ${sayDay(visitDueOn)}, no time planned`;
}

/** Each reason as a line of its own, what is late in bold and in words. */
function Reasons({
  row,
  without,
  today,
}: Pick<BoardProps, 'today'> & { readonly row: Row; readonly without?: BoardReason }) {
  const reasons = row.reasons.filter((reason) => reason !== without);
  if (reasons.length === 0) return null;
  return (
    <ul class="hh-reasons">
      {reasons
        .flatMap((reason) => wordsFor(reason, row, today))
        .map((line) => (
          <li>{line}</li>
        ))}
    </ul>
  );
}

function wordsFor(
  reason: BoardReason,
  { client, children, refused }: Row,
  today: CivilDate,
): readonly Child[] {
  switch (reason) {
    case 'refused':
      return refused.map(({ asks, dueAt }) => (
        <>
          <strong>A child’s own record did not follow</strong>: it was not {askedWords(asks)}. By{' '}
          {sayDue(dueAt)}
        </>
      ));
    case 'week':
      return ['Visit this week'];
    case 'overdue':
      return [
        <>
          <strong class="hh-overdue">Visit overdue</strong>
          {client.visitDueOn && ` since ${sayDate(client.visitDueOn)}`}
        </>,
      ];
    case 'unseen':
      return children
        .filter((child) => child.held && unseenTooLong(child, today))
        .map((child) => <Unseen child={child} today={today} />);
    case 'missed':
      return [
        client.missedCount === 1 ? 'Missed the last visit' : `Missed the last ${client.missedCount} visits`,
      ];
    case 'graduating':
      return [graduation(client, today)];
    case 'left':
      return ['Has left: your team still answers for the child'];
  }
}

function Unseen({ child, today }: { child: ChildOfClient; today: CivilDate }) {
  return (
    <>
      <a href={pagePaths.child(child.childId)}>{nameOfHers({ ...child, personId: child.childId })}</a>{' '}
      <strong class="hh-overdue">not seen</strong> for {daysUnseen(child, today)} days
    </>
  );
}

function graduation({ endsOn }: ListedClient, today: CivilDate): string {
  if (endsOn === null) return '';
  return endsOn < today
    ? `The programme ended on ${sayDate(endsOn)}, and no leaving is recorded`
    : `The programme ends on ${sayDate(endsOn)}`;
}
