import type { Board } from '../../application/caseload-readings.ts';
import type { ListedClient } from '../../application/client-readings.ts';
import { type CivilDate, londonDate, sayDate } from '../../domain/calendar/time.ts';
import { type Directory, membersOf, presentAt, whoAnswers } from '../../domain/directory/directory.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { graduatingSoon, thisWeek, unseenTooLong, visitOverdue } from '../../domain/programme/board.ts';
import { caseloadStatuses } from '../../domain/programme/caseload.ts';
import { supervisionDue } from '../../domain/programme/supervision.ts';
import { CardGroup, CountCard, InsetText, Tag } from '../components/content.tsx';
import type { WebDeps } from '../deps.ts';
import { ClientList, onBoard, UnseenChildren } from './client-list.tsx';
import { Frame } from './frame.tsx';
import { pagePaths } from './page-paths.ts';
import { type Asked, page, type Route } from './route.ts';

/** A nurse's caseload board: this week's visits, what is overdue, whom nobody has seen, who graduates. */
export function boardRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.board,
      permission: 'see-caseload',
      looks: null,
      handle: async (asked) => {
        const board = await deps.caseloads.board(asked.actor, othersHere(asked, deps.directory()));
        const mine = ofPerson(board, asked, deps.directory());
        const today = londonDate(asked.now);
        const held = board.supervision.find((one) => one.nurseId === asked.actor.practitionerId);
        return page(
          <Frame asked={asked} title="Caseload">
            <h1 class="nhsuk-heading-l">My caseload</h1>
            {held && <OwnSupervision due={supervisionDue(held)} today={today} />}
            <BoardSections board={mine} deps={deps} today={today} />
            <p>
              <a href={pagePaths.calendar}>These visits in your own calendar</a>
            </p>
          </Frame>,
        );
      },
    },
  ];
}

/** Who of the team is here besides this person, and answers for their own families: those need not be fetched. */
function othersHere({ actor, now }: Asked, directory: Directory): readonly string[] {
  return membersOf(directory, actor.teamId)
    .filter(({ id }) => id !== actor.practitionerId && presentAt(directory, id, now))
    .map(({ id }) => id);
}

/** The families for whom a person answers now: their own, and those of whoever is away and is covered by them. */
function ofPerson(board: Board, { actor, now }: Asked, directory: Directory): Board {
  const mine = (client: ListedClient) =>
    client.teamId === actor.teamId &&
    whoAnswers(directory, client.teamId, client.nurseId, now).practitionerId === actor.practitionerId;
  const clients = board.clients.filter(mine);
  const hers = new Set(clients.map((client) => client.personId));
  return {
    clients,
    children: board.children.filter((child) => hers.has(child.clientId)),
    refused: board.refused.filter((refused) => hers.has(refused.clientId)),
    supervision: board.supervision,
  };
}

function OwnSupervision({ due, today }: { due: ReturnType<typeof supervisionDue>; today: CivilDate }) {
  const say = (what: string, on: CivilDate) => (
    <p>
      {what} {on < today ? 'was due' : 'is due'} by {sayDate(on)}.{' '}
      {on < today && <Tag colour="red">Overdue</Tag>}
    </p>
  );
  return (
    <InsetText>
      {say('Supervision, one to one,', due.oneToOne)}
      {say('An accompanied visit', due.accompanied)}
    </InsetText>
  );
}

/** The same sections for one nurse and for a whole team; a number opens its list below. */
export function BoardSections({ board, deps, today }: { board: Board; deps: WebDeps; today: CivilDate }) {
  const names = namesOf(deps.directory());
  const current = board.clients.filter((client) => caseloadStatuses.includes(client.status));
  const pick = (fits: (client: ListedClient) => boolean) => current.filter(fits);
  const sections = [
    {
      id: 'overdue',
      words: 'Visits overdue',
      none: 'No visit is overdue.',
      clients: pick((client) => visitOverdue(onBoard(client), today)),
    },
    {
      id: 'week',
      words: 'Visits this week',
      none: 'No visit is due this week.',
      clients: pick((client) => thisWeek(onBoard(client), today)),
    },
    {
      id: 'missed',
      words: 'Missed their last visit',
      none: 'Nobody missed the last visit.',
      clients: pick((client) => client.missedCount > 0),
    },
    {
      id: 'graduating',
      words: 'Graduating within six months',
      none: 'Nobody graduates within six months.',
      clients: pick((client) => graduatingSoon(onBoard(client), today)),
    },
    {
      id: 'left',
      words: 'Left, and the child is still held here',
      none: 'No child waits for its handover.',
      clients: board.clients.filter((client) => !caseloadStatuses.includes(client.status)),
    },
    { id: 'all', words: 'All families', none: 'There are no families.', clients: current },
  ];
  const unseen = board.children.filter((child) => child.held && unseenTooLong(child, today));
  return (
    <>
      <CardGroup>
        {[
          <CountCard count={unseen.length} label="Children not seen in time" href="#unseen" />,
          ...sections.map(({ id, words, clients }) => (
            <CountCard count={clients.length} label={words} href={`#${id}`} />
          )),
        ]}
      </CardGroup>
      <section id="unseen">
        <UnseenChildren
          caption="Children not seen in time"
          unseen={unseen}
          clients={board.clients}
          names={names}
          today={today}
        />
      </section>
      {sections.map(({ id, words, none, clients }) => (
        <section id={id}>
          <ClientList caption={words} clients={clients} names={names} today={today} none={none} />
        </section>
      ))}
    </>
  );
}
