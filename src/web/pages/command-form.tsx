import { randomUUID } from 'node:crypto';
import { type Instant, sayInstant } from '../../domain/calendar/time.ts';
import type { PlaceMask } from '../../domain/identity/place-mask.ts';
import { Details, InsetText, WarningCallout } from '../components/content.tsx';
import { ErrorSummary } from '../components/errors.tsx';
import { Form } from '../components/form.tsx';
import { Button, ButtonLink } from '../components/links.tsx';
import { SummaryList } from '../components/lists.tsx';
import { Questions } from '../components/questions.tsx';
import { Timeline, type TimelineItem } from '../components/record.tsx';
import type { WebDeps } from '../deps.ts';
import {
  type Answers,
  answersInWords,
  draftOf,
  type Field,
  type FieldError,
  type RawForm,
  readForm,
} from '../forms/fields.ts';
import type { Shown } from '../forms/form.ts';
import { Frame } from './frame.tsx';
import { isId } from './ids.ts';
import { type Answered, type Asked, go, page } from './route.ts';

/** What is sent with the answers: an id that makes a repetition harmless, and the version that was before their eyes. */
export type Sent = {
  readonly commandId: string;
  readonly expectedVersion: number;
  readonly happenedAt: Instant | null;
};

export type Recorded =
  | { readonly kind: 'done'; readonly to: string }
  | { readonly kind: 'refused'; readonly says: string }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'closed'; readonly answer: Answered };

/** A form opened on a record, with all that drawing, keeping, sending and comparing it needs to know of that record. */
export type OpenForm = {
  readonly personId: string;
  readonly version: number;
  readonly title: string;
  readonly button: string;
  readonly guidance: string | null;
  readonly shows: Shown | null;
  readonly fields: readonly Field[];
  /** What the folded questions say while they are closed. */
  readonly further?: string | null;
  readonly known: RawForm;
  readonly faults: (answers: Answers) => readonly FieldError[] | Promise<readonly FieldError[]>;
  readonly checks: boolean;
  /** Whether it may be left and resumed: not while there is no record yet to keep a draft with. */
  readonly keeps?: boolean;
  readonly happened: ((answers: Answers) => Instant) | null;
  /** Takes the places out of a draft while the address of whom it is about is sealed; null or absent while it is open (P11). */
  readonly mask?: PlaceMask | null;
  readonly address: string;
  /** Where the record stands now, in one sentence. */
  readonly caption: string;
  readonly back: { readonly href: string; readonly text: string };
  readonly record: { readonly href: string; readonly text: string };
  /** What changed since a version, in words. */
  readonly newer: (version: number) => readonly TimelineItem[];
  readonly send: (answers: Answers, sent: Sent) => Promise<Recorded>;
};

/** The true time of what is entered late: accountability still moves when it is recorded. */
const happenedField: Field = {
  kind: 'moment',
  name: 'happened',
  label: 'When did it happen?',
  hint: 'Leave empty if it happened just now. The record keeps both times.',
  optional: true,
};

/** The form's own questions, with that for the true time where the form does not ask it itself. */
function asks(form: OpenForm): readonly Field[] {
  return form.happened ? form.fields : [...form.fields, happenedField];
}

/** Draws a form, with a draft filled in where one was kept. */
export async function drawForm(asked: Asked, deps: WebDeps, form: OpenForm): Promise<Answered> {
  const draft = await deps.readings.draft(asked.actor, form.personId, form.address);
  const typed = { ...form.known, ...draft?.data };
  const places = form.fields.some((field) => field.place);
  const left = places ? ' What may tell where the family lives is not kept in drafts: enter it again.' : '';
  const note = draft ? `Your draft of ${sayInstant(draft.savedAt)} is filled in.${left}` : null;
  return page(
    <FormPage
      asked={asked}
      form={form}
      typed={typed}
      errors={[]}
      note={note}
      version={form.version}
      commandId={randomUUID()}
    />,
  );
}

/** Takes a form that was sent: keeps it, shows it for checking, records it, refuses in words, or compares what changed. */
export async function takeForm(asked: Asked, deps: WebDeps, form: OpenForm): Promise<Answered> {
  const typed = withoutControls(asked.form);
  const version = Number(asked.form._version ?? form.version);
  const commandId = commandIdOf(asked);
  if (asked.form._then === 'keep' && form.keeps !== false) {
    await deps.readings.saveDraft(asked.actor, form.personId, form.address, {
      data: withoutKnownPlaces(draftOf(asks(form), typed), form.mask),
      againstVersion: version,
      savedAt: asked.now,
    });
    return go(form.back.href);
  }
  const again = (errors: readonly FieldError[], status: number) =>
    page(
      <FormPage
        asked={asked}
        form={form}
        typed={typed}
        errors={errors}
        note={null}
        version={version}
        commandId={commandId}
      />,
      status,
    );
  if (asked.form._then === 'change') return again([], 200);
  const read = readForm(asks(form), asked.form);
  if (!read.ok) return again(read.errors, 422);
  const faults = await form.faults(read.answers);
  if (faults.length > 0) return again(faults, 422);
  if (form.checks && asked.form._then !== 'send') return checkAnswers(asked, form, typed, version, commandId);
  const happened = form.happened ? form.happened(read.answers) : read.answers.text('happened');
  const happenedAt = happened === '' ? null : happened;
  const recorded = await form.send(read.answers, { commandId, expectedVersion: version, happenedAt });
  switch (recorded.kind) {
    case 'done':
      await deps.readings.dropDraft(asked.actor, form.personId, form.address);
      return go(recorded.to);
    case 'refused':
      return again([{ name: '', says: recorded.says }], 422);
    case 'conflict':
      return comparison(asked, form, typed, version);
    case 'closed':
      return recorded.answer;
  }
}

/** A draft leaves the page, so it holds no more of a sealed place than any other record that is read. */
function withoutKnownPlaces(
  data: ReturnType<typeof draftOf>,
  mask: OpenForm['mask'],
): ReturnType<typeof draftOf> {
  if (!mask) return data;
  return Object.fromEntries(
    Object.entries(data).map(([name, typed]) => [
      name,
      typeof typed === 'string' ? mask(typed) : typed.map(mask),
    ]),
  );
}

/** The id that the form carried, so that a second click has no second effect; a fresh one when it carried none. */
export function commandIdOf(asked: Asked): string {
  return isId(String(asked.form._command)) ? String(asked.form._command) : randomUUID();
}

function withoutControls(form: RawForm): RawForm {
  return Object.fromEntries(Object.entries(form).filter(([name]) => !name.startsWith('_')));
}

type FormPageProps = {
  asked: Asked;
  form: OpenForm;
  typed: RawForm;
  errors: readonly FieldError[];
  note: string | null;
  version: number;
  commandId: string;
};

function FormPage({ asked, form, typed, errors, note, version, commandId }: FormPageProps) {
  return (
    <Frame asked={asked} title={form.title} back={form.back} errors={errors.length > 0}>
      <ErrorSummary
        errors={errors.map(({ name, says }) => ({ field: name === '' ? 'maincontent' : name, text: says }))}
      />
      <p class="nhsuk-caption-l">{form.caption}</p>
      <h1 class="nhsuk-heading-l">{form.title}</h1>
      {form.guidance && (
        <InsetText>
          <p>{form.guidance}</p>
        </InsetText>
      )}
      {form.mask && form.fields.some(({ kind }) => kind === 'long' || kind === 'text') && (
        <WarningCallout heading="The address is sealed" level={2}>
          <p>
            Write neither the place nor its postcode in your own words. What is known of it is left out
            wherever this is read; what is not known cannot be.
          </p>
        </WarningCallout>
      )}
      {form.shows && (
        <>
          <h2 class="nhsuk-heading-m">{form.shows.heading}</h2>
          <SummaryList rows={form.shows.lines} />
        </>
      )}
      {note && <p>{note}</p>}
      <Form view={asked.view} action={form.address}>
        <Carried version={version} commandId={commandId} />
        <Questions fields={form.fields.filter((field) => !field.further)} typed={typed} errors={errors} />
        <Further form={form} typed={typed} errors={errors} />
        {form.happened === null && (
          <Details summary="It happened earlier" open={errors.some((error) => error.name === 'happened')}>
            <Questions fields={[happenedField]} typed={typed} errors={errors} />
          </Details>
        )}
        <div class="nhsuk-button-group">
          <Button>{form.checks ? 'Check what you entered' : form.button}</Button>
          {form.fields.length > 0 && form.keeps !== false && (
            <Button variant="secondary" name="_then" value="keep">
              Save and come back later
            </Button>
          )}
        </div>
      </Form>
    </Frame>
  );
}

/** Questions whose answers stand already: folded away, and open when one of them was changed before or is wrong. */
function Further({ form, typed, errors }: { form: OpenForm; typed: RawForm; errors: readonly FieldError[] }) {
  const fields = form.fields.filter((field) => field.further);
  if (fields.length === 0) return null;
  const wrong = errors.some((error) => fields.some((field) => field.name === error.name));
  const changed = Object.entries(form.known).some(([name, value]) => typed[name] !== value);
  return (
    <Details summary={form.further ?? 'More questions'} open={wrong || changed}>
      <Questions fields={fields} typed={typed} errors={errors} />
    </Details>
  );
}

function Carried({ version, commandId }: { version: number; commandId: string }) {
  return (
    <>
      <input type="hidden" name="_version" value={String(version)} />
      <input type="hidden" name="_command" value={commandId} />
    </>
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
function checkAnswers(
  asked: Asked,
  form: OpenForm,
  typed: RawForm,
  version: number,
  commandId: string,
): Answered {
  return page(
    <Frame asked={asked} title="Check your answers" back={form.back}>
      <p class="nhsuk-caption-l">{form.title}</p>
      <h1 class="nhsuk-heading-l">Check your answers</h1>
      <p>{form.caption}.</p>
      <EnteredAnswers form={form} typed={typed} />
      <Form view={asked.view} action={form.address}>
        <Carried version={version} commandId={commandId} />
        <CarriedAnswers typed={typed} />
        <div class="nhsuk-button-group">
          <Button name="_then" value="send">
            {form.button}
          </Button>
          <Button variant="secondary" name="_then" value="change">
            Change an answer
          </Button>
        </div>
      </Form>
    </Frame>,
  );
}

/** An old tab or a second user: what changed meanwhile, what was typed, and a choice. Never a silent win (promise P8). */
function comparison(asked: Asked, form: OpenForm, typed: RawForm, version: number): Answered {
  return page(
    <Frame asked={asked} title="Somebody changed this record" back={form.record}>
      <h1 class="nhsuk-heading-l">Somebody changed this record after you opened it</h1>
      <p>{form.caption}.</p>
      <WarningCallout heading="Nothing of yours has been recorded yet" level={2}>
        <p>Read what changed, then decide whether what you entered is still right.</p>
      </WarningCallout>
      <h2 class="nhsuk-heading-m">What changed meanwhile</h2>
      <Timeline items={form.newer(version)} level={3} />
      <h2 class="nhsuk-heading-m">What you entered: {form.title.toLowerCase()}</h2>
      <EnteredAnswers form={form} typed={typed} />
      <Form view={asked.view} action={form.address}>
        <Carried version={form.version} commandId={randomUUID()} />
        <CarriedAnswers typed={typed} />
        <input type="hidden" name="_then" value="send" />
        <div class="nhsuk-button-group">
          <Button>Record it all the same</Button>
          <ButtonLink href={form.record.href} variant="secondary">
            Leave it as it is now
          </ButtonLink>
        </div>
      </Form>
    </Frame>,
    409,
  );
}
