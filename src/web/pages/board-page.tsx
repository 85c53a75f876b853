import type { Board } from '../../application/caseload-readings.ts';
import type { ListedClient } from '../../application/client-readings.ts';
import { londonDate } from '../../domain/calendar/time.ts';
import { type Directory, membersOf, presentAt, whoAnswers } from '../../domain/directory/directory.ts';
import { LinkList } from '../components/links.tsx';
import type { WebDeps } from '../deps.ts';
import { askedList, BoardCounts, LookedAt, oneList, ThisWeek } from './board-lists.tsx';
import { Frame } from './frame.tsx';
import { pagePaths } from './page-paths.ts';
import { type Asked, page, type Route } from './route.ts';
import { OwnSupervision } from './supervision.tsx';

/** A nurse's caseload board: this week's visits, what is overdue, whom nobody has seen, who graduates. */
export function boardRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.board,
      permission: 'see-caseload',
      looks: null,
      handle: async (asked) => {
        const board = await deps.caseloads.board(asked.actor, othersHere(asked, deps.directory()), asked.now);
        const mine = ofPerson(board, asked, deps.directory());
        const today = londonDate(asked.now);
        const list = askedList(asked.query.show);
        const own = { board: mine, deps, today, here: pagePaths.board };
        if (list) return oneList(asked, list, own);
        const held = board.supervision.find((one) => one.nurseId === asked.actor.practitionerId);
        return page(
          <Frame asked={asked} title="Caseload">
            <h1 class="nhsuk-heading-l">My caseload</h1>
            {mine.clients.length === 0 ? (
              <p>You answer for no family of the programme now.</p>
            ) : (
              <>
                <ThisWeek {...own} />
                <BoardCounts {...own} />
                <LookedAt {...own} />
              </>
            )}
            {held && <OwnSupervision held={held} context={deps.context(asked.actor, asked.now)} />}
            <LinkList links={[{ href: pagePaths.calendar, text: 'These visits in your own calendar' }]} />
          </Frame>,
        );
      },
    },
  ];
}

/** Colleagues who are here and answer for their own families: those families need not be fetched. */
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
