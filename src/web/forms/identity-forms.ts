import { datingFault, datingOf } from '../../domain/calendar/gestation.ts';
import { type CivilDate, londonDate, sayDate } from '../../domain/calendar/time.ts';
import { parseNhsNumber, typedNumberFault } from '../../domain/identity/nhs-number.ts';
import type { Identity } from '../../domain/responsibility/facts.ts';
import { birthBounds } from '../../domain/responsibility/identity.ts';
import { boxesOfDate } from './boxes.ts';
import type { Answers, Field, FieldError } from './fields.ts';
import type { ChildForm } from './form.ts';

const numbers = { nhs: 'the child’s NHS number', 'mother-nhs': 'the mother’s NHS number' } as const;

/** By it messages about the mother reach the child, and an address that is sealed for a brother or sister is sealed for the child. */
export const motherNumberField: Field = {
  kind: 'text',
  name: 'mother-nhs',
  label: 'Mother’s NHS number',
  keypad: 'numeric',
  hint: 'The child’s brothers and sisters are found by it',
  short: true,
  optional: true,
};

const nameFields = (born: boolean): readonly Field[] => [
  { kind: 'text', name: 'given', label: 'Given name', optional: true },
  { kind: 'text', name: 'family', label: 'Family name', asks: 'the family name' },
  born
    ? { kind: 'date', name: 'day', label: 'Date of birth' }
    : { kind: 'date', name: 'day', label: 'Expected date of delivery', optional: true },
  {
    kind: 'text',
    name: 'nhs',
    label: 'NHS number',
    keypad: 'numeric',
    hint: 'You can go on without it',
    short: true,
    optional: true,
  },
  { kind: 'text', name: 'mother', label: 'Mother’s name', optional: true },
  motherNumberField,
  { kind: 'text', name: 'why', label: 'How do you know?' },
];

/** What is wrong with the numbers that were typed. */
export function numberFaults(answers: Answers): readonly FieldError[] {
  return (Object.keys(numbers) as (keyof typeof numbers)[]).flatMap((name) => {
    const says = typedNumberFault(answers.text(name), numbers[name]);
    return says === null ? [] : [{ name, says }];
  });
}

/** A day of birth that has not come, or by which nobody is a child any more: a slip of the year. */
export function birthDayFaults(answers: Answers, name: string, today: CivilDate): readonly FieldError[] {
  const said = answers.text(name);
  const { first, last } = birthBounds(today);
  if (said === '' || (said >= first && said <= last)) return [];
  const says =
    said > last ? 'must be today or in the past' : `must be after ${sayDate(first)}: check the year`;
  return [{ name, says: `The date of birth ${says}` }];
}

/** An expected date of no pregnancy that goes on: a slip of the year would put off the question whether the child is born by as long. */
export function expectedDayFaults(answers: Answers, name: string, today: CivilDate): readonly FieldError[] {
  const dating = datingOf({ expectedOn: answers.text(name) || null, conceivedOn: null, lastPeriodOn: null });
  const says = dating && datingFault(dating, today);
  return says ? [{ name, says: `${says}: check the expected date` }] : [];
}

function boxesOfDay(day: CivilDate | null) {
  return day === null ? {} : boxesOfDate('day', day);
}

/** The mother as the form names her; null where nothing was said of her. */
export function motherOf(answers: Answers, bornOn: CivilDate | null): Identity['mother'] {
  const [name, nhsNumber] = [answers.text('mother'), numberOf(answers, 'mother-nhs')];
  return name === '' && nhsNumber === null ? null : { name, nhsNumber, bornOn };
}

/** The number as it was typed, in its one spelling; null where it is missing or mistyped. */
export function numberOf(answers: Answers, name: keyof typeof numbers): string | null {
  const number = parseNhsNumber(answers.text(name));
  return number.ok ? number.number : null;
}

/** Who the child is, once more is known than when it was entered: a number that was missing, above all (scenario A19). */
export const identityForms = {
  'record-identity': {
    title: 'Record names, dates and numbers anew',
    button: 'Record who the child is',
    fields: ({ state }) => nameFields(state.identity.bornOn !== null),
    known: ({ state: { identity } }) => ({
      given: identity.givenName,
      family: identity.familyName,
      ...boxesOfDay(identity.bornOn ?? identity.expectedOn),
      nhs: identity.nhsNumber ?? '',
      mother: identity.mother?.name ?? '',
      'mother-nhs': identity.mother?.nhsNumber ?? '',
    }),
    faults: (answers, { state: { identity }, now }) => [
      ...numberFaults(answers),
      ...(identity.bornOn === null && answers.text('day') !== identity.expectedOn
        ? expectedDayFaults(answers, 'day', londonDate(now))
        : []),
    ],
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
      const day = answers.text('day') || null;
      const born = identity.bornOn !== null;
      return {
        type: 'record-identity',
        identity: {
          ...identity,
          ...(born ? { bornOn: day } : { expectedOn: day }),
          givenName: answers.text('given'),
          familyName: answers.text('family'),
          nhsNumber: numberOf(answers, 'nhs'),
          mother: motherOf(answers, identity.mother?.bornOn ?? null),
        },
        why: answers.text('why'),
      };
    },
  },
} as const satisfies Readonly<Record<string, ChildForm>>;
