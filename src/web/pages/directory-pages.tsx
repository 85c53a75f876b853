import { londonDate, sayDate } from '../../domain/calendar/time.ts';
import { sayLimit } from '../../domain/calendar/time-limits.ts';
import { authoritiesAttribution } from '../../domain/directory/authorities.ts';
import { mayRecordAbsence } from '../../domain/directory/decide.ts';
import {
  type Directory,
  inForce,
  ladderNames,
  onDutyAt,
  type Practitioner,
  presentAt,
  type Team,
} from '../../domain/directory/directory.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { ladderSteps, ladderStepWords, priorityWords } from '../../domain/language/words.ts';
import { Tag } from '../components/content.tsx';
import { QueryForm } from '../components/form.tsx';
import { Button, Telephone } from '../components/links.tsx';
import { SummaryList } from '../components/lists.tsx';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import { roleWords } from '../view.ts';
import { TurnsTaken } from './duty-turn.tsx';
import { Frame } from './frame.tsx';
import { Further, pageStart } from './further.tsx';
import { pagePaths } from './page-paths.ts';
import { type Asked, notFound, page, type Route } from './route.ts';
import { SiteRulesOf } from './site-rules.tsx';

/** Areas, teams and their people. */
export function directoryRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.directory,
      permission: 'see-directory',
      looks: null,
      handle: async (asked) => page(<DirectoryPage asked={asked} directory={deps.directory()} />),
    },
    {
      method: 'GET',
      path: pagePaths.directoryTeam(':teamId'),
      permission: 'see-directory',
      looks: null,
      handle: async (asked) => {
        const directory = deps.directory();
        const team = directory.teams.get(asked.parameters.teamId ?? '');
        return team ? page(<TeamPage asked={asked} team={team} directory={directory} />) : notFound;
      },
    },
  ];
}

function DirectoryPage({ asked, directory }: { asked: Asked; directory: Directory }) {
  const from = pageStart(asked.query.from);
  const typed = asked.query.q ?? '';
  const wanted = typed.trim().toLowerCase();
  const teams = [...directory.teams.values()].filter((team) =>
    wanted === ''
      ? team.kind !== 'outside'
      : `${team.name} ${directory.areas.get(team.areaCode)?.name ?? ''}`.toLowerCase().includes(wanted),
  );
  return (
    <Frame asked={asked} title="Directory">
      <h1 class="nhsuk-heading-l">Directory</h1>
      <QueryForm action={pagePaths.directory}>
        <div class="nhsuk-form-group">
          <label class="nhsuk-label nhsuk-label--s" for="q">
            Area or team
          </label>
          <div class="nhsuk-hint" id="q-hint">
            All {directory.areas.size} upper-tier authorities of the United Kingdom are here. Areas outside
            the network answer by telephone.
          </div>
          <input
            class="nhsuk-input nhsuk-input--width-20"
            id="q"
            name="q"
            type="text"
            value={typed}
            aria-describedby="q-hint"
          />
        </div>
        <Button variant="secondary">Find</Button>
      </QueryForm>
      <Table
        caption="Teams"
        captionSize="m"
        columns={[
          { head: 'Team', cell: (team) => <a href={pagePaths.directoryTeam(team.id)}>{team.name}</a> },
          { head: 'Area', cell: (team) => directory.areas.get(team.areaCode)?.name ?? team.areaCode },
          { head: 'Telephone', cell: (team) => <Telephone words={team.phone || 'No number yet'} /> },
          { head: 'Out of hours', cell: (team) => <Telephone words={team.outOfHours || 'Not known'} /> },
          {
            head: 'In service',
            cell: (team) =>
              inForce(team, londonDate(asked.now)) ? 'Yes' : <Tag colour="red">Not on this date</Tag>,
          },
        ]}
        rows={teams.slice(from, from + 50)}
        none="No team or area has that name."
      />
      <Further
        href={`${pagePaths.directory}?q=${encodeURIComponent(typed)}`}
        from={from}
        shown={Math.min(50, teams.length - from)}
      />
      <p class="nhsuk-body-s">{authoritiesAttribution}</p>
    </Frame>
  );
}

function TeamPage({ asked, team, directory }: { asked: Asked; team: Team; directory: Directory }) {
  const { now } = asked;
  const names = namesOf(directory);
  return (
    <Frame asked={asked} title={team.name} back={{ href: pagePaths.directory, text: 'Directory' }}>
      <h1 class="nhsuk-heading-l">{team.name}</h1>
      <SummaryList
        rows={[
          { key: 'Area', value: directory.areas.get(team.areaCode)?.name ?? team.areaCode },
          {
            key: 'Telephone',
            value: (
              <Telephone words={team.phone || 'No number yet: a call-back cannot be believed without one'} />
            ),
          },
          { key: 'Out of hours', value: <Telephone words={team.outOfHours || 'Not known'} /> },
          { key: 'Lead', value: team.leadId ? names.person(team.leadId) : 'None' },
          { key: 'From and until', value: sayFromAndUntil(team) },
        ]}
      />
      <People asked={asked} team={team} directory={directory} />
      <Table
        caption="Ladder of this team"
        captionSize="m"
        columns={[
          { head: 'Step', cell: (step) => ladderStepWords[step] },
          {
            head: 'Who',
            cell: (step) =>
              ladderNames(directory, team.id, step, now)
                .map((one) => one.name)
                .join(', '),
          },
        ]}
        rows={ladderSteps}
        none=""
      />
      <TurnsTaken team={team} directory={directory} now={now} />
      <Table
        caption="Time limits that the area has set for itself"
        captionSize="m"
        columns={[
          { head: 'Row', cell: (limit) => `${limit.row}, ${priorityWords[limit.column].toLowerCase()}` },
          { head: 'Limit', cell: (limit) => sayLimit(limit.limit) },
          { head: 'From and until', cell: sayFromAndUntil },
          { head: 'Version', cell: (limit) => `${limit.version}: ${limit.why}` },
        ]}
        rows={directory.localLimits.filter((limit) => limit.areaCode === team.areaCode)}
        none="No time limits of its own: the national table holds here."
      />
      {team.kind === 'fnp' ? <SiteRulesOf team={team} directory={directory} /> : ''}
    </Frame>
  );
}

function sayFromAndUntil({ from, to }: Pick<Team, 'from' | 'to'>): string {
  return `${sayDate(from)} until ${to ? sayDate(to) : 'further notice'}`;
}

/** Everybody of the team; the column of absences is there for whoever may record one of them. */
function People({ asked, team, directory }: { asked: Asked; team: Team; directory: Directory }) {
  const people = [...directory.practitioners.values()].filter(({ teamId }) => teamId === team.id);
  const onDuty = onDutyAt(directory, team.id, asked.now);
  const mayRecord = (person: Practitioner) => mayRecordAbsence(directory, asked.actor, person);
  const absence = {
    head: 'Absence',
    cell: (person: Practitioner) =>
      mayRecord(person) ? (
        <a href={pagePaths.absence(person.id)}>{`Absence, leaving or account of ${person.name}`}</a>
      ) : (
        ''
      ),
  };
  return (
    <Table
      caption="People"
      captionSize="m"
      columns={[
        { head: 'Name', cell: (person) => person.name },
        {
          head: 'Role',
          cell: (person) => `${roleWords[person.role]}${onDuty.includes(person) ? ', on duty' : ''}`,
        },
        { head: 'Telephone', cell: (person) => <Telephone words={person.phone} /> },
        {
          head: 'At work',
          cell: (person) =>
            person.status !== 'present' ? (
              <Tag>{person.status === 'disabled' ? 'Switched off' : 'Left'}</Tag>
            ) : presentAt(directory, person.id, asked.now) ? (
              'Yes'
            ) : (
              <Tag colour="orange">Away</Tag>
            ),
        },
        ...(people.some(mayRecord) ? [absence] : []),
      ]}
      rows={people}
      none="Nobody works in this team."
    />
  );
}
