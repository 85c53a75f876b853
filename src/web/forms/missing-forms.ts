import { londonDate } from '../../domain/calendar/time.ts';
import { serviceWanted } from '../../domain/directory/directory.ts';
import {
  type Agency,
  agencies,
  agencyWords,
  missingNow,
  type NotOpen,
  type NurseTold,
} from '../../domain/missing/facts.ts';
import { contradicted, unanswered } from './between-answers.ts';
import { boxesOfDate } from './boxes.ts';
import type { Answers, Field, FieldError } from './fields.ts';
import type { ChildForm, View } from './form.ts';
import { addressFields, addressOf, handoverAfterMove, placeBeside, placeFaults, yesNo } from './place.ts';

/** What a decision not to be open with the parent stands on. */
const notOpenFields: readonly Field[] = [
  { kind: 'long', name: 'reason', label: 'If not: why not?', optional: true },
  { kind: 'text', name: 'decided-by', label: 'If not: who decided it?', optional: true },
  { kind: 'date', name: 'review', label: 'If not: when is it looked at again?', optional: true },
];

const opennessFields: readonly Field[] = [
  {
    kind: 'choice',
    name: 'open',
    label: 'Is it safe to be open with the parent?',
    hint: 'No, where you suspect that the family hides and telling first might bring harm.',
    options: yesNo,
  },
  ...notOpenFields,
];

function opennessFaults(answers: Answers): readonly FieldError[] {
  return answers.text('open') === 'no'
    ? unanswered(answers, notOpenFields)
    : contradicted(answers, 'open', 'You say why not: choose no, or empty what you wrote', notOpenFields);
}

function notOpenOf(answers: Answers): NotOpen | null {
  if (answers.text('open') === 'yes') return null;
  const [reason, decidedBy, reviewOn] = ['reason', 'decided-by', 'review'].map((name) => answers.text(name));
  return { reason: reason ?? '', decidedBy: decidedBy ?? '', reviewOn: reviewOn ?? '' };
}

function today(view: View): string {
  return londonDate(view.now);
}

/** Forms of the procedure for a child whose whereabouts are unknown (scenarios A18, A21 and A22). */
export const missingForms = {
  'open-missing': {
    title: 'Nobody knows where this child is',
    button: 'Open the procedure',
    guidance: () =>
      'Your team goes on answering for the child, and nothing closes until it is found. An address that is sealed, or that a register does not show, is not a missing family: ask the GP or the social worker how to reach them.',
    fields: () => [
      { kind: 'long', name: 'why', label: 'Why do you think so, and what have you tried?', place: true },
      ...opennessFields,
    ],
    faults: opennessFaults,
    command: (answers, _view, reach) => ({
      type: 'open-missing',
      missingId: reach.newId(),
      why: answers.text('why'),
      notOpen: notOpenOf(answers),
    }),
  },
  'record-asked': {
    title: 'Who was asked where the family is',
    button: 'Record it',
    guidance: () =>
      'Enter it as soon as you have asked. When they answer, enter it again with what they said: until then the answer stays owed.',
    fields: () => [
      {
        kind: 'choice',
        name: 'agency',
        label: 'Who was asked?',
        options: agencies.map((value) => ({ value, words: agencyWords[value] })),
      },
      { kind: 'text', name: 'whom', label: 'Name of the person, or the practice or office', place: true },
      { kind: 'date', name: 'on', label: 'When?' },
      {
        kind: 'long',
        name: 'said',
        label: 'What did they say?',
        hint: 'Leave empty while they have not answered.',
        optional: true,
        place: true,
      },
    ],
    known: (view) => boxesOfDate('on', today(view)),
    command: (answers) => ({
      type: 'record-asked',
      agency: answers.text('agency') as Agency,
      askedWhom: answers.text('whom'),
      said: answers.text('said'),
      on: answers.text('on'),
    }),
  },
  'record-trace': {
    title: 'The family was traced again',
    button: 'Record the trace',
    guidance: () =>
      'Ask the demographics service and the other registers again: weekly for twelve weeks, and longer while something worries.',
    fields: () => [{ kind: 'long', name: 'result', label: 'What did the trace show?', place: true }],
    command: (answers) => ({ type: 'record-trace', result: answers.text('result') }),
  },
  'record-nurse-told': {
    title: 'A safeguarding nurse was told',
    button: 'Record it',
    fields: () => [
      {
        kind: 'choice',
        name: 'nurse',
        label: 'Who was told?',
        options: [
          { value: 'named-nurse', words: 'The named nurse of our organisation' },
          { value: 'designated-nurse', words: 'The designated nurse of the area' },
        ],
      },
      { kind: 'text', name: 'name', label: 'Name' },
    ],
    command: (answers) => ({
      type: 'record-nurse-told',
      nurse: answers.text('nurse') as NurseTold,
      name: answers.text('name'),
    }),
  },
  'review-missing': {
    title: 'Review of the missing family',
    button: 'Record the review',
    guidance: () =>
      'The designated nurse looks at it each month: what was tried, what is next, who else must know.',
    fields: () => [{ kind: 'long', name: 'says', label: 'What was decided?', place: true }],
    command: (answers) => ({ type: 'review-missing', says: answers.text('says') }),
  },
  'decide-openness': {
    title: 'Whether to be open with the parent',
    button: 'Record the decision',
    guidance: (view) => {
      const now = missingNow(view.state.missing)?.notOpen;
      return now
        ? `It was decided not to be open with the parent: ${now.reason} (${now.decidedBy}).`
        : 'So far nothing is kept from the parent.';
    },
    fields: () => [
      { kind: 'text', name: 'why', label: 'What has changed, or what did you find?' },
      ...opennessFields,
    ],
    faults: opennessFaults,
    command: (answers) => ({
      type: 'decide-openness',
      why: answers.text('why'),
      notOpen: notOpenOf(answers),
    }),
  },
  'record-found': {
    title: 'The family was found',
    button: 'Record that they were found',
    guidance: () =>
      'A handover that is on its way goes on with its clocks. If the child sleeps in another area and none is on its way, a draft to that area opens with this entry.',
    fields: () => [
      { kind: 'long', name: 'how', label: 'How were they found?', place: true },
      {
        kind: 'choice',
        name: 'place',
        label: 'Where does the child sleep now?',
        options: [
          { value: 'same', words: 'At the address on record' },
          { value: 'other', words: 'At another address' },
          { value: 'unknown', words: 'Nobody knows yet' },
        ],
      },
      ...addressFields.map((field) => ({ ...field, optional: true })),
    ],
    faults: (answers) => [
      ...placeFaults(answers),
      ...(answers.text('place') === 'other'
        ? []
        : placeBeside(
            answers,
            'place',
            'You give an address: choose that the child sleeps at another one, or empty it',
          )),
    ],
    command: async (answers, view, reach) => {
      const found = { type: 'record-found', how: answers.text('how') } as const;
      const place = answers.text('place');
      if (place !== 'other')
        return { ...found, sameAddress: place === 'same', sleepsAt: null, handover: null };
      const wants = serviceWanted(view.directory, view.actor.teamId);
      const sleepsAt = await addressOf(answers, reach, wants, today(view));
      return { ...found, sleepsAt, handover: await handoverAfterMove(view, reach, wants, sleepsAt) };
    },
  },
} as const satisfies Readonly<Record<string, ChildForm>>;
