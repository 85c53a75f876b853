import type { SentForm } from '../../application/directory-standing.ts';
import { Carried, versionField } from '../components/form.tsx';
import type { RawForm } from '../forms/fields.ts';
import { againstOf, formIdOf } from './carried.ts';

/**
 * The mark of a form: its id, and what stood when it was drawn. Drawn again because of a fault in the answers, it keeps
 * the first mark, so that what changed meanwhile is still told.
 */
export function FormMark({ form, stands }: { readonly form: RawForm | null; readonly stands: string }) {
  return <Carried version={String(form?.[versionField] ?? stands)} />;
}

/** The form that was sent, by its mark. A form without one was drawn against nothing, and is told what stands. */
export function sentForm(form: RawForm): SentForm {
  return { formId: formIdOf(form), against: againstOf(form) };
}
