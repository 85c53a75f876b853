import { planBulk, planFault } from '../../application/bulk/bulk-commands.ts';
import { londonDate } from '../../domain/calendar/time.ts';
import { InsetText } from '../components/content.tsx';
import { Carried, commandField, Form, versionField } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import { SummaryList } from '../components/lists.tsx';
import { Questions } from '../components/questions.tsx';
import type { WebDeps } from '../deps.ts';
import { planFields, planOf } from '../forms/bulk-forms.ts';
import { answersInWords, type FieldError, type RawForm, readForm } from '../forms/fields.ts';
import { bulkContext } from './bulk-asked.ts';
import { commandIdOf } from './carried.ts';
import { Frame } from './frame.tsx';
import { pagePaths } from './page-paths.ts';
import { questionsPage } from './questions-page.tsx';
import { type Answered, type Asked, go, page, type Route } from './route.ts';

/**
 * The form is drawn for a team without a plan. A plan that was made meanwhile stands in its way, and says who made it.
 */
const noPlanYet = 0;

/** Planning a team's last day: questions, the answers to check, and only then a plan (scenarios A31, A44). */
export function bulkPlanRoutes(deps: WebDeps): readonly Route[] {
  const fieldsFor = (asked: Asked) => planFields(deps.directory(), asked.actor.teamId, londonDate(asked.now));
  const ask = (asked: Asked, errors: readonly FieldError[]): Answered =>
    questionsPage({
      asked,
      title: 'Plan a bulk handover',
      heading: `Plan the handover of every child of ${asked.view.person?.teamName}`,
      back: { href: pagePaths.bulk, text: 'Bulk handovers' },
      errors,
      fields: fieldsFor(asked),
      content: (
        <>
          <InsetText>
            <p>
              A plan sets the last day for each child and prepares a draft. Nothing is sent before you decide
              to go. Your team answers for each child until a named practitioner has accepted it.
            </p>
          </InsetText>
          <Form view={asked.view} action={pagePaths.bulkPlan}>
            <Carried version={noPlanYet} />
            <Questions fields={fieldsFor(asked)} typed={asked.form} errors={errors} />
            <Button>Check your answers</Button>
          </Form>
        </>
      ),
    });
  return [
    {
      method: 'GET',
      path: pagePaths.bulkPlan,
      permission: 'run-bulk',
      looks: null,
      handle: async (asked) => ask(asked, []),
    },
    {
      method: 'POST',
      path: pagePaths.bulkPlan,
      permission: 'run-bulk',
      looks: null,
      handle: async (asked) => {
        const fields = fieldsFor(asked);
        const read = readForm(fields, asked.form);
        if (!read.ok) return ask(asked, read.errors);
        if (asked.form.change === 'yes') return ask(asked, []);
        // The plan's own id: what is sent a second time from one page of checked answers is one plan.
        const bulkId = commandIdOf(asked.form);
        const plan = planOf(read.answers, bulkId, asked.actor.teamId);
        const context = bulkContext(deps, asked);
        const fault = planFault(plan, context);
        if (fault) return ask(asked, [{ name: '', says: `${fault.says} ${fault.canDo}` }]);
        if (asked.form.checked !== 'yes')
          return page(
            <Frame
              asked={asked}
              title="Check your answers"
              back={{ href: pagePaths.bulk, text: 'Bulk handovers' }}
            >
              <h1 class="nhsuk-heading-l">Check your answers</h1>
              <SummaryList
                rows={answersInWords(fields, asked.form).map(({ label, words }) => ({
                  key: label,
                  value: words,
                }))}
              />
              <Form view={asked.view} action={pagePaths.bulkPlan}>
                <Hidden form={asked.form} />
                <Carried version={noPlanYet} />
                <div class="nhsuk-button-group">
                  <button class="nhsuk-button" type="submit" name="checked" value="yes">
                    Make the plan
                  </button>{' '}
                  <button
                    class="nhsuk-button nhsuk-button--secondary"
                    type="submit"
                    name="change"
                    value="yes"
                  >
                    Change the answers
                  </button>
                </div>
              </Form>
            </Frame>,
          );
        const outcome = await planBulk(plan, context);
        return outcome.kind === 'done'
          ? go(pagePaths.bulkOne(outcome.bulkId))
          : ask(asked, [{ name: '', says: `${outcome.says} ${outcome.canDo}` }]);
      },
    },
  ];
}

/** What was typed, carried to the next page of the same form. */
export function Hidden({ form }: { form: RawForm }) {
  return (
    <>
      {Object.entries(form)
        .filter(([name]) => !['checked', 'change', versionField, commandField].includes(name))
        .flatMap(([name, value]) =>
          [value ?? []].flat().map((one) => <input type="hidden" name={name} value={String(one)} />),
        )}
    </>
  );
}
