import type { Answers, Field, FieldError } from './fields.ts';

/** What is wrong between the answers of a form that are each right by themselves. */

/** What has to be answered where the first answer says that there is something. */
export function unanswered(answers: Answers, fields: readonly Field[]): readonly FieldError[] {
  return fields
    .filter(({ name }) => answers.text(name) === '')
    .map(({ name, label }) => ({ name, says: `Answer this: ${label.replace(/\?$/, '')}` }));
}

/** One answer passes by what was written for another: nothing of it may be dropped in silence. */
export function contradicted(
  answers: Answers,
  name: string,
  says: string,
  fields: readonly Field[],
): readonly FieldError[] {
  return fields.some((field) => answers.text(field.name) !== '') ? [{ name, says }] : [];
}
