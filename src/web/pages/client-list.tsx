import type { ChildOfClient } from '../../application/caseload-readings.ts';
import type { ListedClient } from '../../application/client-readings.ts';
import { type CivilDate, sayDate, sayInstant } from '../../domain/calendar/time.ts';
import { nameOfHers } from '../../domain/language/client-timeline.ts';
import type { Names } from '../../domain/language/timeline.ts';
import { daysUnseen, type OnBoard } from '../../domain/programme/board.ts';
import { clientStatusWords } from '../../domain/programme/statuses.ts';
import { Table } from '../components/table.tsx';
import { pagePaths } from './page-paths.ts';

/** A line of a board as its rules read it. */
export function onBoard(client: ListedClient): OnBoard {
  const { status, visitDueOn, endsOn, missedCount, nextVisitAt } = client;
  return { status, visitDueOn, endsOn, missedCount, plannedAt: nextVisitAt };
}

/** Clients as lines: whom to open first, and by when she is to be visited. */
export function ClientList({
  caption,
  clients,
  names,
  today,
  none,
}: {
  caption: string;
  clients: readonly ListedClient[];
  names: Names;
  today: CivilDate;
  none: string;
}) {
  return (
    <Table
      caption={caption}
      captionSize="m"
      columns={[
        {
          head: 'Client',
          cell: (client: ListedClient) => (
            <a href={pagePaths.client(client.personId)}>{`${client.givenName} ${client.familyName}`}</a>
          ),
        },
        {
          head: 'Nurse',
          cell: (client: ListedClient) => (client.nurseId ? names.person(client.nurseId) : 'Nobody yet'),
        },
        { head: 'Programme', cell: (client: ListedClient) => clientStatusWords[client.status] },
        {
          head: 'Next visit',
          cell: (client: ListedClient) => {
            const due = client.visitDueOn;
            if (due === null) return 'None due';
            const planned = client.nextVisitAt ? `, planned ${sayInstant(client.nextVisitAt)}` : '';
            return due < today ? (
              <>
                <strong class="hh-overdue">Overdue</strong> since {sayDate(due)}
                {planned}
              </>
            ) : (
              `By ${sayDate(due)}${planned}`
            );
          },
        },
        { head: 'Missed', cell: (client: ListedClient) => client.missedCount, numeric: true },
        {
          head: 'Programme ends',
          cell: (client: ListedClient) => (client.endsOn ? sayDate(client.endsOn) : 'Follows from the birth'),
        },
      ]}
      rows={clients}
      none={none}
    />
  );
}

/** Children as lines: how long each has not been seen, by its own record. */
export function UnseenChildren({
  caption,
  unseen,
  clients,
  names,
  today,
}: {
  caption: string;
  unseen: readonly ChildOfClient[];
  clients: readonly ListedClient[];
  names: Names;
  today: CivilDate;
}) {
  const motherOf = (child: ChildOfClient) => clients.find((client) => client.personId === child.clientId);
  return (
    <Table
      caption={caption}
      captionSize="m"
      columns={[
        {
          head: 'Child',
          cell: (child: ChildOfClient) => (
            <a href={pagePaths.child(child.childId)}>{nameOfHers({ ...child, personId: child.childId })}</a>
          ),
        },
        {
          head: 'Of',
          cell: (child: ChildOfClient) => {
            const mother = motherOf(child);
            return mother ? (
              <a href={pagePaths.client(mother.personId)}>{`${mother.givenName} ${mother.familyName}`}</a>
            ) : (
              ''
            );
          },
        },
        {
          head: 'Nurse',
          cell: (child: ChildOfClient) => {
            const nurse = motherOf(child)?.nurseId;
            return nurse ? names.person(nurse) : 'Nobody yet';
          },
        },
        {
          head: 'Last seen',
          cell: (child: ChildOfClient) => (child.lastSeenOn ? sayDate(child.lastSeenOn) : 'Never'),
        },
        {
          head: 'Days unseen',
          cell: (child: ChildOfClient) => daysUnseen(child, today) ?? '',
          numeric: true,
        },
      ]}
      rows={unseen}
      none="Every child has been seen in time."
    />
  );
}
