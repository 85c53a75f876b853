import type { FamilyPerson } from '../../domain/risk/circumstances.ts';
import { circumstancesForm } from './circumstances-form.ts';
import { dangerForms } from './danger-forms.ts';
import type { ChildForm } from './form.ts';
import { yesNo } from './place.ts';
import { statusForms } from './status-forms.ts';

const responsibility = [...yesNo, { value: 'unknown', words: 'Not known' }];

function saidOf(answer: string): boolean | null {
  return answer === 'unknown' ? null : answer === 'yes';
}

/** By which a form names a person of the family; of two who are told alike it is the first. */
function named({ name, relation }: FamilyPerson): string {
  return `${name}, ${relation}`;
}

const gone = 'gone';

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
        options: responsibility,
      },
    ],
    change: (answers, now) => ({
      people: [
        ...(now.people ?? []),
        {
          name: answers.text('name'),
          relation: answers.text('relation'),
          livesWithChild: answers.text('lives') === 'yes',
          parentalResponsibility: saidOf(answers.text('responsible')),
        },
      ],
    }),
  }),
  'change-person': circumstancesForm({
    title: 'A person of the family: what has changed',
    button: 'Record the change',
    guidance: () =>
      'What was recorded before stays in the record. Whoever is a danger to the child is recorded as one besides.',
    fields: ({ state }) => [
      {
        kind: 'choice',
        name: 'person',
        label: 'Who is it?',
        asks: 'who it is',
        options: (state.circumstances.people ?? []).map((one) => ({ value: named(one), words: named(one) })),
      },
      {
        kind: 'choice',
        name: 'now',
        label: 'What is true now?',
        asks: 'what is true now',
        options: [
          { value: 'lives', words: 'Lives with the child' },
          { value: 'elsewhere', words: 'Does not live with the child' },
          { value: gone, words: 'Is no person of this family any more, or was entered in error' },
        ],
      },
      {
        kind: 'choice',
        name: 'responsible',
        label: 'Parental responsibility, if that has changed',
        optional: true,
        options: responsibility,
      },
      { kind: 'long', name: 'why', label: 'How do you know?' },
    ],
    why: (answers) => `${answers.text('person')}: ${answers.text('why')}`,
    change: (answers, now) => {
      const people = now.people ?? [];
      const place = people.findIndex((one) => named(one) === answers.text('person'));
      const said = answers.text('responsible');
      return {
        people: people.flatMap((one, index) => {
          if (index !== place) return [one];
          if (answers.text('now') === gone) return [];
          const changed = { ...one, livesWithChild: answers.text('now') === 'lives' };
          return [said === '' ? changed : { ...changed, parentalResponsibility: saidOf(said) }];
        }),
      };
    },
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
