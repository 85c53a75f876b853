import { mayHold } from '../../domain/access/roles.ts';
import { londonDate } from '../../domain/calendar/time.ts';
import { lowerFirst } from '../../domain/language/sentence.ts';
import { type Caseload, sayCaseload, withFamily } from '../../domain/programme/caseload.ts';
import { eligibilityToGoOn } from '../../domain/programme/client-continuing.ts';
import { reviewOfPause } from '../../domain/programme/client-days.ts';
import { answerWords, eligibilityWords } from '../../domain/programme/eligibility.ts';
import { boxesOfDate } from './boxes.ts';
import {
  type ClientForm,
  type ClientView,
  chosenIn,
  noteField,
  peopleOfSite,
  reasonOptions,
  whyField,
} from './client-form.ts';
import type { Field, FieldError, Option } from './fields.ts';

/** Who of the site may be named as the one who keeps in touch with her: that is no place in a caseload, and asks for no reason. */
export function contactOptions(view: ClientView): readonly Option[] {
  return peopleOfSite(view, (person) => mayHold(person.role));
}

/** The nurses of the site, each with the caseload before and after: shown before allocating; above it whoever allocates says why (decision 0026). */
export function nurseOptions(view: ClientView): readonly Option[] {
  return contactOptions(view).map((option) => {
    const load = view.caseloads.find((one) => one.nurseId === option.value);
    return load ? { ...option, hint: sayCaseload(load, withFamily(load, view.state, option.value)) } : option;
  });
}

/** Asked where a nurse is chosen: needed only above the caseload. */
export const aboveField: Field = {
  kind: 'text',
  name: 'above',
  label: 'If this is above the nurse’s caseload: why?',
  optional: true,
};

/**
 * The fault of a family above the caseload without a reason. With one it is never refused, since a family must not be
 * left with nobody.
 */
export function aboveFaults(view: ClientView, nurseId: string, reason: string): readonly FieldError[] {
  const load: Caseload | undefined = view.caseloads.find((one) => one.nurseId === nurseId);
  const after = load && withFamily(load, view.state, nurseId);
  return after && after.weight > after.capacity && reason === ''
    ? [{ name: 'above', says: `Say why ${after.weight} of ${after.capacity} is right for this nurse` }]
    : [];
}

/** Forms about the course of a client in the programme. */
export const courseForms = {
  'allocate-nurse': {
    title: 'Allocate to a nurse',
    button: 'Allocate',
    fields: (view) => [
      { kind: 'choice', name: 'nurse', label: 'Who is to be her family nurse?', options: nurseOptions(view) },
      { kind: 'long', name: 'why', label: 'Why?', optional: true },
      aboveField,
    ],
    faults: (answers, view) => aboveFaults(view, answers.text('nurse'), answers.text('above')),
    command: (answers) => ({
      type: 'allocate-nurse',
      nurseId: answers.text('nurse'),
      why: answers.text('why'),
      aboveCapacity: answers.text('above') || null,
    }),
  },
  weigh: {
    title: 'Weigh for the caseload',
    button: 'Set the weight',
    guidance: () => 'An ordinary family counts for 1. What counts for more leaves room for fewer others.',
    fields: () => [
      {
        kind: 'choice',
        name: 'weight',
        label: 'What does the family count for?',
        options: ['0.5', '1', '1.5', '2', '3'].map((value) => ({ value, words: value })),
      },
      { kind: 'long', name: 'reason', label: 'Why?' },
    ],
    known: (view) => ({ weight: String(view.state.weight) }),
    command: (answers) => ({
      type: 'weigh',
      weight: Number(answers.text('weight')),
      reason: answers.text('reason'),
    }),
  },
  'move-expected-date': {
    title: 'Change the expected date',
    button: 'Change the date',
    fields: () => [{ kind: 'date', name: 'on', label: 'Expected date of delivery' }, whyField],
    known: (view) => (view.state.expectedOn ? boxesOfDate('on', view.state.expectedOn) : {}),
    command: (answers) => ({
      type: 'move-expected-date',
      expectedOn: answers.text('on'),
      why: answers.text('why'),
    }),
  },
  pause: {
    title: 'Pause the programme',
    button: 'Pause',
    guidance: () =>
      'Visits stop being due until the programme is resumed. Her child stays with your team, and somebody looks at the pause again: at the latest by the day on which each child has to be seen.',
    fields: (view) => [
      {
        kind: 'choice',
        name: 'reason',
        label: 'Why?',
        options: reasonOptions(view, 'paused'),
      },
      { kind: 'date', name: 'review', label: 'When is the pause reviewed?' },
      noteField,
    ],
    known: (view) => boxesOfDate('review', reviewOfPause(view.state, londonDate(view.now))),
    command: (answers, view) => ({
      type: 'pause',
      ...chosenIn(view, 'paused', answers),
      reviewOn: answers.text('review'),
      note: answers.text('note'),
    }),
  },
  resume: {
    title: 'Resume the programme',
    button: 'Resume',
    guidance: () => 'The next visit is due within a week.',
    fields: () => [noteField],
    command: (answers) => ({ type: 'resume', note: answers.text('note') }),
  },
  'move-end': {
    title: 'Change the end of the programme',
    button: 'Change the end',
    guidance: () => 'Within the rules of the site, and never after the second birthday.',
    fields: () => [{ kind: 'date', name: 'on', label: 'When does the programme end?' }, whyField],
    known: (view) => (view.state.endsOn ? boxesOfDate('on', view.state.endsOn) : {}),
    command: (answers) => ({ type: 'move-end', endsOn: answers.text('on'), why: answers.text('why') }),
  },
  'review-continuing': {
    title: 'Does she go on in the programme?',
    button: 'Record that she goes on',
    guidance: () =>
      'A child of hers lives without her, or she lives elsewhere. She may stay a client. If she does not go on, end the programme or transfer her instead. Outside the rules the supervisor decides.',
    shows: (view) => {
      const { outcome, criteria } = eligibilityToGoOn(view.state, view);
      const lines = criteria.map(({ words, answer, why }) => ({
        key: words,
        value: `${answerWords[answer]}. ${why}`,
      }));
      return { heading: `Today: ${lowerFirst(eligibilityWords[outcome])}`, lines };
    },
    fields: () => [{ kind: 'long', name: 'why', label: 'Why does she go on?' }],
    command: (answers) => ({ type: 'review-continuing', why: answers.text('why') }),
  },
  'name-contact': {
    title: 'Name the contact',
    button: 'Name',
    fields: (view) => [
      {
        kind: 'choice',
        name: 'contact',
        label: 'Who keeps in touch with her?',
        options: contactOptions(view),
      },
      whyField,
    ],
    command: (answers) => ({
      type: 'name-contact',
      contactId: answers.text('contact'),
      why: answers.text('why'),
    }),
  },
  'record-bereavement-contact': {
    title: 'Record the contact after the loss',
    button: 'Record',
    fields: () => [{ kind: 'long', name: 'how', label: 'How were you in touch, and how is she?' }],
    command: (answers) => ({ type: 'record-bereavement-contact', how: answers.text('how') }),
  },
} as const satisfies Readonly<Record<string, ClientForm>>;
