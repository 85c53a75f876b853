import type { SweepRun } from '../../application/readings.ts';
import { sayInstant } from '../../domain/calendar/time.ts';
import { withoutSmall } from '../../domain/language/small-numbers.ts';
import { InsetText, Tag } from '../components/content.tsx';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import { Frame } from './frame.tsx';
import { pagePaths } from './page-paths.ts';
import { page, type Route } from './route.ts';

/** "140 runs found nothing due", or what one run raised. */
function foundIn({ runs, raised, completedAt }: SweepRun, told: (n: number) => string): string {
  if (raised > 0 || completedAt === null)
    return told(raised) === '1' ? '1 step raised' : `${told(raised)} steps raised`;
  return runs === 1 ? '1 run found nothing due' : `${runs} runs found nothing due`;
}

/** When the sweep ran, what it asked and what it found. */
export function sweepRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.sweeps,
      permission: 'see-sweep-record',
      looks: null,
      handle: async (asked) => {
        const runs = await deps.readings.sweepRuns();
        // With the time of day beside it, the number of a single step would tell whose it is.
        const told = asked.actor.role === 'commissioner' ? withoutSmall : String;
        return page(
          <Frame asked={asked} title="Sweep record">
            <h1 class="nhsuk-heading-l">Sweep record</h1>
            <InsetText>
              <p>
                The sweep asks which obligations are due and not done. What was missed while no sweep ran is
                raised by the next one, marked as late.
              </p>
            </InsetText>
            <Table
              caption="Newest first"
              captionSize="m"
              columns={[
                { head: 'Began', cell: (run) => sayInstant(run.startedAt) },
                {
                  head: 'Ended',
                  cell: (run) =>
                    run.completedAt ? sayInstant(run.completedAt) : <Tag colour="red">Did not end</Tag>,
                },
                { head: 'Asked', cell: (run) => run.asked },
                { head: 'Found', cell: (run) => foundIn(run, told) },
                { head: 'Late by an outage', cell: (run) => told(run.late), numeric: true },
                {
                  head: 'Still overdue',
                  cell: (run) => (run.stillOpen === null ? 'Not counted' : told(run.stillOpen)),
                  numeric: true,
                },
                { head: 'Sweeper', cell: (run) => run.sweeper },
              ]}
              rows={runs}
              none="No sweep has run yet."
            />
          </Frame>,
        );
      },
    },
  ];
}
