import { type Instant, londonDate } from '../../domain/calendar/time.ts';
import { parseNhsNumber, typedNumberFault } from '../../domain/identity/nhs-number.ts';
import { nameOfHers } from '../../domain/language/client-timeline.ts';
import { type Level, levels, levelWords } from '../../domain/language/words.ts';
import type { Baby, Loss } from '../../domain/programme/client-facts.ts';
import { doorsOpenTo, ownReasons, saysWhy } from '../../domain/programme/client-leave.ts';
import { childrenInProgramme, expectedChild } from '../../domain/programme/client-state.ts';
import { lossCodes } from '../../domain/programme/coded.ts';
import { type Door, doorCodes, doors } from '../../domain/programme/doors.ts';
import { boxesOfDate } from './boxes.ts';
import { type ClientForm, type ClientView, chosenIn, reasonOptions, whyField } from './client-form.ts';
import { contactOptions } from './course-forms.ts';
import {
  type Answers,
  areaOptions,
  codeOptions,
  type Field,
  type FieldError,
  type Option,
} from './fields.ts';

export const levelField: Field = {
  kind: 'choice',
  name: 'level',
  label: 'Which level of service do you propose?',
  hint: 'The receiving health visitor decides it after seeing the child. Your assessment in the draft gives the reason.',
  optional: true,
  options: levels.map((value) => ({ value, words: levelWords[value] })),
};

function areaField(view: ClientView): Field {
  return {
    kind: 'choice',
    name: 'area',
    label: 'Which area is the child in, or going to?',
    hint: 'Leave empty if it is not known, or has not changed.',
    optional: true,
    options: areaOptions(view.directory),
  };
}

const onward = (answers: Answers) => ({
  proposedLevel: (answers.text('level') || null) as Level | null,
  areaCode: answers.text('area') || null,
});

const childDoors = doors.filter((door) => ['lives-elsewhere', 'removed'].includes(door));

function doorOptions(of: readonly Door[], now: Instant): readonly Option[] {
  return codeOptions(
    doorCodes.filter(({ code }) => of.includes(code)),
    now,
  );
}

const saysField: Field = {
  kind: 'text',
  name: 'says',
  label: 'Who says so?',
  hint: 'The name and post of the person who told you.',
};

function contactField(view: ClientView, optional: boolean): Field {
  return {
    kind: 'choice',
    name: 'contact',
    label: 'Who keeps in touch with her?',
    optional,
    options: contactOptions(view),
  };
}

const mostBabies = 4;

function babyFields(no: number): readonly Field[] {
  const which = no === 1 ? 'the baby' : `baby ${no}`;
  return [
    {
      kind: 'text',
      name: `given-${no}`,
      label: `Given name of ${which}`,
      optional: true,
      ...(no === 2 ? { hint: 'For twins or more: each baby has a record of its own.' } : {}),
    },
    {
      kind: 'text',
      name: `number-${no}`,
      label: `NHS number of ${which}`,
      short: true,
      keypad: 'numeric',
      optional: true,
    },
    {
      kind: 'choice',
      name: `alive-${no}`,
      label: `Was ${which} born alive?`,
      optional: no > 1,
      options: [
        { value: 'yes', words: 'Yes' },
        { value: 'no', words: 'No, stillborn' },
      ],
    },
  ];
}

const babyNos = Array.from({ length: mostBabies }, (_, index) => index + 1);

/** A baby of whom anything was typed is one, and is not left out because a question about it was passed over (promise P7). */
function babyFaults(answers: Answers): readonly FieldError[] {
  return babyNos.flatMap((no) => {
    const [given, number, alive] = ['given', 'number', 'alive'].map((box) => answers.text(`${box}-${no}`));
    const mistyped = typedNumberFault(number ?? '');
    return [
      ...(mistyped ? [{ name: `number-${no}`, says: mistyped }] : []),
      ...(alive === '' && (given || number)
        ? [{ name: `alive-${no}`, says: `Say whether baby ${no} was born alive` }]
        : []),
    ];
  });
}

function babiesOf(answers: Answers, view: ClientView, newId: () => string): readonly Baby[] {
  const pregnancy = expectedChild(view.state);
  return babyNos
    .filter((no) => no === 1 || answers.text(`alive-${no}`) !== '')
    .map((no) => {
      const number = parseNhsNumber(answers.text(`number-${no}`));
      return {
        personId: no === 1 && pregnancy ? pregnancy.personId : newId(),
        givenName: answers.text(`given-${no}`),
        familyName: answers.text('family') || view.state.identity.familyName,
        nhsNumber: number.ok ? number.number : null,
        bornAlive: answers.text(`alive-${no}`) === 'yes',
      };
    });
}

/** Forms about birth, loss, death, and the doors out of the programme: each is checked once more before it is recorded. */
export const doorForms = {
  'tell-birth': {
    title: 'Record the birth',
    button: 'Record the birth',
    checks: true,
    fields: (view) => [
      { kind: 'date', name: 'born', label: 'On which day?' },
      { kind: 'text', name: 'where', label: 'Where?', optional: true, place: true },
      {
        kind: 'text',
        name: 'family',
        label: 'Family name',
        hint: view.state.identity.familyName,
        optional: true,
      },
      ...babyNos.flatMap(babyFields),
    ],
    faults: babyFaults,
    command: (answers, view, reach) => ({
      type: 'tell-birth',
      bornOn: answers.text('born'),
      where: answers.text('where'),
      babies: babiesOf(answers, view, reach.newId),
    }),
  },
  'child-leaves': {
    title: 'Record that one child leaves',
    button: 'Record it',
    checks: true,
    guidance: () =>
      'A handover opens for this child at once. Your team answers for the child until it has passed.',
    fields: (view) => [
      {
        kind: 'choice',
        name: 'child',
        label: 'Which child?',
        options: childrenInProgramme(view.state).map((child) => ({
          value: child.personId,
          words: nameOfHers(child),
        })),
      },
      {
        kind: 'choice',
        name: 'door',
        label: 'What has happened?',
        options: doorOptions(childDoors, view.now),
      },
      areaField(view),
      levelField,
      whyField,
    ],
    command: (answers) => ({
      type: 'child-leaves',
      childId: answers.text('child'),
      door: answers.text('door') as Door,
      why: answers.text('why'),
      ...onward(answers),
    }),
  },
  leave: {
    title: 'End the programme',
    button: 'End the programme',
    checks: true,
    guidance: () =>
      'She may end it at once, and it is recorded at once. A handover opens for each child; your team answers for each until it has passed.',
    fields: (view) => [
      {
        kind: 'choice',
        name: 'door',
        label: 'How does it end?',
        asks: 'how it ends',
        options: doorOptions(doorsOpenTo(view.state, view), view.now),
      },
      {
        kind: 'choice',
        name: 'reason',
        label: 'If she ends it herself: what is her reason?',
        optional: true,
        options: reasonOptions(view, 'left', ({ countsAs }) =>
          ownReasons.some((reason) => reason === countsAs),
        ),
      },
      areaField(view),
      levelField,
      whyField,
    ],
    faults: (answers) => {
      const said = saysWhy(answers.text('door') as Door);
      const given = answers.text('reason') !== '';
      if (!said && !given) return [{ name: 'reason', says: 'Select her reason for ending it' }];
      return said && given
        ? [
            {
              name: 'door',
              says: 'Select that she ended it herself, or leave her reason empty: the answer says why',
            },
          ]
        : [];
    },
    command: (answers, view) => ({
      type: 'leave',
      door: answers.text('door') as Door,
      ...(answers.text('reason') === '' ? { reason: null } : chosenIn(view, 'left', answers)),
      why: answers.text('why'),
      ...onward(answers),
    }),
  },
  'record-loss': {
    title: 'Record a loss',
    button: 'Record the loss',
    checks: true,
    guidance: () =>
      'Every schedule, letter and reminder for the pregnancy stops at once. She keeps a named contact.',
    fields: (view) => [
      {
        kind: 'choice',
        name: 'loss',
        label: 'What happened?',
        options: codeOptions(lossCodes, view.now),
      },
      { kind: 'date', name: 'on', label: 'On which day?' },
      saysField,
      contactField(view, false),
    ],
    command: (answers) => ({
      type: 'record-loss',
      loss: answers.text('loss') as Loss,
      on: answers.text('on'),
      says: answers.text('says'),
      contactId: answers.text('contact'),
    }),
  },
  'record-death': {
    title: 'Record a death',
    button: 'Record the death',
    checks: true,
    guidance: () => 'Schedules and letters stop at once. A death recorded in error can be taken back.',
    fields: (view) => [
      {
        kind: 'choice',
        name: 'who',
        label: 'Who has died?',
        options: [
          ...(view.state.status === 'deceased'
            ? []
            : [{ value: view.clientId, words: `${view.state.identity.givenName} herself` }]),
          ...view.state.children
            .filter((child) => child.bornOn !== null && !child.lost)
            .map((child) => ({ value: child.personId, words: nameOfHers(child) })),
        ],
      },
      { kind: 'date', name: 'on', label: 'On which day?' },
      saysField,
      contactField(view, true),
    ],
    known: (view) => boxesOfDate('on', londonDate(view.now)),
    command: (answers) => ({
      type: 'record-death',
      who: answers.text('who'),
      on: answers.text('on'),
      says: answers.text('says'),
      contactId: answers.text('contact') || null,
    }),
  },
  'take-back-death': {
    title: 'Take back a loss or a death reported or recorded in error',
    button: 'Take it back',
    checks: true,
    fields: (view) => [
      {
        kind: 'choice',
        name: 'who',
        label: 'Of whom was it recorded in error?',
        options: [
          ...(view.state.status === 'deceased' || view.state.deathReported
            ? [{ value: view.clientId, words: view.state.identity.givenName }]
            : []),
          ...view.state.children
            .filter((child) => child.lost)
            .map((child) => ({ value: child.personId, words: nameOfHers(child) })),
        ],
      },
      saysField,
    ],
    command: (answers) => ({ type: 'take-back-death', who: answers.text('who'), says: answers.text('says') }),
  },
} as const satisfies Readonly<Record<string, ClientForm>>;
