import type { Board } from '../../application/caseload-readings.ts';
import type { NurseLoad } from '../../application/client-readings.ts';
import { type CivilDate, type Instant, londonDate, sayDueFrom } from '../../domain/calendar/time.ts';
import { askedWords, whyRefused } from '../../domain/language/refused-by-child.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { unseenTooLong, visitOverdue } from '../../domain/programme/board.ts';
import { capacityOf, caseloadStatuses } from '../../domain/programme/caseload.ts';
import { Bar } from '../components/bar.tsx';
import { Tag, WarningCallout } from '../components/content.tsx';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import { askedList, BoardCounts, oneList } from './board-lists.tsx';
import { nobodyNamed } from './caseload-page.tsx';
import { ClientList, onBoard, UnseenChildren } from './client-list.tsx';
import { Frame } from './frame.tsx';
import { MeasuresTable } from './measures-table.tsx';
import { pagePaths } from './page-paths.ts';
import { type Asked, page, type Route } from './route.ts';
import { SupervisionTable } from './supervision.tsx';

/** The supervisor's page: who carries what, what supervision is due, and that no leaver stands without a way on. */
export function supervisorRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.supervisor,
      permission: 'see-programme-team',
      looks: null,
      handle: async (asked) => {
        const today = londonDate(asked.now);
        const [board, loads, measures] = await Promise.all([
          deps.caseloads.board(asked.actor, [], asked.now),
          deps.clients.nurseLoads(asked.actor, today),
          deps.caseloads.measures(asked.actor, today),
        ]);
        const list = askedList(asked.query.show);
        const team = { board, deps, today, here: pagePaths.supervisor, team: true } as const;
        if (list) return oneList(asked, list, team);
        const names = namesOf(deps.directory());
        return page(
          <Frame asked={asked} title="Programme team">
            <h1 class="nhsuk-heading-l">{names.team(asked.actor.teamId)}</h1>
            <Leavers board={board} deps={deps} today={today} />
            <h2 class="nhsuk-heading-m">The team’s families</h2>
            <BoardCounts {...team} />
            <RefusedHere board={board} now={asked.now} />
            <WithoutNurse board={board} asked={asked} deps={deps} today={today} />
            <Caseloads asked={asked} board={board} loads={loads} deps={deps} today={today} />
            <SupervisionTable
              supervision={board.supervision}
              context={deps.context(asked.actor, asked.now)}
            />
            <MeasuresTable caption="Goals of the programme" lines={measures} />
          </Frame>,
        );
      },
    },
  ];
}

/** Children who left the programme and whom nobody has accepted. It must read nought, and says so in words. */
function Leavers({ board, deps, today }: { board: Board; deps: WebDeps; today: CivilDate }) {
  const waiting = board.children.filter((child) => child.left && child.held && !child.accepted);
  const heading = 'Leavers without an accepted handover';
  if (waiting.length === 0)
    return (
      <section class="hh-figure">
        <h2 class="nhsuk-heading-m">{heading}</h2>
        <p class="hh-figure__number">0: none</p>
        <p>Every child who left has somebody who accepted.</p>
      </section>
    );
  return (
    <WarningCallout heading={heading} level={2}>
      <p class="hh-figure__number">
        {waiting.length} {waiting.length === 1 ? 'child waits' : 'children wait'}
      </p>
      <p>
        Your team answers for {waiting.length === 1 ? 'this child' : 'each of these children'} until somebody
        of the receiving side has accepted. This must read 0.
      </p>
      <UnseenChildren
        caption="Children who left and wait"
        unseen={waiting}
        clients={board.clients}
        names={namesOf(deps.directory())}
        today={today}
      />
    </WarningCallout>
  );
}

/** What is owed where a child's own record did not follow: the next due first, each leading to the page on which it is worked. */
function RefusedHere({ board, now }: { board: Board; now: Instant }) {
  if (board.refused.length === 0) return null;
  return (
    <Table
      caption="What a child’s own record refused"
      captionSize="m"
      columns={[
        {
          head: 'Client',
          cell: ({ clientId, givenName, familyName }: Board['refused'][number]) => (
            <a href={pagePaths.client(clientId)}>{`${givenName} ${familyName}`}</a>
          ),
        },
        { head: 'Her child was not', cell: (refused: Board['refused'][number]) => askedWords(refused.asks) },
        { head: 'Because', cell: (refused: Board['refused'][number]) => whyRefused(refused.says) },
        {
          head: 'By',
          cell: ({ dueAt }: Board['refused'][number]) => (
            <>
              {dueAt <= now && (
                <>
                  <Tag colour="red">Overdue</Tag>{' '}
                </>
              )}
              {sayDueFrom(dueAt, now)}
            </>
          ),
        },
      ]}
      rows={board.refused}
      none=""
    />
  );
}

/** Families whose nurse has left, or who have none: the supervisor answers meanwhile (P1). */
function WithoutNurse({
  board,
  asked,
  deps,
  today,
}: {
  board: Board;
  asked: Asked;
  deps: WebDeps;
  today: CivilDate;
}) {
  const directory = deps.directory();
  const gone = board.clients.filter((client) => {
    const nurse = client.nurseId === null ? undefined : directory.practitioners.get(client.nurseId);
    const there = nurse?.status === 'present' && nurse.teamId === client.teamId;
    return client.teamId === asked.actor.teamId && caseloadStatuses.includes(client.status) && !there;
  });
  return (
    <>
      <ClientList
        caption="Families whose nurse has left"
        clients={gone}
        names={namesOf(directory)}
        today={today}
        none="Every family has a nurse of this team."
      />
      {gone.length > 0 && (
        <p>
          <a href={pagePaths.caseload(nobodyNamed)}>Reallocate those for whom nobody is named together</a>
        </p>
      )}
    </>
  );
}

function Caseloads({
  asked,
  board,
  loads,
  deps,
  today,
}: {
  asked: Asked;
  board: Board;
  loads: readonly NurseLoad[];
  deps: WebDeps;
  today: CivilDate;
}) {
  const directory = deps.directory();
  const capacity = (load: NurseLoad) => capacityOf(directory, asked.actor.teamId, load.share, today);
  const of = (load: NurseLoad) => board.clients.filter((client) => client.nurseId === load.nurseId);
  const name = (load: NurseLoad) => namesOf(directory).person(load.nurseId);
  return (
    <Table
      caption="Caseloads"
      captionSize="m"
      columns={[
        { head: 'Nurse', cell: name },
        { head: 'Families', cell: (load: NurseLoad) => load.families, numeric: true },
        {
          head: 'Weight',
          cell: (load: NurseLoad) => (
            <>
              {load.weight} of {capacity(load)}{' '}
              {load.weight > capacity(load) && <Tag colour="orange">Above the caseload</Tag>}
              <Bar percent={(100 * load.weight) / Math.max(0.1, capacity(load))} />
            </>
          ),
        },
        {
          head: 'Visits overdue',
          cell: (load: NurseLoad) => of(load).filter((client) => visitOverdue(onBoard(client), today)).length,
          numeric: true,
        },
        {
          head: 'Children not seen in time',
          cell: (load: NurseLoad) => {
            const hers = new Set(of(load).map((client) => client.personId));
            return board.children.filter(
              (child) => child.held && hers.has(child.clientId) && unseenTooLong(child, today),
            ).length;
          },
          numeric: true,
        },
        {
          head: 'Time',
          cell: (load: NurseLoad) => (
            <a href={pagePaths.workingTime(load.nurseId)}>
              {load.share === 1 ? 'Whole time' : `${load.share} of whole time`}
              <span class="nhsuk-u-visually-hidden">, change for {name(load)}</span>
            </a>
          ),
        },
        {
          head: 'Reallocate',
          cell: (load: NurseLoad) => (
            <a href={pagePaths.caseload(load.nurseId)}>
              Reallocate<span class="nhsuk-u-visually-hidden"> the families of {name(load)}</span>
            </a>
          ),
        },
      ]}
      rows={loads}
      none="Nobody of this team can hold a family."
    />
  );
}
