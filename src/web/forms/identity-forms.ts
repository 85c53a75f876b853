import { parseNhsNumber } from '../../domain/identity/nhs-number.ts';
import type { Answers, Field, FieldError } from './fields.ts';
import type { ChildForm } from './form.ts';

const numbers = { nhs: 'the child’s NHS number', 'mother-nhs': 'the mother’s NHS number' } as const;

const nameFields: readonly Field[] = [
  { kind: 'text', name: 'given', label: 'Given name', optional: true },
  { kind: 'text', name: 'family', label: 'Family name', asks: 'the family name' },
  {
    kind: 'text',
    name: 'nhs',
    label: 'NHS number',
    hint: 'A missing number never blocks',
    short: true,
    optional: true,
  },
  { kind: 'text', name: 'mother', label: 'Mother’s name', optional: true },
  {
    kind: 'text',
    name: 'mother-nhs',
    label: 'Mother’s NHS number',
    hint: 'By it the child’s own messages and its brothers and sisters are found',
    short: true,
    optional: true,
  },
  { kind: 'text', name: 'why', label: 'How do you know?' },
];

function numberOf(answers: Answers, name: keyof typeof numbers): string | null {
  const number = parseNhsNumber(answers.text(name));
  return number.ok ? number.number : null;
}

/** Who the child is, once more is known than when it was entered: a number that was missing, above all (scenario A19). */
export const identityForms = {
  'record-identity': {
    title: 'Record names and numbers anew',
    button: 'Record who the child is',
    fields: () => nameFields,
    known: ({ state: { identity } }) => ({
      given: identity.givenName,
      family: identity.familyName,
      nhs: identity.nhsNumber ?? '',
      mother: identity.mother?.name ?? '',
      'mother-nhs': identity.mother?.nhsNumber ?? '',
    }),
    faults: (answers): readonly FieldError[] =>
      (Object.keys(numbers) as (keyof typeof numbers)[])
        .filter((name) => answers.text(name) !== '' && numberOf(answers, name) === null)
        .map((name) => ({
          name,
          says: `Check ${numbers[name]}: it is mistyped. Leave it empty if you are not sure`,
        })),
    looksUp: async (answers, { state }, reach) => {
      const number = numberOf(answers, 'nhs');
      const known = number === null || number === state.identity.nhsNumber;
      return known || !(await reach.isHeld(number))
        ? []
        : [
            {
              name: 'nhs',
              says: 'A child with this number is in care already. If it is the same child, one of the two records is a duplicate: end that one',
            },
          ];
    },
    command: (answers, { state }) => {
      const { identity } = state;
      const [name, nhsNumber] = [answers.text('mother'), numberOf(answers, 'mother-nhs')];
      const mother = { bornOn: identity.mother?.bornOn ?? null, name, nhsNumber };
      return {
        type: 'record-identity',
        identity: {
          ...identity,
          givenName: answers.text('given'),
          familyName: answers.text('family'),
          nhsNumber: numberOf(answers, 'nhs'),
          mother: name === '' && nhsNumber === null ? null : mother,
        },
        why: answers.text('why'),
      };
    },
  },
} as const satisfies Readonly<Record<string, ChildForm>>;
