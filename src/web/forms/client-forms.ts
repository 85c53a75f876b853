import type { ClientCommandName } from '../../domain/programme/client-commands.ts';
import type { ClientForm } from './client-form.ts';
import { clientSealForms } from './client-seal-forms.ts';
import { courseForms } from './course-forms.ts';
import { doorForms } from './door-forms.ts';
import { entryForms } from './entry-forms.ts';
import { refusalForms } from './refusal-forms.ts';
import { transferForms } from './transfer-forms.ts';
import { visitForms } from './visit-forms.ts';

/** Every command but that which makes her record, on a page of its own, and that which a message gives. */
export type ClientFormName = Exclude<ClientCommandName, 'refer' | 'report-death'>;

/** Every form about a client, by the command that it makes. */
export const clientForms: Readonly<Record<ClientFormName, ClientForm>> = {
  ...entryForms,
  ...clientSealForms,
  ...visitForms,
  ...courseForms,
  ...transferForms,
  ...doorForms,
  ...refusalForms,
};

/** The form of a name from an address; null where there is none. */
export function clientFormOf(name: string | undefined): ClientForm | null {
  return name !== undefined && Object.hasOwn(clientForms, name) ? clientForms[name as ClientFormName] : null;
}
