import type { TeamCounts } from '../../application/readings.ts';
import { londonDate } from '../../domain/calendar/time.ts';
import { withoutSmall } from '../../domain/language/small-numbers.ts';
import { type Names, namesOf } from '../../domain/language/timeline.ts';
import { Details, InsetText } from '../components/content.tsx';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import { Frame } from './frame.tsx';
import { MeasuresTable } from './measures-table.tsx';
import { pagePaths } from './page-paths.ts';
import { page, type Route } from './route.ts';

/** Counts only: no name, no number, and no way from here to a record (promise P12). */
export function countRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.counts,
      permission: 'see-counts',
      looks: null,
      handle: async (asked) => {
        const [counts, measures] = await Promise.all([
          deps.readings.areaCounts(asked.now),
          deps.caseloads.measuresForBoard(londonDate(asked.now)),
        ]);
        const sites = [...new Set(measures.map((line) => line.team))];
        const { teams } = deps.directory();
        const names = namesOf(deps.directory());
        // What a person answers for comes first.
        const areaCode = teams.get(asked.actor.teamId)?.areaCode;
        const isOwn = ({ team }: { readonly team: string }) => teams.get(team)?.areaCode === areaCode;
        return page(
          <Frame asked={asked} title="Counts">
            <h1 class="nhsuk-heading-l">Counts</h1>
            <InsetText>
              <p>
                Counts of fewer than five are shown as “fewer than 5”, all others to the nearest five, here
                and on every other page, so that no child can be known from them, not by subtraction either.
              </p>
            </InsetText>
            <CountsTable caption="Your area" rows={counts.filter(isOwn)} names={names} />
            <CountsTable caption="Other areas" rows={counts.filter((row) => !isOwn(row))} names={names} />
            <p>
              A near miss: the family was at home again before anybody accepted, and nobody had seen the child
              for more than 5 days.
            </p>
            <h2 class="nhsuk-heading-m">Goals of the programme</h2>
            {sites.map((site) => (
              <Details summary={names.team(site)} open={isOwn({ team: site })}>
                <MeasuresTable
                  caption={`Goals: ${names.team(site)}`}
                  board
                  lines={measures.filter((line) => line.team === site)}
                />
              </Details>
            ))}
            {sites.length === 0 && <p>No site has clients yet.</p>}
          </Frame>,
        );
      },
    },
  ];
}

function CountsTable({
  caption,
  rows,
  names,
}: {
  caption: string;
  rows: readonly TeamCounts[];
  names: Names;
}) {
  return (
    <Table
      caption={caption}
      captionSize="m"
      columns={[
        { head: 'Team', cell: (row: TeamCounts) => names.team(row.team) },
        { head: 'Children held', cell: (row) => withoutSmall(row.held), numeric: true },
        { head: 'Handovers arriving', cell: (row) => withoutSmall(row.arriving), numeric: true },
        { head: 'Accepted, not yet seen', cell: (row) => withoutSmall(row.notSeen), numeric: true },
        { head: 'Overdue', cell: (row) => withoutSmall(row.overdue), numeric: true },
        {
          head: 'Supervision overdue',
          cell: (row) => withoutSmall(row.supervisionOverdue),
          numeric: true,
        },
        { head: 'Ladder at its last step', cell: (row) => withoutSmall(row.lastStep), numeric: true },
        { head: 'Near misses', cell: (row) => withoutSmall(row.nearMisses), numeric: true },
      ]}
      rows={rows}
      none={`${caption}: there is nothing to count yet.`}
    />
  );
}
