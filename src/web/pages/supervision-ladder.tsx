import type { RaisedSupervision } from '../../application/caseload-readings.ts';
import { mayOpen } from '../../domain/access/page-permissions.ts';
import { type Instant, sayDate } from '../../domain/calendar/time.ts';
import { obligationWords } from '../../domain/escalation/obligation.ts';
import type { Names } from '../../domain/language/timeline.ts';
import { owedSupervision } from '../../domain/programme/supervision.ts';
import type { WebDeps } from '../deps.ts';
import { pagePaths } from './page-paths.ts';
import type { Asked } from './route.ts';
import { type MayAcknowledge, namedIn, RaisedStep } from './step-acknowledged.tsx';

/**
 * The steps raised for nurses' supervision that still stand. For the own team this is worked out from what is recorded
 * up to now; a step that another team owes stands until the next sweep finds that the supervision was held.
 */
export async function standingSupervision(
  asked: Asked,
  deps: WebDeps,
): Promise<readonly RaisedSupervision[]> {
  const raised = await deps.caseloads.raisedSupervision(asked.actor);
  if (!raised.some(({ teamId }) => teamId === asked.actor.teamId)) return raised;
  const held = await deps.caseloads.supervision(asked.actor, asked.now);
  const context = deps.context(asked.actor, asked.now);
  const owed = new Set(held.flatMap((nurse) => owedSupervision(nurse, context)).map(keyOf));
  return raised.filter((step) => step.teamId !== asked.actor.teamId || owed.has(keyOf(step)));
}

function keyOf({ nurseId, kind, dueOn }: Pick<RaisedSupervision, 'nurseId' | 'kind' | 'dueOn'>): string {
  return `${nurseId}/${kind}/${dueOn}`;
}

/**
 * The step of a nurse's supervision that a form acknowledges, with how to record it; null where that step does not
 * stand.
 */
export async function supervisionStep({ form, actor, now }: Asked, deps: WebDeps, raisedAt: Instant) {
  const { nurse, kind, due, step } = form;
  const raised = await deps.caseloads.raisedSupervision(actor);
  const found = raised.find(
    (one) =>
      one.nurseId === nurse && one.kind === kind && one.dueOn === due && String(one.step) === String(step),
  );
  return found
    ? {
        names: found.names,
        record: () => deps.caseloads.acknowledgeSupervision(actor, { ...found, raisedAt }, now),
      }
    : null;
}

type Listed = {
  readonly asked: Asked;
  readonly steps: readonly RaisedSupervision[];
  readonly names: Names;
  readonly may: MayAcknowledge;
};

/** Whether a step names one of these people and nobody has acknowledged it. */
export function awaits(
  step: Pick<RaisedSupervision, 'acknowledgedAt' | 'names'>,
  askedOf: readonly string[],
): boolean {
  return (
    step.acknowledgedAt === null &&
    step.names.some(({ practitionerId }) => practitionerId !== null && askedOf.includes(practitionerId))
  );
}

/** What the ladder has raised of nurses' supervision, one entry for each nurse. */
export function RaisedForNurses({ asked, steps, names, may }: Listed) {
  const nurses = [...Map.groupBy(steps, ({ nurseId }) => nurseId)];
  if (nurses.length === 0) return null;
  return (
    <ul class="hh-arrivals">
      {nurses.map(([nurseId, raised]) => (
        <li class="hh-arrival">
          <h2 class="hh-arrival__name">{names.person(nurseId)}, family nurse</h2>
          <OfNurse asked={asked} steps={raised} names={names} may={may} />
        </li>
      ))}
    </ul>
  );
}

function OfNurse({ asked, steps, names, may }: Listed) {
  const supervises = asked.view.person !== null && mayOpen(asked.view.person.role, 'see-programme-team');
  return (
    <>
      {supervises && steps.some(({ teamId }) => teamId === asked.actor.teamId) && (
        <p>
          <a href={pagePaths.supervisor}>Open the page of the programme’s team</a>
        </p>
      )}
      {[...Map.groupBy(steps, keyOf).values()].map(
        (raised) =>
          raised[0] && (
            <>
              <h3 class="nhsuk-heading-s">{obligationWords[raised[0].kind]}</h3>
              <p>
                Owed by {names.team(raised[0].teamId)}, was due by {sayDate(raised[0].dueOn)}.
              </p>
              <ul class="nhsuk-list nhsuk-list--bullet">
                {raised.map((step) => (
                  <li>
                    <OneStep asked={asked} step={step} names={names} may={may} />
                  </li>
                ))}
              </ul>
            </>
          ),
      )}
    </>
  );
}

type Step = Omit<Listed, 'steps'> & { readonly step: RaisedSupervision };

function OneStep({ asked, step, names, may }: Step) {
  const { nurseId, kind, dueOn } = step;
  const named = namedIn(step);
  return (
    <RaisedStep
      asked={asked}
      step={step}
      names={names}
      may={may}
      fields={{ nurse: nurseId, kind, due: dueOn, step: String(step.step) }}
      about={`${obligationWords[kind]}, ${names.person(nurseId)}, told to ${named}`}
    >
      <strong>{named}</strong>
    </RaisedStep>
  );
}
