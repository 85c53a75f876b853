import { randomUUID } from 'node:crypto';
import { commandField, lineVersionField, versionField } from '../components/form.tsx';
import type { RawForm } from '../forms/fields.ts';
import { isId } from './ids.ts';

/** The version of a record that a form was drawn for. What is no such number is older than all: then what changed is compared. */
export function versionOf(form: RawForm): number {
  return versionIn(againstOf(form));
}

/** What a form was drawn against where that is no record; one that does not say it was drawn against nothing, and is told what stands. */
export function againstOf(form: RawForm): string {
  return String(form[versionField] ?? '');
}

/** The id that the form carried, so that a second click has no second effect; a fresh one when it carried none. */
export function commandIdOf(form: RawForm): string {
  const sent = String(form[commandField] ?? '');
  return isId(sent) ? sent : randomUUID();
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

/** What is no number of a version is older than all. */
function versionIn(sent: string): number {
  return /^\d{1,9}$/.test(sent) ? Number(sent) : 0;
}
