import { mayAgreeForClient } from '../../domain/programme/client-address.ts';
import { agreeing } from './agreeing.ts';
import type { ClientForm } from './client-form.ts';

/** Where a client lives is hidden at once; that it is shown again is a decision of two people (promise P11). */
export const clientSealForms = {
  'seal-client-address': {
    title: 'Seal her address',
    button: 'Seal her address',
    guidance: () =>
      'A sealed address is shown on no page, in no search, print, export, notice or log, and whoever asks by her number is told no site. Her children are sealed with her.',
    fields: () => [{ kind: 'text', name: 'why', label: 'Why?' }],
    command: (answers) => ({ type: 'seal-client-address', why: answers.text('why') }),
  },
  'open-client-address': {
    title: 'Open her sealed address',
    button: 'Open her address',
    guidance: () =>
      'From then on everybody who may read her record sees where she lives, the earlier places too: what was seen stays seen. Her children stay as they are: while one is sealed her page goes on hiding the place. The lead of her site and the named nurses are told.',
    fields: (view) => [
      {
        kind: 'choice',
        name: 'agreed-by',
        label: 'Who agreed with you?',
        hint: 'Speak to them first: they are told that they agreed.',
        options: agreeing(mayAgreeForClient(view.state, view)),
      },
      { kind: 'long', name: 'why', label: 'Why is she no longer in danger there?' },
    ],
    checks: true,
    command: (answers) => ({
      type: 'open-client-address',
      why: answers.text('why'),
      agreedBy: answers.text('agreed-by'),
    }),
  },
} as const satisfies Readonly<Record<string, ClientForm>>;
