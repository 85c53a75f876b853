import type { Child } from '../html/jsx-runtime.ts';
import type { View } from '../view.ts';

export const csrfField = '_csrf';

/** A form that changes something: always by post, always with the token of this person's sign-in. */
export function Form({ view, action, children }: { view: View; action: string; children: Child }) {
  return (
    <form action={action} method="post" novalidate>
      <input type="hidden" name={csrfField} value={view.csrf()} />
      {children}
    </form>
  );
}

/** A form that only asks: its answers stand in the address, so that the page can be kept and shared. */
export function QueryForm({ action, children }: { action: string; children: Child }) {
  return (
    <form action={action} method="get" novalidate>
      {children}
    </form>
  );
}
