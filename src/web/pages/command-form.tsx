import { randomUUID } from 'node:crypto';
import { sayInstant } from '../../domain/calendar/time.ts';
import type { WebDeps } from '../deps.ts';
import { draftOf, type Field, type FieldError, type RawForm, readForm } from '../forms/fields.ts';
import { mendedAt } from '../forms/mended-at.ts';
import { commandIdOf, formIdOf, versionOf } from './carried.ts';
import { draftKept, keptInNoDraft } from './draft-kept.tsx';
import { checkAnswers, comparison, FormPage, type Place } from './form-drawing.tsx';
import { askedBy, stepIn, stepOfFault } from './form-steps.tsx';
import { asks, type OpenForm } from './open-form.ts';
import { type Answered, type Asked, go, page } from './route.ts';

/**
 * Draws a form, filled in from a draft where one was kept. Where the record has changed since that draft, what changed
 * comes first: a draft never silently overwrites what somebody wrote after it (promise P8).
 */
export async function drawForm(asked: Asked, deps: WebDeps, form: OpenForm): Promise<Answered> {
  const draft = await deps.readings.drafts.kept(asked.actor, form.personId, form.address);
  const typed = { ...form.known, ...draft?.data };
  if (draft && form.newer(draft.againstVersion).length > 0) return comparison(asked, form, typed, draft);
  const note = draft
    ? [`Your draft of ${sayInstant(draft.savedAt)} is filled in.`, keptInNoDraft(form)]
        .filter(Boolean)
        .join(' ')
    : null;
  return page(
    <FormPage
      asked={asked}
      form={form}
      typed={typed}
      errors={[]}
      note={note}
      version={form.version}
      formId={randomUUID()}
      at={{ step: 0, checked: false }}
    />,
  );
}

/** Takes a form that was sent: keeps it, shows it for checking, records it, refuses in words, or compares what changed. */
export async function takeForm(asked: Asked, deps: WebDeps, form: OpenForm): Promise<Answered> {
  const typed = withoutControls(asked.form);
  const version = versionOf(asked.form);
  const formId = formIdOf(asked.form);
  if (asked.form._then === 'keep' && form.keeps !== false) {
    await deps.readings.drafts.keep(asked.actor, form.personId, form.address, {
      data: withoutKnownPlaces(draftOf(asks(form), typed), form.mask),
      againstVersion: version,
      savedAt: asked.now,
    });
    return draftKept(asked, form);
  }
  if (asked.form._then === 'drop') {
    await deps.readings.drafts.drop(asked.actor, form.personId, form.address);
    return go(form.address);
  }
  const steps = form.steps ?? [];
  const checked = asked.form._checked === 'yes';
  const here = stepIn(steps, asked.form._step);
  const draw = (errors: readonly FieldError[], step: number, then: Partial<Place> = {}) =>
    page(
      <FormPage
        asked={asked}
        form={form}
        typed={typed}
        errors={errors}
        note={null}
        version={version}
        formId={formId}
        at={{ step, checked, ...then }}
      />,
      errors.length > 0 ? 422 : 200,
    );
  const again = (errors: readonly FieldError[]) => draw(errors, stepOfFault(steps, errors, here));
  const then = String(asked.form._then ?? '');
  if (then === 'back') return draw([], Math.max(0, here - 1));
  if (then.startsWith('change')) return draw([], stepIn(steps, then.split('-')[1]), { checked: true });
  if (here < steps.length - 1 && !checked && then !== 'send') {
    const wrong = await wrongBy(form, askedBy(steps, here), asked.form);
    return wrong.length > 0 ? again(wrong) : draw([], here + 1);
  }
  const read = readForm(asks(form), asked.form);
  if (!read.ok) return again(read.errors);
  const faults = await form.faults(read.answers);
  if (faults.length > 0) return again(faults);
  if (form.checks && then !== 'send') return checkAnswers(asked, form, typed, version, formId);
  const happenedAt = (form.happened ? form.happened(read.answers) : read.answers.text('happened')) || null;
  const recorded = await form.send(read.answers, {
    formId,
    commandId: commandIdOf(asked.form),
    expectedVersion: version,
    happenedAt,
  });
  switch (recorded.kind) {
    case 'done':
      await deps.readings.drafts.drop(asked.actor, form.personId, form.address);
      return go(recorded.to);
    case 'refused': {
      const name = recorded.code ? mendedAt(recorded.code, asks(form), read.answers, asked.now) : '';
      const errors = [{ name, says: recorded.says }, ...(recorded.lines ?? [])];
      return draw(errors, stepOfFault(steps, errors, Math.max(0, steps.length - 1)));
    }
    case 'conflict':
      return comparison(asked, form, typed, { againstVersion: version });
    case 'closed':
      return recorded.answer;
  }
}

/**
 * What is wrong with the answers to the questions asked so far. Questions that are still to come do not count as
 * missing.
 */
async function wrongBy(form: OpenForm, so: readonly Field[], raw: RawForm): Promise<readonly FieldError[]> {
  const read = readForm(so, raw);
  if (!read.ok) return read.errors;
  const faults = await form.faults(read.answers);
  return faults.filter(({ name }) => so.some((field) => field.name === name));
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

function withoutControls(form: RawForm): RawForm {
  return Object.fromEntries(Object.entries(form).filter(([name]) => !name.startsWith('_')));
}
