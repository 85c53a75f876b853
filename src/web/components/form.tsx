import { randomUUID } from 'node:crypto';
import type { Child } from '../html/jsx-runtime.ts';
import type { View } from '../view.ts';

export const csrfField = '_csrf';
/**
 * The box for what the sender of a form had before their eyes: the version of a record, or a mark of whatever else the
 * form changes.
 */
export const versionField = '_version';
/** The box for the id of this sending: sent a second time it has no second effect. */
export const commandField = '_command';

/** A form that changes something: always by post, always with the token of this person's sign-in. */
export function Form({ view, action, children }: { view: View; action: string; children: Child }) {
  return (
    <form action={action} method="post" novalidate>
      <input type="hidden" name={csrfField} value={view.csrf()} />
      {children}
    </form>
  );
}

type CarriedProps = { readonly version: number | string; readonly commandId?: string };

/**
 * What every form carries that changes something which others may change meanwhile: its version and its id (promise
 * P8).
 */
export function Carried({ version, commandId = randomUUID() }: CarriedProps) {
  return (
    <>
      <input type="hidden" name={versionField} value={String(version)} />
      <input type="hidden" name={commandField} value={commandId} />
    </>
  );
}

/** The box for the version of one line, in a form whose lines are records of their own. */
export function lineVersionField(personId: string): string {
  return `${versionField}-${personId}`;
}

/** A form that only asks: its answers stand in the address, so that the page can be kept and shared. */
export function QueryForm({ action, children }: { action: string; children: Child }) {
  return (
    <form action={action} method="get" novalidate>
      {children}
    </form>
  );
}
