import { ruleWords } from '../../application/story/acts.ts';
import { playStory, type Story, type StoryStep } from '../../application/story/story.ts';
import { sayInstant } from '../../domain/calendar/time.ts';
import { lowerFirst } from '../../domain/language/sentence.ts';
import { InsetText, WarningCallout } from '../components/content.tsx';
import { ButtonLink } from '../components/links.tsx';
import { Table } from '../components/table.tsx';
import { Frame } from './frame.tsx';
import { pagePaths } from './page-paths.ts';
import { type Asked, notFound, page, type Route } from './route.ts';

let played: Story | null = null;

/** The story is pure, so it is played once for the life of the process. */
function story(): Story {
  played ??= playStory();
  return played;
}

/** The built-in story, step by step: who holds the child, which alarm rings at whom, which rule stopped each failure. */
export function storyRoutes(): readonly Route[] {
  return [
    {
      method: 'GET',
      path: pagePaths.story,
      permission: 'step-through-story',
      looks: null,
      handle: async (asked) => page(<Start asked={asked} />),
    },
    {
      method: 'GET',
      path: pagePaths.storyStep(':step'),
      permission: 'step-through-story',
      looks: null,
      handle: async (asked) => {
        const step = story().steps.find((one) => String(one.no) === asked.parameters.step);
        return step ? page(<StepPage asked={asked} step={step} />) : notFound;
      },
    },
  ];
}

function Start({ asked }: { asked: Asked }) {
  const { steps } = story();
  return (
    <Frame asked={asked} title="Story">
      <h1 class="nhsuk-heading-l">A story in {steps.length} steps</h1>
      <p>
        It follows the pattern of the review of Child J with invented people: two boundary crossings, silence
        on the other side, a new adult in the home. At each step you see who holds the child and which alarm
        rings at whom. Nothing is written down beforehand but what people do: the rules of Handhold do the
        rest.
      </p>
      <ol class="nhsuk-list nhsuk-list--number">
        {steps.map((step) => (
          <li>
            <a href={pagePaths.storyStep(step.no)}>{step.title}</a>
          </li>
        ))}
      </ol>
      <ButtonLink href={pagePaths.storyStep(steps[0]?.no ?? 1)}>Begin</ButtonLink>
    </Frame>
  );
}

function StepPage({ asked, step }: { asked: Asked; step: StoryStep }) {
  const all = story();
  const index = all.steps.indexOf(step);
  const next = all.steps[index + 1];
  const before = all.steps[index - 1];
  return (
    <Frame asked={asked} title={step.title} back={{ href: pagePaths.story, text: 'The story' }}>
      <p class="nhsuk-caption-l">
        Step {index + 1} of {all.steps.length}, {sayInstant(step.at)}
      </p>
      <h1 class="nhsuk-heading-l">{step.title}</h1>
      <p>{step.happens}</p>
      <InsetText>
        <p>
          <strong>{step.holderSays}</strong>
        </p>
        {step.supporting && <p>Supporting: {step.supporting}.</p>}
      </InsetText>
      <h2 class="nhsuk-heading-m">What people did</h2>
      {step.acts.length === 0 && <p>Nobody did anything.</p>}
      {step.acts.length > 0 && (
        <ul class="nhsuk-list nhsuk-list--bullet">
          {step.acts.map((act) => (
            <li>
              {`${sayInstant(act.at)}, ${act.who}: ${lowerFirst(act.does)}.`}
              {act.refused && <Refused refused={act.refused} />}
            </li>
          ))}
        </ul>
      )}
      {step.alarms.length > 0 && (
        <WarningCallout heading="Alarms that ring" level={2}>
          <ul>
            {step.alarms.map((alarm) => (
              <li>
                {`${sayInstant(alarm.at)}: “${alarm.owed}” is overdue. ${alarm.stepSays}: ${alarm.names.map((one) => `${one.name} (${one.team})`).join(', ')}`}
              </li>
            ))}
          </ul>
        </WarningCallout>
      )}
      <Table
        caption="Which rule stopped what"
        captionSize="m"
        columns={[
          { head: 'What could have failed', cell: (rule) => rule.failure },
          { head: 'What stops it', cell: (rule) => rule.stops },
          { head: 'Rule', cell: (rule) => ruleWords[rule.rule] },
        ]}
        rows={step.stoppedBy}
        none="No rule had to stop anything at this step."
      />
      {!next && <Gaps />}
      <div class="nhsuk-button-group">
        {next && <ButtonLink href={pagePaths.storyStep(next.no)}>Next step</ButtonLink>}
        {before && (
          <ButtonLink href={pagePaths.storyStep(before.no)} variant="secondary">
            Step before
          </ButtonLink>
        )}
      </div>
    </Frame>
  );
}

function Refused({ refused }: { refused: NonNullable<StoryStep['acts'][number]['refused']> }) {
  const detail = refused.detail === null ? '' : ` (${refused.detail})`;
  return <strong>{` Refused: ${refused.says}${detail} ${refused.canDo}`}</strong>;
}

/** Gap minutes, recounted plainly from the facts, from the first fact on. */
function Gaps() {
  const all = story();
  return (
    <>
      <Table
        caption="Who answered, recounted from the facts"
        captionSize="m"
        columns={[
          { head: 'Who', cell: (row) => row.holder },
          { head: 'From', cell: (row) => sayInstant(row.from) },
          { head: 'Until', cell: (row) => sayInstant(row.to) },
          { head: 'Minutes', cell: (row) => row.minutes.toLocaleString('en-GB'), numeric: true },
          { head: 'Gap before, minutes', cell: (row) => row.gapBefore, numeric: true },
        ]}
        rows={all.gaps}
        none=""
      />
      <p>
        Minutes with nobody accountable: <strong>{all.gapMinutes}</strong>.
      </p>
    </>
  );
}
