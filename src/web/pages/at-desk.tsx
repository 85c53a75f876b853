import { type CivilDate, sayDueDay, sayTime } from '../../domain/calendar/time.ts';
import { type Directory, membersOf, type Turn } from '../../domain/directory/directory.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { InsetText } from '../components/content.tsx';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import { DayFaults, DayQuestion, dayAsked } from './day-asked.tsx';
import { Frame } from './frame.tsx';
import { pagePaths } from './page-paths.ts';
import { notFound, page, type Route } from './route.ts';

/** Who was at the duty desk of a team on a past day, however long ago (decision 0084). */
export function atDeskRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.atDesk(':teamId'),
      permission: 'see-directory',
      looks: null,
      handle: async (asked) => {
        const directory = deps.directory();
        const team = directory.teams.get(asked.parameters.teamId ?? '');
        if (!team) return notFound;
        const day = dayAsked(asked);
        const turns = await deps.readings.turnsOn(team.id, day.on);
        const back = { href: pagePaths.directoryTeam(team.id), text: team.name };
        return page(
          <Frame asked={asked} title="At the duty desk" back={back} errors={day.errors.length > 0}>
            <DayFaults day={day} />
            <h1 class="nhsuk-heading-l">Who was at the duty desk of {team.name}</h1>
            <DayQuestion action={pagePaths.atDesk(team.id)} day={day} />
            <AtDesk teamId={team.id} on={day.on} turns={turns} directory={directory} />
          </Frame>,
        );
      },
    },
  ];
}

type AtDeskProps = {
  readonly teamId: string;
  readonly on: CivilDate;
  readonly turns: readonly Turn[];
  readonly directory: Directory;
};

/** The turns that were taken at a desk on a day, and whom the directory has there besides. */
export function AtDesk({ teamId, on, turns, directory }: AtDeskProps) {
  const names = namesOf(directory);
  const heading = `At the duty desk of ${names.team(teamId)} on ${sayDueDay(on)}`;
  const always = membersOf(directory, teamId).filter(({ duty }) => duty);
  return (
    <>
      <Table
        caption={heading}
        captionSize="m"
        columns={[
          { head: 'Who', cell: (turn) => names.person(turn.practitionerId) },
          { head: 'From', cell: (turn) => sayTime(turn.from) },
          { head: 'Until', cell: (turn) => sayTime(turn.to) },
        ]}
        rows={turns}
        none={`${heading}: nobody took a turn.`}
      />
      {always.length > 0 && (
        <InsetText>
          <p>
            {`The directory has ${always.map(({ name }) => name).join(', ')} at this desk, without turns of their own. That is as it stands today: since when is not recorded.`}
          </p>
        </InsetText>
      )}
    </>
  );
}
