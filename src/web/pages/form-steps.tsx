import { Button } from '../components/links.tsx';
import { SummaryList } from '../components/lists.tsx';
import { answersInWords, boxNamesOf, type Field, type FieldError, type RawForm } from '../forms/fields.ts';
import type { Step } from '../forms/form.ts';

/** A long form by topics: where a request stands among them, and what is asked there. */

/** The number of the step in a request, from nought; the first where it says none. */
export function stepIn(steps: readonly Step[], said: unknown): number {
  const step = Number(said ?? 0);
  return Number.isInteger(step) && step >= 0 && step < steps.length ? step : 0;
}

/** The questions of the steps up to this one: what can have been answered by then. */
export function askedBy(steps: readonly Step[], step: number): readonly Field[] {
  return steps.slice(0, step + 1).flatMap(({ fields }) => fields);
}

/** The first step with a fault; the given one where a fault is of no question. */
export function stepOfFault(
  steps: readonly Step[],
  errors: readonly FieldError[],
  otherwise: number,
): number {
  const found = steps.findIndex(({ fields }) =>
    fields.some(({ name }) => errors.some((error) => error.name === name)),
  );
  return found === -1 ? otherwise : found;
}

/** What was answered on other pages, without the boxes of the questions on this one: a tick taken away stays away. */
export function answeredElsewhere(typed: RawForm, here: readonly Field[]): RawForm {
  const shown = new Set(boxNamesOf(here));
  return Object.fromEntries(Object.entries(typed).filter(([name]) => !shown.has(name)));
}

/** The answers by topic, each topic with its way back to be changed. */
export function AnswersByStep({ steps, typed }: { steps: readonly Step[]; typed: RawForm }) {
  return (
    <>
      {steps.map((step, number) => (
        <section>
          <h2 class="nhsuk-heading-m">{step.title}</h2>
          <SummaryList
            rows={answersInWords(step.fields, typed).map(({ label, words }) => ({
              key: label,
              value: words,
            }))}
          />
          <Button
            small
            variant="secondary"
            name="_then"
            value={`change-${number}`}
            hiddenText={step.title.toLowerCase()}
          >
            Change
          </Button>
        </section>
      ))}
    </>
  );
}
