import type { RaisedForTeam } from '../../application/readings.ts';
import { sayInstant } from '../../domain/calendar/time.ts';
import { type ObligationKind, obligationWords } from '../../domain/escalation/obligations.ts';
import { type Names, namesOf } from '../../domain/language/timeline.ts';
import { ladderSteps, ladderStepWords } from '../../domain/language/words.ts';
import { Details, InsetText } from '../components/content.tsx';
import { csrfField } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import type { WebDeps } from '../deps.ts';
import { nameAndReference, recordOf } from './child-list.tsx';
import { Frame } from './frame.tsx';
import { Further, pageStart } from './further.tsx';
import { pagePaths } from './page-paths.ts';
import { type Asked, go, page, type Route } from './route.ts';
import { acknowledgeSupervision, RaisedForNurses, standingSupervision } from './supervision-ladder.tsx';

/**
 * What the ladder has raised, one entry to open for each child and in it one for each thing owed: after an outage a child has
 * dozens of steps, and a phone shows one line of it (design.md, section 7).
 */
export function ladderRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.raised,
      permission: 'see-own-work',
      looks: null,
      handle: async (asked) => {
        const from = pageStart(asked.query.from);
        const [raised, ofNurses] = await Promise.all([
          deps.readings.raisedSteps(asked.actor, from),
          standingSupervision(asked, deps),
        ]);
        // The reading gives the highest step first, and grouping keeps that order.
        const children = [...Map.groupBy(raised, (step) => step.personId)];
        return page(
          <Frame asked={asked} title="Ladder">
            <h1 class="nhsuk-heading-l">What the ladder has raised</h1>
            <InsetText>
              <p>
                Acknowledging a step says that you have it. It does not stop the clock: a step stays open
                until its cause is resolved.
              </p>
            </InsetText>
            {children.length === 0 && ofNurses.length === 0 && <p>No step is open.</p>}
            {children.map(([personId, steps]) => (
              <Details summary={sayChild(personId, steps)} open={children.length === 1}>
                <OfChild asked={asked} personId={personId} steps={steps} names={namesOf(deps.directory())} />
              </Details>
            ))}
            {from === 0 && (
              <RaisedForNurses asked={asked} steps={ofNurses} names={namesOf(deps.directory())} />
            )}
            <Further href={pagePaths.raised} from={from} shown={children.length} />
          </Frame>,
        );
      },
    },
    {
      method: 'POST',
      path: pagePaths.raised,
      permission: 'see-own-work',
      looks: null,
      handle: async (asked) => {
        const { person, key, step } = asked.form;
        await acknowledgeSupervision(asked, deps);
        if (typeof person === 'string' && typeof key === 'string')
          await deps.readings.acknowledgeStep(asked.actor, person, key, Number(step), asked.now);
        return go(pagePaths.raised);
      },
    },
  ];
}

function sayStep({ step }: Pick<RaisedForTeam, 'step'>): string {
  return ladderStepWords[ladderSteps[step] ?? 'duty-desk'];
}

/** "Robin Hollis (0189a1b2), team lead: accept or decline, see the child; 2 steps to acknowledge". */
function sayChild(personId: string, steps: readonly RaisedForTeam[]): string {
  const highest = steps.reduce((high, step) => (step.step > high.step ? step : high));
  const owed = [...new Set(steps.map((step) => obligationWords[step.kind as ObligationKind].toLowerCase()))];
  const open = steps.filter((step) => !step.acknowledgedAt).length;
  const acknowledge =
    open === 0 ? 'all acknowledged' : `${open} ${open === 1 ? 'step' : 'steps'} to acknowledge`;
  const who = nameAndReference(personId, highest.child);
  return `${who}, ${sayStep(highest).toLowerCase()}: ${owed.join(', ')}; ${acknowledge}`;
}

type OfChildProps = {
  readonly asked: Asked;
  readonly personId: string;
  readonly steps: readonly RaisedForTeam[];
  readonly names: Names;
};

function OfChild({ asked, personId, steps, names }: OfChildProps) {
  return (
    <>
      <p>
        <a href={recordOf(personId, steps[0]?.child ?? null)}>
          {`Open the record of ${nameAndReference(personId, steps[0]?.child ?? null)}`}
        </a>
      </p>
      {[...Map.groupBy(steps, (step) => step.key).values()].map((raised) => {
        const [first] = raised;
        return (
          first && (
            <>
              <h2 class="nhsuk-heading-s">{obligationWords[first.kind as ObligationKind]}</h2>
              <p>
                Owed by {names.team(first.ownerTeam)}, was due {sayInstant(first.dueAt)}.
              </p>
              <ul class="nhsuk-list nhsuk-list--bullet">
                {raised.map((step) => (
                  <li>
                    <OneStep asked={asked} step={step} names={names} />
                  </li>
                ))}
              </ul>
            </>
          )
        );
      })}
    </>
  );
}

function OneStep({ asked, step, names }: { asked: Asked; step: RaisedForTeam; names: Names }) {
  const named = step.names.map((one) => one.name).join(', ');
  const late = step.lateByOutage ? ', late: no sweep ran' : '';
  const what = `${obligationWords[step.kind as ObligationKind]}, ${sayStep(step).toLowerCase()}, ${nameAndReference(step.personId, step.child)}`;
  return (
    <>
      <strong>{sayStep(step)}</strong>: {named}. Raised {sayInstant(step.raisedAt)}
      {late}.{' '}
      {step.acknowledgedAt ? (
        `Acknowledged by ${names.person(step.acknowledgedBy ?? '')}, ${sayInstant(step.acknowledgedAt)}.`
      ) : (
        <form method="post" action={pagePaths.raised}>
          <input type="hidden" name={csrfField} value={asked.view.csrf()} />
          <input type="hidden" name="person" value={step.personId} />
          <input type="hidden" name="key" value={step.key} />
          <input type="hidden" name="step" value={String(step.step)} />
          <Button small variant="secondary" hiddenText={what}>
            Acknowledge
          </Button>
        </form>
      )}
    </>
  );
}
