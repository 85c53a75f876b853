import { randomUUID } from 'node:crypto';
import type { SentForm } from '../../application/directory-standing.ts';
import type { RawForm } from '../forms/fields.ts';
import { isId } from './ids.ts';

/**
 * Which form this is, and what stood when it was drawn. Drawn again because of a fault in the answers, it keeps what it was first
 * drawn against: what changed meanwhile is still told.
 */
export function FormMark({ form, stands }: { readonly form: RawForm | null; readonly stands: string }) {
  return (
    <>
      <input type="hidden" name="_form" value={randomUUID()} />
      <input type="hidden" name="_against" value={String(form?._against ?? stands)} />
    </>
  );
}

/** The form that was sent; one that does not say what it was drawn against was drawn against nothing, and is told what stands. */
export function sentForm({ _form, _against }: RawForm): SentForm {
  return { formId: isId(String(_form)) ? String(_form) : randomUUID(), against: String(_against ?? '') };
}
