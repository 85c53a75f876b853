import { mayHold } from '../../domain/access/roles.ts';
import type { CivilDate } from '../../domain/calendar/time.ts';
import { presentAt } from '../../domain/directory/directory.ts';
import { parseNhsNumber } from '../../domain/identity/nhs-number.ts';
import {
  type EndReason,
  endReasons,
  type TakeOnReason,
  takeOnReasons,
  wordsOf,
} from '../../domain/language/words.ts';
import { mayAgree } from '../../domain/responsibility/open-address.ts';
import { agreeing } from './agreeing.ts';
import { birthForm } from './birth-form.ts';
import { circumstanceForms } from './circumstance-forms.ts';
import { destinationFaults, otherDesks } from './destination.ts';
import { familyForms } from './family-forms.ts';
import type { Answers, Field, FieldError } from './fields.ts';
import type { ChildForm } from './form.ts';
import { gpFields } from './gp-fields.ts';
import { gpForm } from './gp-form.ts';
import {
  birthDayFaults,
  expectedDayFaults,
  identityForms,
  motherNumberField,
  numberFaults,
} from './identity-forms.ts';
import { keepingForms } from './keeping-forms.ts';
import { lossForms } from './loss-forms.ts';
import { missingForms } from './missing-forms.ts';
import { addressFields, addressOf, placeFaults } from './place.ts';
import { preparation, preparationFields } from './preparation.ts';
import { reviewForms } from './review-forms.ts';
import { whereaboutsForms } from './whereabouts-forms.ts';

/** Forms about the child itself. Each makes one command. */
export const childForms = {
  ...reviewForms,
  ...circumstanceForms,
  prepare: {
    title: 'Prepare a handover',
    button: 'Prepare the handover',
    guidance: () =>
      'Your team answers for the child until a named practitioner has accepted and the release point is reached.',
    fields: preparationFields,
    further: otherDesks,
    faults: destinationFaults,
    command: (answers, view, reach) => ({
      type: 'prepare',
      handoverId: reach.newId(),
      follows: null,
      ...preparation(answers, view),
    }),
  },
  'name-practitioner': {
    title: 'Name a practitioner',
    button: 'Name the practitioner',
    fields: (view) => {
      const teamId = view.state.care.status === 'in-care' ? view.state.care.holder.teamId : '';
      const members = [...view.directory.practitioners.values()].filter(
        ({ id, role, teamId: of }) =>
          of === teamId && mayHold(role) && presentAt(view.directory, id, view.now),
      );
      return [
        {
          kind: 'choice',
          name: 'practitioner',
          label: 'Who answers for this child?',
          options: members.map((person) => ({ value: person.id, words: person.name })),
        },
        { kind: 'text', name: 'why', label: 'Why?' },
      ];
    },
    command: (answers) => ({
      type: 'name-practitioner',
      practitionerId: answers.text('practitioner'),
      why: answers.text('why'),
    }),
  },
  ...identityForms,
  ...gpForm,
  ...birthForm,
  ...whereaboutsForms,
  ...missingForms,
  ...lossForms,
  ...keepingForms,
  ...familyForms,
  end: {
    title: 'End accountability',
    button: 'End accountability for this child',
    checks: true,
    guidance: () =>
      'From then on no team of the network answers for this child. A named person must have confirmed why.',
    fields: () => [
      {
        kind: 'choice',
        name: 'reason',
        label: 'For which reason?',
        // An adoption has a form of its own: it seals the record.
        options: endReasons
          .filter(({ code }) => code !== 'adopted')
          .map(({ code, words }) => ({ value: code, words })),
      },
      { kind: 'text', name: 'confirmed-by', label: 'Who confirmed it?' },
      { kind: 'long', name: 'detail', label: 'How is it known?' },
      {
        kind: 'text',
        name: 'other',
        label: 'Of a duplicate: the record that goes on',
        hint: 'Its NHS number, or its reference, which stands in the address of its page',
        optional: true,
        needed: 'needed when it is a duplicate',
        short: true,
        place: true,
      },
    ],
    faults: (answers) =>
      answers.text('reason') === 'duplicate' || answers.text('other') === ''
        ? []
        : [
            {
              name: 'reason',
              says: `You name the record that goes on: choose “${wordsOf(endReasons, 'duplicate')}”, or empty that`,
            },
          ],
    command: (answers) => {
      const other = answers.text('other').trim();
      const number = parseNhsNumber(other);
      return {
        type: 'end',
        reason: answers.text('reason') as EndReason,
        confirmedBy: answers.text('confirmed-by'),
        detail: answers.text('detail'),
        ...(other !== '' && { duplicateOf: number.ok ? number.number : other }),
      };
    },
  },
  adopted: {
    title: 'The child was adopted: seal this record',
    button: 'Seal this record',
    checks: true,
    guidance: () =>
      'From then on nobody finds this record, by name, number or family. Only the named nurse of your organisation, who is told, can open it, with a reason. The new record must have a holder first: it is that of a child born on the same day, with nothing of the first family in it.',
    fields: (view) => [
      {
        kind: 'text',
        name: 'number',
        label: 'NHS number of the new record',
        keypad: 'numeric',
        hint: 'Asked once and not kept.',
        short: true,
        place: true,
      },
      {
        kind: 'text',
        name: 'confirmed-by',
        label: 'Who confirmed the adoption order?',
        hint: 'Write nothing that names the child anew.',
      },
      {
        kind: 'choice',
        name: 'agreed-by',
        label: 'Who agreed with you that this record is sealed?',
        hint: 'Speak to them first: your word that they agreed stands in the record.',
        options: agreeing(mayAgree(view.state, view.context)),
      },
    ],
    command: (answers) => {
      const number = parseNhsNumber(answers.text('number'));
      return {
        type: 'end',
        reason: 'adopted',
        confirmedBy: answers.text('confirmed-by'),
        detail: 'Adopted: the new record has a holder',
        agreedBy: answers.text('agreed-by'),
        ...(number.ok && { newNumber: number.number }),
      };
    },
  },
  'reverse-end': {
    title: 'Reverse the end',
    button: 'Restore the holder',
    guidance: () => 'The team that held the child answers again, and the interval is reported.',
    fields: () => [{ kind: 'long', name: 'why', label: 'What was wrong?' }],
    command: (answers) => ({ type: 'reverse-end', why: answers.text('why') }),
  },
} as const satisfies Readonly<Record<string, ChildForm>>;

export type ChildFormName = keyof typeof childForms;

/** The form by which a team takes on a child that arrives with nobody handing over (scenario A48). */
export const takeOnForm = {
  title: 'Take on a child who arrived with nobody handing over',
  button: 'Take the child on',
  fields: (): readonly Field[] => [
    {
      kind: 'choice',
      name: 'reason',
      label: 'How did the child become known?',
      options: takeOnReasons
        .filter(({ code }) => code !== 'birth-message' && code !== 'caseload')
        .map(({ code, words }) => ({ value: code, words })),
    },
    { kind: 'text', name: 'given', label: 'Given name', optional: true },
    { kind: 'text', name: 'family', label: 'Family name' },
    {
      kind: 'date',
      name: 'born',
      label: 'Date of birth',
      hint: 'Leave empty if not yet born',
      optional: true,
    },
    { kind: 'date', name: 'expected', label: 'Expected date of delivery', optional: true },
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
    ...gpFields,
    ...addressFields,
  ],
  faults: (answers: Answers, today: CivilDate): readonly FieldError[] => [
    ...birthDayFaults(answers, 'born', today),
    ...(answers.text('born') === '' ? expectedDayFaults(answers, 'expected', today) : []),
    ...numberFaults(answers),
    ...placeFaults(answers),
    ...(answers.text('from') > today
      ? [{ name: 'from', says: 'The day since when the child sleeps there must be today or in the past' }]
      : []),
  ],
  reason: (answers: Answers) => answers.text('reason') as TakeOnReason,
  address: addressOf,
};
