import { type Instant, sayInstant } from '../../domain/calendar/time.ts';
import { Details, InsetText, WarningCallout } from '../components/content.tsx';
import { Carried, Form } from '../components/form.tsx';
import { Button, ButtonLink } from '../components/links.tsx';
import { SummaryList } from '../components/lists.tsx';
import { Faults, Questions } from '../components/questions.tsx';
import { Timeline } from '../components/record.tsx';
import { answersInWords, boxNamesOf, type FieldError, type RawForm } from '../forms/fields.ts';
import { AnswersByStep, answeredElsewhere } from './form-steps.tsx';
import { Frame } from './frame.tsx';
import { asks, happenedField, type OpenForm } from './open-form.ts';
import { type Answered, type Asked, page } from './route.ts';

/**
 * The place among the steps of a long form, and whether its answers were checked before: then it leads back to that
 * check.
 */
export type Place = { readonly step: number; readonly checked: boolean };

type FormPageProps = {
  asked: Asked;
  form: OpenForm;
  typed: RawForm;
  errors: readonly FieldError[];
  note: string | null;
  version: number;
  formId: string;
  at: Place;
};

export function FormPage({ asked, form, typed, errors, note, version, formId, at }: FormPageProps) {
  const step = form.steps?.[at.step];
  const fields = step?.fields ?? form.fields;
  const title = step?.title ?? form.title;
  const isFirst = at.step === 0;
  const isLast = at.step >= (form.steps?.length ?? 1) - 1;
  return (
    <Frame asked={asked} title={title} back={form.back} errors={errors.length > 0}>
      <Faults fields={[...form.fields, happenedField]} errors={errors} />
      <p class="nhsuk-caption-l">
        {form.caption}
        {step && `. ${form.title}: step ${at.step + 1} of ${form.steps?.length}`}
      </p>
      <h1 class="nhsuk-heading-l">{title}</h1>
      {isFirst && form.guidance && (
        <InsetText>
          <p>{form.guidance}</p>
        </InsetText>
      )}
      {form.mask && fields.some(({ kind }) => kind === 'long' || kind === 'text') && (
        <WarningCallout heading="A place stays hidden" level={2}>
          <p>
            Write neither the place nor its postcode in your own words. What is known of it is left out
            wherever this is read; what is not known cannot be.
          </p>
        </WarningCallout>
      )}
      {isFirst &&
        form.shows.map(({ heading, lines }) => (
          <>
            <h2 class="nhsuk-heading-m">{heading}</h2>
            <SummaryList rows={lines} />
          </>
        ))}
      {note && <p>{note}</p>}
      <Form view={asked.view} action={form.address}>
        <Carried version={version} commandId={formId} />
        {step && (
          <CarriedStep
            at={at}
            typed={answeredElsewhere(typed, isLast ? [...fields, happenedField] : fields)}
          />
        )}
        <Questions fields={fields.filter((field) => !field.further)} typed={typed} errors={errors} />
        <Further form={form} typed={typed} errors={errors} />
        {isLast && form.happened === null && (
          <Details summary="It happened earlier" open={errors.some((error) => error.name === 'happened')}>
            <Questions fields={[happenedField]} typed={typed} errors={errors} />
          </Details>
        )}
        <div class="nhsuk-button-group">
          <Button>{buttonWords(form, at.checked || isLast)}</Button>
          {step && !isFirst && !at.checked && (
            <Button variant="secondary" name="_then" value="back">
              Back to the step before
            </Button>
          )}
          {form.fields.length > 0 && form.keeps !== false && (
            <Button variant="secondary" name="_then" value="keep">
              Save and come back later
            </Button>
          )}
          {note && <ThrowAway />}
        </div>
      </Form>
    </Frame>
  );
}

/** A draft that is not wanted any more would fill the form in again each time. */
function ThrowAway() {
  return (
    <Button variant="secondary" name="_then" value="drop">
      Throw the draft away
    </Button>
  );
}

function buttonWords(form: OpenForm, isLast: boolean): string {
  if (!isLast) return 'Continue';
  return form.checks ? 'Check your answers' : form.button;
}

/** The answers of the other steps, and where among them this page is. */
function CarriedStep({ at, typed }: { at: Place; typed: RawForm }) {
  return (
    <>
      <input type="hidden" name="_step" value={String(at.step)} />
      {at.checked && <input type="hidden" name="_checked" value="yes" />}
      <CarriedAnswers typed={typed} />
    </>
  );
}

/** Questions whose answers stand already: folded away, and open when one of them was changed before or is wrong. */
function Further({ form, typed, errors }: { form: OpenForm; typed: RawForm; errors: readonly FieldError[] }) {
  const fields = form.fields.filter((field) => field.further);
  if (fields.length === 0) return null;
  const wrong = errors.some((error) => fields.some((field) => field.name === error.name));
  const changed = boxNamesOf(fields).some(
    (name) => String(typed[name] ?? '') !== String(form.known[name] ?? ''),
  );
  return (
    <Details summary={form.further ?? 'More questions'} open={wrong || changed}>
      <Questions fields={fields} typed={typed} errors={errors} />
    </Details>
  );
}

/** What was typed, carried on without being shown as boxes. */
function CarriedAnswers({ typed }: { typed: RawForm }) {
  return (
    <>
      {Object.entries(typed).flatMap(([name, value]) =>
        (typeof value === 'string' ? [value] : (value ?? [])).map((one) => (
          <input type="hidden" name={name} value={one} />
        )),
      )}
    </>
  );
}

function EnteredAnswers({ form, typed }: { form: OpenForm; typed: RawForm }) {
  const rows = answersInWords(asks(form), typed);
  return <SummaryList rows={rows.map(({ label, words }) => ({ key: label, value: words }))} />;
}

/** Before what is hard to take back: the answers once more, to be sent or changed. */
export function checkAnswers(
  asked: Asked,
  form: OpenForm,
  typed: RawForm,
  version: number,
  formId: string,
): Answered {
  return page(
    <Frame asked={asked} title={`Check your answers: ${form.title}`} back={form.back}>
      <p class="nhsuk-caption-l">{form.title}</p>
      <h1 class="nhsuk-heading-l">Check your answers</h1>
      <p>{form.caption}.</p>
      {form.guidance && (
        <InsetText>
          <p>{form.guidance}</p>
        </InsetText>
      )}
      {!form.steps && <EnteredAnswers form={form} typed={typed} />}
      <Form view={asked.view} action={form.address}>
        <Carried version={version} commandId={formId} />
        <CarriedAnswers typed={typed} />
        {form.steps && <AnswersByStep steps={form.steps} typed={typed} />}
        <div class="nhsuk-button-group">
          <Button name="_then" value="send">
            {form.button}
          </Button>
          {!form.steps && (
            <Button variant="secondary" name="_then" value="change">
              Change an answer
            </Button>
          )}
        </div>
      </Form>
    </Frame>,
  );
}

/** What was entered for an older record: sent from an old tab, or kept as a draft since `savedAt`. */
type Outdated = { readonly againstVersion: number; readonly savedAt?: Instant };

/**
 * An old tab, an old draft or a second user: what changed meanwhile, what stands there now, what was entered, and a choice. Never
 * a silent win (promise P8).
 */
export function comparison(
  asked: Asked,
  form: OpenForm,
  typed: RawForm,
  { againstVersion, savedAt }: Outdated,
): Answered {
  const since = savedAt ? `you kept your draft of ${sayInstant(savedAt)}` : 'you opened it';
  return page(
    <Frame asked={asked} title="This record has changed" back={form.record}>
      <h1 class="nhsuk-heading-l">This record has changed since {since}</h1>
      <p>{form.caption}.</p>
      <WarningCallout heading="What you entered here is not recorded yet" level={2}>
        <p>
          Read what changed, then decide whether what you entered is still right. To record it, go back to
          your answers and send them again, to the record as it is now.
        </p>
      </WarningCallout>
      <h2 class="nhsuk-heading-m">What changed meanwhile</h2>
      <Timeline items={form.newer(againstVersion)} level={3} />
      <StandsNow form={form} typed={typed} />
      <h2 class="nhsuk-heading-m">What you entered: {form.title.toLowerCase()}</h2>
      <EnteredAnswers form={form} typed={typed} />
      <Form view={asked.view} action={form.address}>
        <Carried version={form.version} />
        <CarriedAnswers typed={typed} />
        <div class="nhsuk-button-group">
          <ButtonLink href={form.record.href}>Leave the record as it is now</ButtonLink>
          <Button variant="secondary" name="_then" value="change">
            Go back to my answers
          </Button>
          {savedAt && <ThrowAway />}
        </div>
      </Form>
    </Frame>,
    savedAt ? 200 : 409,
  );
}

/** Of the questions that the record answers by itself: what it says now, where that is not what was entered. */
function StandsNow({ form, typed }: { form: OpenForm; typed: RawForm }) {
  const entered = new Map(answersInWords(asks(form), typed).map(({ label, words }) => [label, words]));
  const now = answersInWords(asks(form), form.known).filter(
    ({ label, words }) => entered.get(label) !== words,
  );
  if (now.length === 0) return null;
  return (
    <>
      <h2 class="nhsuk-heading-m">What the record says now, and you would replace</h2>
      <SummaryList rows={now.map(({ label, words }) => ({ key: label, value: words }))} />
    </>
  );
}
