import type { HandoverCommandName } from '../../domain/handover/commands.ts';
import { releaseOf } from '../../domain/handover/facts.ts';
import { sayRecordSeen, whomNow } from '../../domain/language/sightings.ts';
import {
  type DeclineReason,
  declineReasons,
  type Level,
  levelWords,
  type OnwardRoute,
  onwardRoutes,
  wordsOf,
} from '../../domain/language/words.ts';
import { beforeAccepting } from './before-accepting.ts';
import { contradicted, unanswered } from './between-answers.ts';
import { birthFirst } from './birth-form.ts';
import { type Answers, areaOptions, codeOptions, type Field, type FieldError } from './fields.ts';
import type { View } from './form.ts';
import type { Making } from './handover-choices.ts';
import {
  callBackOf,
  dangerOptions,
  isOutside,
  levelOptions,
  receivers,
  withCallBack,
} from './handover-choices.ts';

/** Whether accountability has passed: before that nobody can be told who has the child now. */
function hasPassed({ handover }: View): boolean {
  return handover !== null && releaseOf(handover) !== null;
}

const beforeRelease =
  'Accountability has not passed yet. What you record now says that they know of the handover; who has the child is told again once it has passed.';

/** An area is suggested where it goes to another one, and nowhere else. */
function onwardFaults(answers: Answers): readonly FieldError[] {
  const elsewhere = wordsOf(onwardRoutes, 'another-area');
  return answers.text('onward-area') !== '' && answers.text('onward') !== 'another-area'
    ? [{ name: 'onward-area', says: `Leave the area empty, or choose “${elsewhere}” above` }]
    : [];
}

/** What a decision not to tell the parent stands on. */
const notToldFields: readonly Field[] = [
  { kind: 'text', name: 'decided-by', label: 'If not told: who decided?', optional: true },
  { kind: 'date', name: 'review', label: 'If not told: when will it be reviewed?', optional: true },
];

/** What the receiving side does with a handover: takes it, reaches the family, and tells the others. */
export const receivingForms = {
  acknowledge: {
    guidance: () => 'Acknowledging says that a person has it. It does not accept the child.',
    fields: (view) => withCallBack(view),
    command: (answers, handoverId, view) => ({
      type: 'acknowledge',
      handoverId,
      ...callBackOf(answers, view),
    }),
  },
  allocate: {
    fields: (view) => [
      { kind: 'choice', name: 'practitioner', label: 'Who should accept it?', options: receivers(view) },
    ],
    command: (answers, handoverId) => ({
      type: 'allocate',
      handoverId,
      practitionerId: answers.text('practitioner'),
    }),
  },
  accept: {
    guidance: (view) =>
      isOutside(view)
        ? 'A team outside the network accepts by call-back to the number in the directory.'
        : 'You accept in your own name. Accepted is not seen.',
    shows: beforeAccepting,
    fields: (view) =>
      withCallBack(
        view,
        { kind: 'date', name: 'first-contact', label: 'When will the first contact be?' },
        { kind: 'text', name: 'late-reason', label: 'If that is after the time limit, why?', optional: true },
      ),
    command: (answers, handoverId, view) => ({
      type: 'accept',
      handoverId,
      practitionerId: isOutside(view) ? null : view.actor.practitionerId,
      firstContactOn: answers.text('first-contact'),
      ...(answers.text('late-reason') ? { lateReason: answers.text('late-reason') } : {}),
      ...callBackOf(answers, view),
    }),
  },
  decline: {
    guidance: () => 'Declining leaves the child with the releasing team, which is told at once.',
    fields: (view) => [
      {
        kind: 'choice',
        name: 'reason',
        label: 'Why?',
        options: codeOptions(declineReasons, view.now),
      },
      { kind: 'long', name: 'comment', label: 'What should the releasing team know?' },
      {
        kind: 'choice',
        name: 'onward',
        label: 'Where should it go instead?',
        options: onwardRoutes.map(({ code, words }) => ({ value: code, words })),
      },
      {
        kind: 'choice',
        name: 'onward-area',
        label: 'If to another area: which, as far as you know?',
        hint: 'The releasing team is shown the desk of that area when it sends the handover on.',
        optional: true,
        options: areaOptions(view.directory),
      },
    ],
    faults: onwardFaults,
    command: (answers, handoverId) => ({
      type: 'decline',
      handoverId,
      reason: answers.text('reason') as DeclineReason,
      comment: answers.text('comment'),
      onward: answers.text('onward') as OnwardRoute,
      onwardAreaCode: answers.text('onward-area') || null,
    }),
  },
  'play-back': {
    guidance: () =>
      'Say in your own words who is a danger to this child, and what the move changes. Moving away is not protection by itself.',
    fields: (view) => [
      { kind: 'long', name: 'words', label: 'What did you understand?' },
      ...(dangerOptions(view).length > 0
        ? [
            {
              kind: 'choices',
              name: 'dangers',
              label: 'Whom does this cover?',
              asks: 'everybody whom it covers',
              hint: 'Each is named before the child can be accepted.',
              options: dangerOptions(view),
            } as const,
          ]
        : []),
    ],
    command: (answers, handoverId) => ({
      type: 'play-back',
      handoverId,
      words: answers.text('words'),
      dangerIds: answers.list('dangers'),
    }),
  },
  'record-first-contact': {
    fields: () => [
      { kind: 'text', name: 'how', label: 'How did you reach the family?' },
      { kind: 'text', name: 'with', label: 'Whom did you speak with?' },
    ],
    command: (answers, handoverId) => ({
      type: 'record-first-contact',
      handoverId,
      how: answers.text('how'),
      withWhom: answers.text('with'),
    }),
  },
  'record-failed-contact': {
    fields: () => [
      { kind: 'text', name: 'how', label: 'How did you try?' },
      {
        kind: 'text',
        name: 'why',
        label: 'What happened?',
        hint: 'For example: no access, was not brought, number does not answer.',
      },
    ],
    command: (answers, handoverId) => ({
      type: 'record-failed-contact',
      handoverId,
      how: answers.text('how'),
      why: answers.text('why'),
    }),
  },
  'review-failed-contacts': {
    guidance: () =>
      'What the supervisor decides: who tries next, how and when, or that somebody asks where the family is. That the family is to be reached stays owed.',
    fields: () => [{ kind: 'long', name: 'decision', label: 'What was decided?' }],
    command: (answers, handoverId) => ({
      type: 'review-failed-contacts',
      handoverId,
      decision: answers.text('decision'),
    }),
  },
  'record-seen': {
    titled: ({ identity }) => sayRecordSeen(whomNow(identity)),
    button: 'Record it',
    guidance: (view) => birthFirst(view) ?? 'Record this only if the child was seen face to face.',
    fields: (view) =>
      withCallBack(
        view,
        {
          kind: 'text',
          name: 'where',
          label: `Where was the ${whomNow(view.state.identity)} seen?`,
          place: true,
        },
        {
          kind: 'choice',
          name: 'joint',
          label: 'Was it a joint visit?',
          options: [
            { value: 'no', words: 'No' },
            { value: 'yes', words: 'Yes' },
          ],
        },
      ),
    command: (answers, handoverId, view) => ({
      type: 'record-seen',
      handoverId,
      where: answers.text('where'),
      joint: answers.text('joint') === 'yes',
      ...callBackOf(answers, view),
    }),
  },
  'decide-level': {
    guidance: (view) =>
      view.handover?.proposedLevel
        ? `The releasing side proposed ${levelWords[view.handover.proposedLevel].toLowerCase()}.`
        : 'No level was proposed.',
    fields: () => [
      { kind: 'choice', name: 'level', label: 'Which level of service?', options: levelOptions },
      {
        kind: 'long',
        name: 'reason',
        label: 'Why?',
        hint: 'Needed unless it is the level that the child has, and that was proposed. The releasing side can read it.',
        optional: true,
      },
    ],
    command: (answers, handoverId) => ({
      type: 'decide-level',
      handoverId,
      level: answers.text('level') as Level,
      reason: answers.text('reason'),
    }),
  },
  'tell-parent': {
    guidance: (view) => (hasPassed(view) ? null : beforeRelease),
    fields: (view) => [
      {
        kind: 'choice',
        name: 'told',
        label: hasPassed(view)
          ? 'Has the parent been told who holds the child now?'
          : 'Has the parent been told of the handover?',
        options: [
          { value: 'yes', words: 'Yes' },
          { value: 'no', words: 'No, and it was decided not to' },
        ],
      },
      { kind: 'long', name: 'how', label: 'How were they told, or why not?' },
      ...notToldFields,
    ],
    faults: (answers) =>
      answers.text('told') === 'no'
        ? unanswered(answers, notToldFields)
        : contradicted(
            answers,
            'told',
            'You say who decided against it, or when it is reviewed: choose no, or empty that',
            notToldFields,
          ),
    command: (answers, handoverId) => ({
      type: 'tell-parent',
      handoverId,
      parent:
        answers.text('told') === 'yes'
          ? { told: true, how: answers.text('how') }
          : {
              told: false,
              reason: answers.text('how'),
              decidedBy: answers.text('decided-by'),
              reviewOn: answers.text('review'),
            },
    }),
  },
  'tell-gp': {
    guidance: (view) => (hasPassed(view) ? null : beforeRelease),
    fields: () => [
      {
        kind: 'choice',
        name: 'route',
        label: 'Does the child have a GP?',
        options: [
          { value: 'gp', words: 'Yes, and the practice was told' },
          { value: 'no-gp', words: 'No: the registration route is recorded' },
        ],
      },
      { kind: 'text', name: 'detail', label: 'Which practice, or how will the child be registered?' },
    ],
    command: (answers, handoverId) => ({
      type: 'tell-gp',
      handoverId,
      gp:
        answers.text('route') === 'gp'
          ? { route: 'gp', practice: answers.text('detail') }
          : { route: 'no-gp', registration: answers.text('detail') },
    }),
  },
  'tell-chis': {
    guidance: (view) => (hasPassed(view) ? null : beforeRelease),
    fields: () => [{ kind: 'text', name: 'how', label: 'How were child health records told?' }],
    command: (answers, handoverId) => ({ type: 'tell-chis', handoverId, how: answers.text('how') }),
  },
  close: {
    fields: () => [],
    command: (_answers, handoverId) => ({ type: 'close', handoverId }),
  },
} as const satisfies { readonly [Name in HandoverCommandName]?: Making };
