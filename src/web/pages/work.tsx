import {
  type TeamList,
  teamLists,
  type WorkList,
  type Workload,
  workLists,
} from '../../application/readings.ts';
import { askedFor } from '../../domain/access/acknowledging.ts';
import { mayOpen, type PagePermission } from '../../domain/access/page-permissions.ts';
import { isSafeguarding, mayHold } from '../../domain/access/roles.ts';
import {
  type AnsweredFor,
  answersFor,
  type Directory,
  presentAt,
  type Role,
  whoAnswers,
} from '../../domain/directory/directory.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { Bar } from '../components/bar.tsx';
import { CardGroup, CountCard, Tag } from '../components/content.tsx';
import { LinkList } from '../components/links.tsx';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import { BegunOnFrontPage, begunFirst, begunWords } from './begun-forms.tsx';
import { nobodyNamed } from './caseload-page.tsx';
import { ChildList } from './child-list.tsx';
import { TurnButton } from './duty-turn.tsx';
import { Frame } from './frame.tsx';
import { Further, pageStart } from './further.tsx';
import { toMe } from './ladder-page.tsx';
import { frontPageFor } from './navigation.ts';
import { pagePaths } from './page-paths.ts';
import { printedListWords } from './printed-list.tsx';
import { reviewListWords, unseenWords } from './review-lists.tsx';
import { type Answered, type Asked, go, notFound, page, type Route } from './route.ts';
import { StandsIn } from './stands-in.tsx';
import { awaits, standingSupervision } from './supervision-ladder.tsx';
import { UnreachedByMail } from './unreached-by-mail.tsx';

const workWords: Readonly<Record<WorkList, string>> = {
  'to-prepare': 'To prepare',
  'waiting-for-other-side': 'Waiting for the other side',
  'questions-to-me': 'Questions to me',
  'accepted-not-seen': 'Accepted and not yet seen',
  'joint-visits': 'Joint visits booked',
  'disputes-to-decide': 'Disputes to decide',
  overdue: 'Overdue',
  'my-children': 'My children',
};

/** What an empty list means for whoever opened it. */
const noneOfMine: Readonly<Record<WorkList, string>> = {
  'to-prepare': 'No handover that you began, or of a child who is yours, waits to be sent.',
  'waiting-for-other-side': 'No handover that you sent waits for an answer.',
  'questions-to-me': 'Nobody waits for an answer from you.',
  'accepted-not-seen': 'You have seen every child whom you accepted.',
  'joint-visits': 'No joint visit is booked with you.',
  'disputes-to-decide': 'No dispute waits for your team to decide it.',
  overdue: 'Nothing of yours is overdue.',
  'my-children': 'You are named for no child. A lead names practitioners on the child’s page.',
};

const noneOfTeam: Readonly<Record<TeamList, string>> = {
  arrivals: 'No handover waits at this desk.',
  'accepted-here': 'Every handover that was accepted here is closed.',
  sent: 'Every handover that was sent from here is finished.',
  'overdue-here': 'Nothing that this team owes is overdue.',
  'unseen-late': 'Every child that was accepted has been seen in time.',
  enquiries: 'No move enquiry is open.',
  claims: 'No child is claimed by two teams.',
  'nobody-named': 'Every child held here has a named practitioner.',
  missing: 'No family is missing.',
  'visited-meanwhile': 'You visit no child for whom another team answers.',
  held: 'This team holds no child.',
};

/** On the front page what is late comes before all else. */
const overdueFirst = workLists.toSorted((a, b) => Number(b === 'overdue') - Number(a === 'overdue'));

/** Lists that only somebody who may answer for a child can have: eight noughts would hide what a named nurse is asked. */
const ofHolders: ReadonlySet<WorkList> = new Set([
  'to-prepare',
  'waiting-for-other-side',
  'accepted-not-seen',
  'joint-visits',
  'my-children',
]);

/** Lists that only named and designated nurses can have. */
const ofSafeguarding: ReadonlySet<WorkList> = new Set(['disputes-to-decide']);

function mayHave(list: WorkList, role: Role | undefined): boolean {
  if (ofSafeguarding.has(list)) return role !== undefined && isSafeguarding(role);
  return mayHold(role) || !ofHolders.has(list);
}

/** The lists that stand on the front page of a role; one that holds something stands there whoever it is. */
export function listsOf(
  role: Role | undefined,
  counts: Readonly<Record<WorkList, number>>,
): readonly WorkList[] {
  return overdueFirst.filter((list) => mayHave(list, role) || counts[list] > 0);
}

/** So many children of whom something is late stand by name on the front page: whom to see to first, without opening a list. */
const atOnce = 3;
/** So many lines are asked for them: of one child several things may be late. */
const linesOfThem = 30;

export const teamWords: Readonly<Record<TeamList, string>> = {
  arrivals: 'Arriving to us',
  'accepted-here': 'Accepted here, not yet closed',
  sent: 'Sent by us, not yet finished',
  'overdue-here': 'Overdue in this team',
  'unseen-late': 'Accepted and not seen in time, here or there',
  enquiries: 'Move enquiries to settle',
  claims: 'Claimed by two teams',
  'nobody-named': 'Nobody named: the lead answers',
  missing: 'Nobody knows where they are',
  'visited-meanwhile': 'Visited by us while another team answers',
  held: 'All children held here',
};

function isOneOf<Name extends string>(names: readonly Name[], name: string | undefined): name is Name {
  return name !== undefined && (names as readonly string[]).includes(name);
}

/** What lies in quarantine is somebody's work; two numbers for whoever may settle it. */
function cardsOfQuarantine(counts: Readonly<Record<'open' | 'overdue', number>>, role: Role) {
  if (!mayOpen(role, 'work-quarantine')) return [];
  return [
    <CountCard count={counts.overdue} label="Overdue in quarantine" href={pagePaths.quarantineOverdue} />,
    <CountCard count={counts.open} label="To settle in quarantine" href={pagePaths.quarantine} />,
  ];
}

/** Pages of daily work: what is mine, what lies on the desk, what the team owes. */
export function workRoutes(deps: WebDeps): readonly Route[] {
  const shows = (path: string, permission: PagePermission, draw: typeof myWork): Route => ({
    method: 'GET',
    path,
    permission,
    looks: null,
    handle: (asked) => draw(asked, deps),
  });
  return [
    shows('/', 'see-front-page', myWork),
    shows(pagePaths.work(':list'), 'see-own-work', myList),
    shows(pagePaths.teamList(':list'), 'see-own-work', teamListPage),
    shows(pagePaths.team, 'see-team', teamPage),
  ];
}

/** What is late first, then how many stand on each list. A role that begins elsewhere is led there. */
async function myWork(asked: Asked, deps: WebDeps): Promise<Answered> {
  const { person } = asked.view;
  const front = person && frontPageFor(person.role);
  if (front && front !== '/') return go(front);
  const people = answersFor(deps.directory(), asked.actor, asked.now);
  const askedOf = askedFor({ actor: asked.actor, directory: deps.directory(), now: asked.now });
  const [counts, reviews, raised, ofNurses, late, items, ofItems, begun] = await Promise.all([
    deps.readings.workCounts(asked.actor, people, asked.now),
    deps.readings.reviews.dueCount(asked.actor, people, 'mine', asked.now),
    deps.readings.raisedCount(asked.actor, askedOf),
    standingSupervision(asked, deps),
    deps.readings.workList(asked.actor, people, 'overdue', asked.now, 0, linesOfThem),
    deps.readings.quarantineCounts(asked.actor, asked.now),
    deps.readings.raisedItems(asked.actor),
    begunFirst(asked, deps),
  ]);
  const nurses = new Set(ofNurses.filter((step) => awaits(step, askedOf)).map((step) => step.nurseId));
  const names = namesOf(deps.directory());
  return page(
    <Frame asked={asked} title="My work">
      <h1 class="nhsuk-heading-l">My work</h1>
      <StandsIn people={people} names={names} />
      {late.length > 0 && (
        <>
          <ChildList
            caption="Overdue: see to these first"
            lines={late}
            records={atOnce}
            answersIn={ofNobodyIn(people, asked)}
            names={names}
            now={asked.now}
            none=""
          />
          <LinkList
            links={[{ href: pagePaths.work('overdue'), text: `All that is overdue (${counts.overdue})` }]}
          />
        </>
      )}
      <BegunOnFrontPage asked={asked} forms={begun} />
      <CardGroup>
        <CountCard
          count={raised + nurses.size + ofItems.filter((step) => awaits(step, askedOf)).length}
          label="The ladder asks you to acknowledge"
          href={toMe}
        />
        {listsOf(person?.role, counts).map((list) => (
          <CountCard count={counts[list]} label={workWords[list]} href={pagePaths.work(list)} />
        ))}
        {(mayHold(person?.role) || reviews > 0) && (
          <CountCard count={reviews} label={reviewListWords.mine} href={pagePaths.reviews('mine')} />
        )}
        {person ? cardsOfQuarantine(items, person.role) : []}
      </CardGroup>
      {person && mayOpen(person.role, 'see-desk') && (
        <>
          <TurnButton asked={asked} deps={deps} />
          <LinkList links={[{ href: pagePaths.desk, text: 'Duty desk of the team' }]} />
        </>
      )}
      <LinkList
        links={[
          { href: pagePaths.begun, text: begunWords },
          { href: pagePaths.calendar, text: 'My visits and deadlines in my own calendar' },
          ...(person && mayOpen(person.role, 'see-desk')
            ? [{ href: pagePaths.printList, text: printedListWords }]
            : []),
        ]}
      />
    </Frame>,
  );
}

/** The reader's team, where the reader answers for whoever has nobody named. */
function ofNobodyIn(people: AnsweredFor, { actor }: Asked): string | null {
  return people.includes(null) ? actor.teamId : null;
}

/** One list of what is mine. */
async function myList(asked: Asked, deps: WebDeps): Promise<Answered> {
  const { list } = asked.parameters;
  if (!isOneOf(workLists, list)) return notFound;
  const from = pageStart(asked.query.from);
  const people = answersFor(deps.directory(), asked.actor, asked.now);
  const children = await deps.readings.workList(asked.actor, people, list, asked.now, from);
  const names = namesOf(deps.directory());
  return page(
    <Frame asked={asked} title={workWords[list]} back={{ href: '/', text: 'My work' }}>
      <h1 class="nhsuk-heading-l">{workWords[list]}</h1>
      <StandsIn people={people} names={names} />
      <ChildList
        caption="What matters first"
        lines={children}
        names={names}
        now={asked.now}
        none={noneOfMine[list]}
        answersIn={ofNobodyIn(people, asked)}
      />
      <Further href={pagePaths.work(list)} from={from} shown={children.length} />
    </Frame>,
  );
}

/** One list of what the team owes or waits for. */
async function teamListPage(asked: Asked, deps: WebDeps): Promise<Answered> {
  const { list } = asked.parameters;
  if (!isOneOf(teamLists, list)) return notFound;
  const from = pageStart(asked.query.from);
  const children = await deps.readings.teamList(asked.actor, list, asked.now, from);
  const names = namesOf(deps.directory());
  return page(
    <Frame asked={asked} title={teamWords[list]} back={{ href: pagePaths.desk, text: 'Duty desk' }}>
      <h1 class="nhsuk-heading-l">{teamWords[list]}</h1>
      <ChildList
        caption="What matters first"
        lines={children}
        names={names}
        now={asked.now}
        none={noneOfTeam[list]}
        sides={list === 'arrivals' ? 'from' : 'both'}
      />
      <Further href={pagePaths.teamList(list)} from={from} shown={children.length} />
    </Frame>,
  );
}

/** What the team owes, in numbers, and what each of its people carries. */
async function teamPage(asked: Asked, deps: WebDeps): Promise<Answered> {
  const directory = deps.directory();
  const [counts, reviews, unseen, workload, items] = await Promise.all([
    deps.readings.teamCounts(asked.actor, asked.now),
    deps.readings.reviews.dueCount(asked.actor, [asked.actor.practitionerId], 'team', asked.now),
    deps.readings.reviews.unseenCounts(asked.actor, asked.now),
    deps.readings.workload(asked.actor, asked.now),
    deps.readings.quarantineCounts(asked.actor, asked.now),
  ]);
  const names = namesOf(deps.directory());
  return page(
    <Frame asked={asked} title="Team">
      <h1 class="nhsuk-heading-l">{names.team(asked.actor.teamId)}</h1>
      <CardGroup>
        {teamLists.map((list) => (
          <CountCard count={counts[list]} label={teamWords[list]} href={pagePaths.teamList(list)} />
        ))}
        <CountCard count={reviews} label={reviewListWords.team} href={pagePaths.reviews('team')} />
        <CountCard count={unseen[28]} label={unseenWords(28)} href={pagePaths.unseen(28)} />
        {asked.view.person ? cardsOfQuarantine(items, asked.view.person.role) : []}
      </CardGroup>
      <UnreachedByMail asked={asked} deps={deps} />
      <WorkloadTable rows={workload} asked={asked} directory={directory} />
      {asked.actor.role === 'lead' && (
        <LinkList
          links={[
            {
              href: pagePaths.caseload(nobodyNamed),
              text: 'Reallocate the children for whom nobody is named',
            },
          ]}
        />
      )}
    </Frame>,
  );
}

type WorkloadGiven = {
  readonly rows: readonly Workload[];
  readonly asked: Asked;
  readonly directory: Directory;
};

/** What each of the team's people carries, in numbers and to look at, and who answers where one is away. */
function WorkloadTable({ rows, asked, directory }: WorkloadGiven) {
  const names = namesOf(directory);
  const most = Math.max(1, ...rows.map(({ children }) => children));
  return (
    <Table
      caption="Workload"
      captionSize="m"
      columns={[
        {
          head: 'Practitioner',
          cell: ({ practitionerId }) =>
            practitionerId === null ? (
              <a href={pagePaths.teamList('nobody-named')}>Nobody named</a>
            ) : (
              names.person(practitionerId)
            ),
        },
        {
          head: 'At work',
          cell: ({ practitionerId }) => {
            const answers = whoAnswers(directory, asked.actor.teamId, practitionerId, asked.now).name;
            if (practitionerId === null) return `${answers} answers`;
            if (presentAt(directory, practitionerId, asked.now)) return 'Yes';
            const status = directory.practitioners.get(practitionerId)?.status;
            const why = status === 'left' ? 'Left' : status === 'disabled' ? 'Switched off' : 'Away';
            return <Tag colour="orange">{`${why}: ${answers} answers`}</Tag>;
          },
        },
        {
          head: 'Children',
          cell: ({ children }) => (
            <>
              {children}
              <Bar percent={(100 * children) / most} />
            </>
          ),
          numeric: true,
        },
        { head: 'Handovers accepted', cell: (row) => row.handovers, numeric: true },
        { head: 'Overdue', cell: (row) => row.overdue, numeric: true },
        {
          head: 'Absence',
          cell: ({ practitionerId }) =>
            practitionerId !== null && (
              <a
                href={pagePaths.absence(practitionerId)}
              >{`Absence, leaving or account of ${names.person(practitionerId)}`}</a>
            ),
        },
      ]}
      rows={rows}
      none="This team has nobody in post."
    />
  );
}
