import type { Circumstances } from '../../domain/risk/circumstances.ts';
import type { Answers, Field, FieldError } from './fields.ts';
import type { ChildForm } from './form.ts';

/** A form about what surrounds the child. Circumstances are recorded whole: it says what changes, and the rest stays as it is. */
export function circumstancesForm(
  form: Omit<ChildForm, 'command'> & {
    change: (answers: Answers, now: Circumstances) => Partial<Circumstances>;
    /** The danger that is looked at again by sending this form. */
    lookedAt?: (answers: Answers) => string;
  },
): ChildForm {
  const { change, lookedAt, ...rest } = form;
  return {
    ...rest,
    command: (answers, view) => ({
      type: 'record-circumstances',
      circumstances: { ...view.state.circumstances, ...change(answers, view.state.circumstances) },
      ...(lookedAt ? { lookedAt: lookedAt(answers) } : {}),
    }),
  };
}

/** What has to be answered where the first answer says that there is something. */
export function unanswered(answers: Answers, fields: readonly Field[]): readonly FieldError[] {
  return fields
    .filter(({ name }) => answers.text(name) === '')
    .map(({ name, label }) => ({ name, says: `Answer this: ${label.replace(/\?$/, '')}` }));
}

/** "None", and something described all the same: nothing of it may be dropped in silence. */
export function contradicted(
  answers: Answers,
  name: string,
  says: string,
  fields: readonly Field[],
): readonly FieldError[] {
  return fields.some((field) => answers.text(field.name) !== '') ? [{ name, says }] : [];
}
