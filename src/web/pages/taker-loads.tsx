import { londonDate } from '../../domain/calendar/time.ts';
import { namesOf } from '../../domain/language/timeline.ts';
import { capacityOf } from '../../domain/programme/caseload.ts';
import { Tag } from '../components/content.tsx';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import { takerOptions } from '../forms/bulk-forms.ts';
import type { Asked } from './route.ts';

/** What somebody carries who could take more: families against what fits in the programme, children elsewhere. */
export type TakerLoad = {
  readonly practitionerId: string;
  readonly name: string;
  readonly carries: string;
  readonly above: boolean;
};

/** What each person of the team carries who could take the children of another, so that it is known before choosing. */
export async function takerLoads(
  asked: Asked,
  deps: WebDeps,
  from: string | null,
): Promise<readonly TakerLoad[]> {
  const { teamId } = asked.actor;
  const carries =
    deps.directory().teams.get(teamId)?.kind === 'fnp'
      ? await familiesOfEach(asked, deps)
      : await childrenOfEach(asked, deps);
  return takerOptions(deps.directory(), teamId, from, asked.now).map(({ value }) => ({
    practitionerId: value,
    name: namesOf(deps.directory()).person(value),
    ...(carries.get(value) ?? { carries: 'Nothing', above: false }),
  }));
}

type Carried = Pick<TakerLoad, 'carries' | 'above'>;

async function familiesOfEach(asked: Asked, deps: WebDeps): Promise<ReadonlyMap<string, Carried>> {
  const today = londonDate(asked.now);
  const loads = await deps.clients.nurseLoads(asked.actor, today);
  return new Map(
    loads.map(({ nurseId, families, weight, share }) => {
      const capacity = capacityOf(deps.directory(), asked.actor.teamId, share, today);
      const carries = `${plural(families, 'family', 'families')}, weighted ${weight} of ${capacity}`;
      return [nurseId, { carries, above: weight > capacity }];
    }),
  );
}

async function childrenOfEach(asked: Asked, deps: WebDeps): Promise<ReadonlyMap<string, Carried>> {
  const workload = await deps.readings.workload(asked.actor, asked.now);
  return new Map(
    workload.flatMap(({ practitionerId, children, handovers, overdue }) => {
      if (practitionerId === null) return [];
      const carries = `${plural(children, 'child', 'children')}, ${plural(handovers, 'handover', 'handovers')} accepted, ${overdue} overdue`;
      return [[practitionerId, { carries, above: false }] as const];
    }),
  );
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Who could take them, and what each carries now. */
export function TakerLoads({ loads }: { loads: readonly TakerLoad[] }) {
  return (
    <Table
      caption="Who could take them, and what each carries now"
      captionSize="m"
      columns={[
        { head: 'Practitioner', cell: (load: TakerLoad) => load.name },
        {
          head: 'Carries now',
          cell: (load: TakerLoad) => (
            <>
              {load.carries} {load.above && <Tag colour="orange">Above the caseload</Tag>}
            </>
          ),
        },
      ]}
      rows={loads}
      none="Nobody else of this team is here and can answer for a child."
    />
  );
}
