import type { RaisedItems } from '../../application/quarantine-readings.ts';
import { mayOpen } from '../../domain/access/page-permissions.ts';
import { type Instant, sayInstant } from '../../domain/calendar/time.ts';
import { sayItems } from '../../domain/language/quarantine-notices.ts';
import type { Names } from '../../domain/language/timeline.ts';
import { ladderSteps, ladderStepWords } from '../../domain/language/words.ts';
import type { WebDeps } from '../deps.ts';
import { pagePaths } from './page-paths.ts';
import type { Asked } from './route.ts';
import { forMe, type MayAcknowledge, namedIn, RaisedStep } from './step-acknowledged.tsx';

/** The step of what lies in quarantine that a form says to have, with how it is recorded; null where it is about no standing one. */
export async function itemsStep({ form, actor, now }: Asked, deps: WebDeps, raisedAt: Instant) {
  const { items: kind, team, step } = form;
  const raised = (await deps.readings.raisedItems(actor)).filter(
    (one) => one.kind === kind && one.ownerTeam === team && String(one.step) === String(step),
  );
  const found = raised.find(({ acknowledgedAt }) => acknowledgedAt === null) ?? raised[0];
  // What was raised after the page was drawn has not been read, so it is not acknowledged.
  const record = (shown: RaisedItems) => deps.readings.acknowledgeItems(actor, { ...shown, raisedAt }, now);
  return found ? { names: found.names, record: () => record(found) } : null;
}

type Listed = {
  readonly asked: Asked;
  readonly steps: readonly RaisedItems[];
  readonly names: Names;
  readonly may: MayAcknowledge;
  readonly mine: boolean;
};

/** What the ladder has raised of quarantine, one entry for each team that owes it. Of whom it tells stands on the items alone. */
export function RaisedInQuarantine({ asked, steps, names, may, mine }: Listed) {
  if (steps.length === 0) return null;
  const works = asked.view.person !== null && mayOpen(asked.view.person.role, 'work-quarantine');
  return (
    <ul class="hh-arrivals">
      {[...Map.groupBy(steps, ({ ownerTeam }) => ownerTeam)].map(([team, raised]) => (
        <li class="hh-arrival">
          <h2 class="hh-arrival__name">In quarantine, owed by {names.team(team)}</h2>
          {works && (
            <p>
              <a href={pagePaths.quarantineOverdue}>Open what is overdue in quarantine</a>
            </p>
          )}
          <ul class="nhsuk-list nhsuk-list--bullet">
            {raised.map((step) => (
              <li>
                <OneStep asked={asked} step={step} names={names} may={may} mine={mine} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

type Step = Omit<Listed, 'steps'> & { readonly step: RaisedItems };

function OneStep({ asked, step, names, may, mine }: Step) {
  const { kind, ownerTeam } = step;
  const reached = ladderStepWords[ladderSteps[step.step] ?? 'duty-desk'];
  const what = sayItems(kind, step.count);
  return (
    <RaisedStep
      asked={asked}
      step={step}
      names={names}
      may={may}
      fields={{ items: kind, team: ownerTeam, step: String(step.step), ...forMe(mine) }}
      about={`${what}, ${reached.toLowerCase()}`}
    >
      {what}, the first was due {sayInstant(step.dueAt)}. <strong>{reached}</strong>: {namedIn(step)}
    </RaisedStep>
  );
}
