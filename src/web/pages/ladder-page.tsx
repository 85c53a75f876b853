import { type RaisedForTeam, raisedAtOnce } from '../../application/readings.ts';
import { askedFor, mayAcknowledge, toldAsNumber } from '../../domain/access/acknowledging.ts';
import { absenceRefusal } from '../../domain/access/presence.ts';
import { type Instant, instantPattern, sayInstant } from '../../domain/calendar/time.ts';
import type { ObligationKind } from '../../domain/escalation/obligations.ts';
import { sayRefusal } from '../../domain/language/refusals.ts';
import { sayOwed } from '../../domain/language/sightings.ts';
import { type Names, namesOf } from '../../domain/language/timeline.ts';
import { ladderSteps, ladderStepWords } from '../../domain/language/words.ts';
import { Details } from '../components/content.tsx';
import { ErrorSummary } from '../components/errors.tsx';
import { SubNavigation } from '../components/links.tsx';
import type { WebDeps } from '../deps.ts';
import { againstOf } from './carried.ts';
import { AndReference, nameOrUnread, recordOf } from './child-list.tsx';
import { Frame } from './frame.tsx';
import { Further, pageStart } from './further.tsx';
import { isId } from './ids.ts';
import { pagePaths } from './page-paths.ts';
import { itemsStep, RaisedInQuarantine } from './quarantine-ladder.tsx';
import { type Answered, type Asked, go, page, type Route } from './route.ts';
import { forMe, type MayAcknowledge, namedIn, RaisedStep } from './step-acknowledged.tsx';
import { awaits, RaisedForNurses, standingSupervision, supervisionStep } from './supervision-ladder.tsx';

/**
 * The address of the steps that name the reader and that nobody has acknowledged, apart from everything of which the
 * team is told.
 */
export const toMe = `${pagePaths.raised}?for=me`;

/**
 * What the ladder has raised, one entry for each child, below how far it went: what is owed, and by whom where that is another team.
 * After an outage a child has dozens of steps; they are behind a line that opens.
 */
export function ladderRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.raised,
      permission: 'see-own-work',
      looks: null,
      handle: (asked) => drawLadder(asked, deps, asked.query.for === 'me', null),
    },
    {
      method: 'POST',
      path: pagePaths.raised,
      permission: 'see-own-work',
      looks: null,
      handle: async (asked) => {
        const mine = asked.form.for === 'me';
        const refused = await acknowledge(asked, deps);
        return refused === null ? go(mine ? toMe : pagePaths.raised) : drawLadder(asked, deps, mine, refused);
      },
    },
  ];
}

/** Acknowledges a step for the reader. Answers why it was refused, or null. */
async function acknowledge(asked: Asked, deps: WebDeps): Promise<string | null> {
  const { actor, now } = asked;
  const around = { actor, directory: deps.directory(), now };
  const away = absenceRefusal(around);
  if (away) return sayRefusal(away);
  const raisedAt = againstOf(asked.form);
  const step = instantPattern.test(raisedAt) ? await stepOf(asked, deps, raisedAt) : null;
  if (step === null) return standsNoMore;
  if (!mayAcknowledge(step.names, around)) {
    return `That step asks ${namedIn(step)}. Only they, or who stands in for them, say that they have it.`;
  }
  const has = await step.record();
  if (has === null) return standsNoMore;
  if (has.by === actor.practitionerId) return null;
  const { person } = namesOf(around.directory);
  return `${person(has.by)} acknowledged that step before you, ${sayInstant(has.at)}, and has it. Yours was not recorded: ring them if it should be with you.`;
}

const standsNoMore =
  'That step does not stand any more as it did when you opened this page. Look at the list below.';

/**
 * The step that a form acknowledges, of whichever ladder: whom it names, and how to record it as it was raised then.
 */
async function stepOf(asked: Asked, deps: WebDeps, raisedAt: Instant) {
  return (
    (await childStep(asked, deps, raisedAt)) ??
    (await supervisionStep(asked, deps, raisedAt)) ??
    (await itemsStep(asked, deps, raisedAt))
  );
}

async function childStep({ actor, form, now }: Asked, deps: WebDeps, raisedAt: Instant) {
  const { person, key, step: no } = form;
  if (!isId(String(person)) || typeof key !== 'string' || !/^[0-4]$/.test(String(no))) return null;
  const step = { personId: String(person), key, step: Number(no), raisedAt };
  const names = await deps.readings.namedInStep(actor, step.personId, key, step.step);
  return names && { names, record: () => deps.readings.acknowledgeStep(actor, step, now) };
}

async function drawLadder(
  asked: Asked,
  deps: WebDeps,
  mine: boolean,
  refused: string | null,
): Promise<Answered> {
  const from = pageStart(asked.query.from);
  const directory = deps.directory();
  const around = { actor: asked.actor, directory, now: asked.now };
  const askedOf = askedFor(around);
  const [{ steps: raised, records }, ofNurses, ofItems] = await Promise.all([
    deps.readings.raisedSteps(asked.actor, from, mine ? askedOf : null),
    standingSupervision(asked, deps),
    deps.readings.raisedItems(asked.actor),
  ]);
  const items = mine ? ofItems.filter((step) => awaits(step, askedOf)) : ofItems;
  const nurses = mine ? ofNurses.filter((step) => awaits(step, askedOf)) : ofNurses;
  // The reading gives the highest step first, and grouping keeps that order.
  const children = [...Map.groupBy(raised, (step) => step.personId).values()];
  const names = namesOf(directory);
  const away = absenceRefusal(around) !== null;
  const may: MayAcknowledge = (named) => {
    if (toldAsNumber(named, directory)) return 'number';
    return !away && mayAcknowledge(named, around) ? 'yes' : 'no';
  };
  const drawn = (
    <Frame
      asked={asked}
      title={mine ? 'Ladder: to you, not acknowledged' : 'Ladder'}
      errors={refused !== null}
    >
      {refused !== null && <ErrorSummary errors={[{ field: '', text: refused }]} />}
      <h1 class="nhsuk-heading-l">What the ladder has raised</h1>
      <SubNavigation
        label="Whose"
        items={[
          { href: pagePaths.raised, text: 'All that this team is told' },
          { href: toMe, text: 'To you, not acknowledged' },
        ]}
        current={mine ? toMe : pagePaths.raised}
      />
      {children.length === 0 && nurses.length === 0 && items.length === 0 ? (
        <p>{mine ? 'Nothing waits for you to acknowledge it.' : 'No step is open.'}</p>
      ) : (
        <Details summary="What acknowledging a step does">
          It says that you have it; only whom it names, or who stands in for them, can. It does not stop the
          clock: a step stays open until its cause is resolved.
        </Details>
      )}
      {from === 0 && <RaisedInQuarantine asked={asked} steps={items} names={names} may={may} mine={mine} />}
      {children.length > 0 && (
        <p>
          {records > raisedAtOnce &&
            `${from + 1} to ${from + children.length} of ${records} children and clients, the highest step first. `}
          Your team owes what names no other team.
        </p>
      )}
      {[...Map.groupBy(children, howFar)].map(([far, those]) => (
        <section>
          <h2 class="nhsuk-heading-s">{far}</h2>
          <ul class="hh-arrivals">
            {those.map((steps) => (
              <OfChild asked={asked} steps={steps} names={names} may={may} mine={mine} />
            ))}
          </ul>
        </section>
      ))}
      {from === 0 && <RaisedForNurses asked={asked} steps={nurses} names={names} may={may} />}
      <Further
        href={mine ? toMe : pagePaths.raised}
        from={from}
        shown={children.length}
        most={raisedAtOnce}
      />
    </Frame>
  );
  return page(drawn, refused === null ? 200 : 422);
}

function sayStep({ step }: Pick<RaisedForTeam, 'step'>): string {
  return ladderStepWords[ladderSteps[step] ?? 'duty-desk'];
}

/** How far the ladder went for a child: the highest step told here, and the highest above it. */
function howFar(steps: readonly RaisedForTeam[]): string {
  const [here, beyond] = [false, true].map((above) =>
    highestOf(steps.filter((step) => step.above === above)),
  );
  return [
    here && `Highest step told here: ${sayStep(here)}`,
    beyond && `Raised above your team as far as: ${sayStep(beyond)}`,
  ]
    .filter(Boolean)
    .join('. ');
}

function highestOf(steps: readonly RaisedForTeam[]): RaisedForTeam | undefined {
  return steps.toSorted((a, b) => b.step - a.step)[0];
}

function acknowledgedWords(steps: readonly RaisedForTeam[], may: MayAcknowledge, who: string): string {
  const open = steps.filter(
    (step) => !step.above && !step.acknowledgedAt && may(step.names) !== 'number',
  ).length;
  if (open === 0) return `${who}: all steps acknowledged`;
  return `${who}: ${open} ${open === 1 ? 'step' : 'steps'} to acknowledge`;
}

type OfChildProps = {
  readonly asked: Asked;
  readonly steps: readonly RaisedForTeam[];
  readonly names: Names;
  readonly may: MayAcknowledge;
  readonly mine: boolean;
};

function OfChild({ asked, steps, names, may, mine }: OfChildProps) {
  const [any] = steps;
  if (!any) return null;
  const { personId, child } = any;
  const asksReader = (step: RaisedForTeam) => step.acknowledgedAt === null && may(step.names) === 'yes';
  // On the list of what waits for the reader, what they came to do stands before the rest.
  const first = mine ? steps.filter(asksReader) : [];
  const rest = steps.filter((step) => !first.includes(step));
  const shown = { asked, names, may, mine };
  return (
    <li class="hh-arrival hh-child">
      <h3 class="hh-arrival__name">
        <a href={recordOf(personId, child)}>{nameOrUnread(child)}</a>
      </h3>
      <AndReference personId={personId} child={child} />
      <div>
        {overdueLines(firstOfEach(steps), asked.actor.teamId, names).map((line) => (
          <p class="hh-arrival__line">{line}</p>
        ))}
      </div>
      <StepsOf {...shown} steps={first} />
      {rest.length > 0 && (
        <Details
          summary={acknowledgedWords(rest, may, first.length > 0 ? 'Who else was told' : 'Who was told')}
        >
          <StepsOf {...shown} steps={rest} />
        </Details>
      )}
    </li>
  );
}

/** Steps below what each is about. */
function StepsOf({ steps, ...shown }: OfChildProps) {
  return (
    <>
      {firstOfEach(steps).map((first) => (
        <>
          <h4 class="nhsuk-heading-s">{owedWords(first)}</h4>
          <ul class="nhsuk-list nhsuk-list--bullet">
            {steps
              .filter(({ key }) => key === first.key)
              .map((step) => (
                <li>
                  <OneStep {...shown} step={step} />
                </li>
              ))}
          </ul>
        </>
      ))}
    </>
  );
}

/** Of the steps about one thing that is owed the first, for each thing. */
function firstOfEach(steps: readonly RaisedForTeam[]): readonly RaisedForTeam[] {
  return steps.filter(({ key }, place) => steps.findIndex((step) => step.key === key) === place);
}

/** What is owed; of a record that the reader may not see nobody knows whether the child is born. */
function owedWords({ kind, child }: RaisedForTeam): string {
  return sayOwed(kind as ObligationKind, child);
}

/** What is overdue, one line for each thing and team: of several of a kind, as reviews are, each time is said after the other. */
function overdueLines(owed: readonly RaisedForTeam[], ours: string, names: Names): readonly string[] {
  const alike = Map.groupBy(owed, ({ kind, ownerTeam }) => `${kind}/${ownerTeam}`);
  return [...alike.values()].flatMap(([first, ...more]) => {
    if (!first) return [];
    const owner = first.ownerTeam === ours ? '' : `${names.team(first.ownerTeam)}, `;
    const due = [first, ...more].map(({ dueAt }) => sayInstant(dueAt)).join(' and ');
    return [`${owedWords(first)}: ${owner}was due ${due}`];
  });
}

type Step = Omit<OfChildProps, 'steps'> & { readonly step: RaisedForTeam };

function OneStep({ asked, step, names, may, mine }: Step) {
  const { personId, key, child } = step;
  return (
    <RaisedStep
      asked={asked}
      step={step}
      names={names}
      may={may}
      fields={{ person: personId, key, step: String(step.step), ...forMe(mine) }}
      about={`${owedWords(step)}, ${sayStep(step).toLowerCase()}, ${nameOrUnread(child)}`}
    >
      <strong>{sayStep(step)}</strong>
      {step.above && ', above your team'}: {namedIn(step)}
    </RaisedStep>
  );
}
