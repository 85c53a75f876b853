import type { RaisedForTeam } from '../../application/readings.ts';
import { sayInstant } from '../../domain/calendar/time.ts';
import { type ObligationKind, obligationWords } from '../../domain/escalation/obligations.ts';
import { type Names, namesOf } from '../../domain/language/timeline.ts';
import { ladderSteps, ladderStepWords } from '../../domain/language/words.ts';
import { Details } from '../components/content.tsx';
import { csrfField } from '../components/form.tsx';
import { Button, SubNavigation } from '../components/links.tsx';
import type { WebDeps } from '../deps.ts';
import { AndReference, nameOrReference, recordOf } from './child-list.tsx';
import { Frame } from './frame.tsx';
import { Further, pageStart } from './further.tsx';
import { pagePaths } from './page-paths.ts';
import { type Asked, go, page, type Route } from './route.ts';
import {
  acknowledgeSupervision,
  awaits,
  RaisedForNurses,
  standingSupervision,
} from './supervision-ladder.tsx';

/** What names the reader and nobody has yet, apart from all that the team is told. */
export const toMe = `${pagePaths.raised}?for=me`;

/**
 * What the ladder has raised, one entry for each child: how far it went and what is owed. After an outage a child has dozens of
 * steps; they are behind a line that opens (design.md, section 7).
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
        const mine = asked.query.for === 'me';
        const [raised, ofNurses] = await Promise.all([
          deps.readings.raisedSteps(asked.actor, from, mine),
          standingSupervision(asked, deps),
        ]);
        const nurses = mine ? ofNurses.filter((step) => awaits(step, asked.actor)) : ofNurses;
        // The reading gives the highest step first, and grouping keeps that order.
        const children = [...Map.groupBy(raised, (step) => step.personId)];
        const names = namesOf(deps.directory());
        return page(
          <Frame asked={asked} title="Ladder">
            <h1 class="nhsuk-heading-l">What the ladder has raised</h1>
            <SubNavigation
              label="Whose"
              items={[
                { href: pagePaths.raised, text: 'All that this team is told' },
                { href: toMe, text: 'To you, not acknowledged' },
              ]}
              current={mine ? toMe : pagePaths.raised}
            />
            {children.length === 0 && nurses.length === 0 ? (
              <p>{mine ? 'Nothing waits for you to acknowledge it.' : 'No step is open.'}</p>
            ) : (
              <p>
                Acknowledging a step says that you have it. It does not stop the clock: a step stays open
                until its cause is resolved.
              </p>
            )}
            {children.length > 0 && (
              <ul class="hh-arrivals">
                {children.map(([personId, steps]) => (
                  <OfChild asked={asked} personId={personId} steps={steps} names={names} />
                ))}
              </ul>
            )}
            {from === 0 && <RaisedForNurses asked={asked} steps={nurses} names={names} />}
            <Further href={mine ? toMe : pagePaths.raised} from={from} shown={children.length} />
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
        const { person, key, step, for: whose } = asked.form;
        await acknowledgeSupervision(asked, deps);
        if (typeof person === 'string' && typeof key === 'string')
          await deps.readings.acknowledgeStep(asked.actor, person, key, Number(step), asked.now);
        return go(whose === 'me' ? toMe : pagePaths.raised);
      },
    },
  ];
}

function sayStep({ step }: Pick<RaisedForTeam, 'step'>): string {
  return ladderStepWords[ladderSteps[step] ?? 'duty-desk'];
}

function acknowledgedWords(steps: readonly RaisedForTeam[]): string {
  const open = steps.filter((step) => !step.acknowledgedAt).length;
  if (open === 0) return 'Who was told: all steps acknowledged';
  return `Who was told: ${open} ${open === 1 ? 'step' : 'steps'} to acknowledge`;
}

type OfChildProps = {
  readonly asked: Asked;
  readonly personId: string;
  readonly steps: readonly RaisedForTeam[];
  readonly names: Names;
};

function OfChild({ asked, personId, steps, names }: OfChildProps) {
  const highest = steps.reduce((high, step) => (step.step > high.step ? step : high));
  const owed = [...Map.groupBy(steps, (step) => step.key).values()].flatMap((raised) =>
    raised[0] ? [{ first: raised[0], raised }] : [],
  );
  return (
    <li class="hh-arrival">
      <h2 class="hh-arrival__name">
        <a href={recordOf(personId, highest.child)}>{nameOrReference(personId, highest.child)}</a>
      </h2>
      <p class="hh-arrival__line">
        Has reached: <strong class="hh-overdue">{sayStep(highest)}</strong>
      </p>
      {owed.map(({ first }) => (
        <p class="hh-arrival__line">
          {obligationWords[first.kind as ObligationKind]}: {names.team(first.ownerTeam)}, was due{' '}
          {sayInstant(first.dueAt)}
        </p>
      ))}
      <AndReference personId={personId} child={highest.child} />
      <Details summary={acknowledgedWords(steps)}>
        {owed.map(({ first, raised }) => (
          <>
            <h3 class="nhsuk-heading-s">{obligationWords[first.kind as ObligationKind]}</h3>
            <ul class="nhsuk-list nhsuk-list--bullet">
              {raised.map((step) => (
                <li>
                  <OneStep asked={asked} step={step} names={names} />
                </li>
              ))}
            </ul>
          </>
        ))}
      </Details>
    </li>
  );
}

function OneStep({ asked, step, names }: { asked: Asked; step: RaisedForTeam; names: Names }) {
  const named = [...new Set(step.names.map((one) => one.name))].join(', ');
  const late = step.lateByOutage ? ', late: no sweep ran' : '';
  const what = `${obligationWords[step.kind as ObligationKind]}, ${sayStep(step).toLowerCase()}, ${nameOrReference(step.personId, step.child)}`;
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
          {asked.query.for === 'me' && <input type="hidden" name="for" value="me" />}
          <Button small variant="secondary" hiddenText={what}>
            Acknowledge
          </Button>
        </form>
      )}
    </>
  );
}
