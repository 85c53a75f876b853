import { randomUUID } from 'node:crypto';
import { uuidFor } from '../../application/import/identifiers.ts';
import { commandField, lineVersionField, versionField } from '../components/form.tsx';
import type { RawForm } from '../forms/fields.ts';
import { isId } from './ids.ts';

/**
 * The version of a record for which a form was drawn. Anything that is no number counts as older than all: then what
 * changed is compared.
 */
export function versionOf(form: RawForm): number {
  return versionIn(againstOf(form));
}

/**
 * The mark of what a form was drawn against, where that is not one record. A form without a mark was drawn against
 * nothing, and is told what stands.
 */
export function againstOf(form: RawForm): string {
  return String(form[versionField] ?? '');
}

/** The id that a form carries from when it was first drawn: of the record that is made by it. A fresh one when it carried none. */
export function formIdOf(form: RawForm): string {
  const sent = String(form[commandField] ?? '');
  return isId(sent) ? sent : randomUUID();
}

/**
 * Which of all sendings it is, by the form and by what it says, so that a second click has no second effect. A browser that goes back
 * shows the form as it was sent: with other words it is another sending, and is never answered as if that had been recorded (P8).
 */
export function commandIdOf(form: RawForm): string {
  const said = Object.entries(form).filter(([name]) => !name.startsWith('_'));
  return uuidFor('form-sent', formIdOf(form), JSON.stringify(said.toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

/** The records of a form's lines, each with the version that it was drawn for. */
export function lineVersionsOf(form: RawForm): ReadonlyMap<string, number> {
  const prefix = lineVersionField('');
  return new Map(
    Object.entries(form).flatMap(([name, sent]) => {
      const personId = name.startsWith(prefix) ? name.slice(prefix.length) : '';
      return isId(personId) ? [[personId, versionIn(String(sent))] as const] : [];
    }),
  );
}

/** A version that was sent; anything that is no number counts as older than all. */
function versionIn(sent: string): number {
  return /^\d{1,9}$/.test(sent) ? Number(sent) : 0;
}
