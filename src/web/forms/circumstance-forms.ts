import { circumstancesForm } from './circumstances-form.ts';
import { dangerForms } from './danger-forms.ts';
import type { ChildForm } from './form.ts';
import { yesNo } from './place.ts';
import { statusForms } from './status-forms.ts';

/** Who lives with the child, who is a danger to it, its statutory status and the safe way to make contact. */
export const circumstanceForms = {
  'add-person': circumstancesForm({
    title: 'Add a person of the family',
    button: 'Add the person',
    fields: () => [
      { kind: 'text', name: 'name', label: 'Name' },
      { kind: 'text', name: 'relation', label: 'Relation to the child' },
      { kind: 'choice', name: 'lives', label: 'Do they live with the child?', options: yesNo },
      {
        kind: 'choice',
        name: 'responsible',
        label: 'Do they have parental responsibility?',
        options: [...yesNo, { value: 'unknown', words: 'Not known' }],
      },
    ],
    change: (answers, now) => ({
      people: [
        ...(now.people ?? []),
        {
          name: answers.text('name'),
          relation: answers.text('relation'),
          livesWithChild: answers.text('lives') === 'yes',
          parentalResponsibility:
            answers.text('responsible') === 'unknown' ? null : answers.text('responsible') === 'yes',
        },
      ],
    }),
  }),
  ...dangerForms,
  ...statusForms,
  'safe-contact': circumstancesForm({
    title: 'A safe way to make contact',
    button: 'Record it',
    fields: ({ state }) => [
      {
        kind: 'long',
        name: 'route',
        label: 'How may the family safely be reached?',
        ...(state.address?.sealed && {
          hint: 'By whom rather than where: the practice that holds the contact, the GP, the social worker.',
        }),
      },
      { kind: 'text', name: 'interpreter', label: 'Interpreter: which language?', optional: true },
      { kind: 'text', name: 'lone', label: 'Warning for lone visits', optional: true },
    ],
    known: (view) => ({
      route: view.state.circumstances.contact?.route ?? '',
      interpreter: view.state.circumstances.contact?.interpreter ?? '',
      lone: view.state.circumstances.contact?.loneVisitWarning ?? '',
    }),
    change: (answers) => ({
      contact: {
        route: answers.text('route'),
        interpreter: answers.text('interpreter') || null,
        loneVisitWarning: answers.text('lone') || null,
      },
    }),
  }),
} as const satisfies Readonly<Record<string, ChildForm>>;
