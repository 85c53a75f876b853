import type { RaisedSupervision } from '../../application/caseload-readings.ts';
import { mayOpen } from '../../domain/access/permissions.ts';
import { sayDate, sayInstant } from '../../domain/calendar/time.ts';
import type { Actor } from '../../domain/child/context.ts';
import { obligationWords } from '../../domain/escalation/obligation.ts';
import type { Names } from '../../domain/language/timeline.ts';
import { owedSupervision } from '../../domain/programme/supervision.ts';
import { csrfField } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import type { WebDeps } from '../deps.ts';
import { pagePaths } from './page-paths.ts';
import type { Asked } from './route.ts';

/**
 * The steps raised for nurses' supervision that still stand. Of the own team it is asked of what was recorded until now; what
 * another team owes stands until the next sweep finds it held.
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

/** Says that a person has a step of a nurse's supervision; nothing where the form is about a child. */
export async function acknowledgeSupervision({ form, actor, now }: Asked, deps: WebDeps): Promise<void> {
  const { nurse, kind, due, step } = form;
  if (typeof nurse !== 'string' || typeof due !== 'string') return;
  if (kind !== 'supervise' && kind !== 'accompany-visit') return;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(due) || !/^[0-4]$/.test(String(step))) return;
  await deps.caseloads.acknowledgeSupervision(
    actor,
    { nurseId: nurse, kind, dueOn: due, step: Number(step) },
    now,
  );
}

type Listed = {
  readonly asked: Asked;
  readonly steps: readonly RaisedSupervision[];
  readonly names: Names;
};

/** Whether a step names this person, and nobody has said to have it. */
export function awaits(step: RaisedSupervision, { practitionerId }: Actor): boolean {
  return step.acknowledgedAt === null && step.names.some((one) => one.practitionerId === practitionerId);
}

/** What the ladder has raised of nurses' supervision, one entry for each nurse. */
export function RaisedForNurses({ asked, steps, names }: Listed) {
  const nurses = [...Map.groupBy(steps, ({ nurseId }) => nurseId)];
  if (nurses.length === 0) return null;
  return (
    <ul class="hh-arrivals">
      {nurses.map(([nurseId, raised]) => (
        <li class="hh-arrival">
          <h2 class="hh-arrival__name">{names.person(nurseId)}, family nurse</h2>
          <OfNurse asked={asked} steps={raised} names={names} />
        </li>
      ))}
    </ul>
  );
}

function OfNurse({ asked, steps, names }: Listed) {
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
                    <OneStep asked={asked} step={step} names={names} />
                  </li>
                ))}
              </ul>
            </>
          ),
      )}
    </>
  );
}

function OneStep({ asked, step, names }: { asked: Asked; step: RaisedSupervision; names: Names }) {
  const named = [...new Set(step.names.map(({ name }) => name))].join(', ');
  const late = step.lateByOutage ? ', late: no sweep ran' : '';
  return (
    <>
      <strong>{named}</strong>. Raised {sayInstant(step.raisedAt)}
      {late}.{' '}
      {step.acknowledgedAt ? (
        `Acknowledged by ${names.person(step.acknowledgedBy ?? '')}, ${sayInstant(step.acknowledgedAt)}.`
      ) : (
        <form method="post" action={pagePaths.raised}>
          <input type="hidden" name={csrfField} value={asked.view.csrf()} />
          <input type="hidden" name="nurse" value={step.nurseId} />
          <input type="hidden" name="kind" value={step.kind} />
          <input type="hidden" name="due" value={step.dueOn} />
          <input type="hidden" name="step" value={String(step.step)} />
          <Button
            small
            variant="secondary"
            hiddenText={`${obligationWords[step.kind]}, ${names.person(step.nurseId)}, told to ${named}`}
          >
            Acknowledge
          </Button>
        </form>
      )}
    </>
  );
}
