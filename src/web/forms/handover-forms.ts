import { isSafeguarding } from '../../domain/access/roles.ts';
import { sayInstant } from '../../domain/calendar/time.ts';
import { safeguardingTeamsOf } from '../../domain/directory/directory.ts';
import { commandWords, type HandoverCommandName } from '../../domain/handover/commands.ts';
import type { Correction, Handover } from '../../domain/handover/facts.ts';
import { meetingOutcomes, meetingOutcomeWords, meetings } from '../../domain/handover/meetings.ts';
import { proposedPriority } from '../../domain/handover/standing-priority.ts';
import { asSentence } from '../../domain/language/sentence.ts';
import {
  type DisputeOutcome,
  disputeOutcomes,
  disputeOutcomeWords,
  type PriorityName,
  priorityWords,
} from '../../domain/language/words.ts';
import type { ChildForm, View } from './form.ts';
import type { Making } from './handover-choices.ts';
import {
  correctionOptions,
  meetingOptions,
  otherPriorities,
  people,
  questionFields,
  reason,
  speaker,
} from './handover-choices.ts';
import { jointVisitForms } from './joint-visit-forms.ts';
import { receivingForms } from './receiving-forms.ts';
import { releasingForms } from './releasing-forms.ts';

/** What either side may do with a handover. */
const formsOfEither = {
  ask: {
    fields: () => [
      {
        kind: 'long',
        name: 'text',
        label: 'What do you need to know?',
        hint: 'The other side sees the question at once. The clocks go on.',
      },
    ],
    command: (answers, handoverId, _view, newId) => ({
      type: 'ask',
      handoverId,
      questionId: newId(),
      text: answers.text('text'),
    }),
  },
  answer: {
    fields: questionFields,
    command: (answers, handoverId) => ({
      type: 'answer',
      handoverId,
      questionId: answers.text('question'),
      text: answers.text('text'),
    }),
  },
  'record-verbal': {
    fields: (view) => [
      speaker(view, view.handover?.releasingTeamId, {
        name: 'releasing',
        label: 'Who spoke for the releasing side?',
      }),
      speaker(view, view.handover?.destination.teamId, {
        name: 'receiving',
        label: 'Who spoke for the receiving side?',
      }),
      { kind: 'moment', name: 'spoke-at', label: 'When did they speak?' },
    ],
    command: (answers, handoverId) => ({
      type: 'record-verbal',
      handoverId,
      releasingName: answers.text('releasing'),
      receivingName: answers.text('receiving'),
      spokeAt: answers.text('spoke-at'),
    }),
  },
  dispute: {
    guidance: () =>
      'The child stays with its present team while the dispute is decided. A clock starts on the decider.',
    fields: (view) => [
      { kind: 'long', name: 'ground', label: 'What is in dispute?' },
      {
        kind: 'choice',
        name: 'decider',
        label: 'Who should decide?',
        options: people(view, ({ role, teamId }) => isSafeguarding(role) && ofTheSides(view).has(teamId)),
      },
    ],
    command: (answers, handoverId) => ({
      type: 'dispute',
      handoverId,
      ground: answers.text('ground'),
      deciderId: answers.text('decider'),
    }),
  },
  'decide-dispute': {
    fields: () => [
      {
        kind: 'choice',
        name: 'outcome',
        label: 'What do you decide?',
        options: disputeOutcomes.map((value) => ({ value, words: disputeOutcomeWords[value] })),
      },
      reason('Why?'),
    ],
    command: (answers, handoverId) => ({
      type: 'decide-dispute',
      handoverId,
      outcome: answers.text('outcome') as DisputeOutcome,
      reason: answers.text('reason'),
    }),
  },
  'record-meeting': {
    fields: (view) => [
      { kind: 'choice', name: 'meeting', label: 'Which meeting?', options: meetingOptions(view) },
      {
        kind: 'choice',
        name: 'outcome',
        label: 'Was it held?',
        options: meetingOutcomes.map((value) => ({ value, words: meetingOutcomeWords[value] })),
      },
      { kind: 'text', name: 'decided-by', label: 'Who chaired or decided?' },
      {
        kind: 'text',
        name: 'invited',
        label: 'Who of the releasing side was invited?',
        hint: 'Say why, if nobody was.',
        optional: true,
        needed: 'needed for a conference',
      },
      {
        kind: 'long',
        name: 'note',
        label: 'What was decided?',
        optional: true,
        needed: 'needed unless it was held and agreed',
      },
    ],
    command: (answers, handoverId) => ({
      type: 'record-meeting',
      handoverId,
      meeting: meetings.find((kind) => kind === answers.text('meeting')) ?? 'transfer-in-conference',
      outcome: meetingOutcomes.find((one) => one === answers.text('outcome')) ?? 'will-not-be-held',
      decidedBy: answers.text('decided-by'),
      note: answers.text('note'),
      invited: answers.text('invited'),
    }),
  },
  'release-without-sighting': {
    guidance: () =>
      'Both named nurses release the child together although it has not been seen. You propose it; nothing passes until the other one has agreed, signed in herself. The alarm about seeing goes on.',
    fields: (view) => [
      {
        kind: 'choice',
        name: 'other',
        label: 'Who is the named nurse of the other side?',
        hint: 'She is asked to agree, by a time.',
        options: people(
          view,
          ({ id, role, teamId }) =>
            role === 'named-nurse' && id !== view.actor.practitionerId && ofTheSides(view).has(teamId),
        ),
      },
      reason('Why can the child not be seen first?'),
    ],
    command: (answers, handoverId) => ({
      type: 'release-without-sighting',
      handoverId,
      otherNamedNurseId: answers.text('other'),
      reason: answers.text('reason'),
    }),
  },
  'agree-release': {
    guidance: (view) => {
      const proposed = view.handover?.happenings.releaseProposed;
      const who = proposed ? (view.directory.practitioners.get(proposed.by)?.name ?? 'The named nurse') : '';
      return proposed
        ? `${who} proposed on ${sayInstant(proposed.at)} to release the child without sighting: ${asSentence(proposed.reason)} If you agree, accountability passes now, and the receiving side still owes to see the child.`
        : null;
    },
    fields: () => [],
    command: (_answers, handoverId) => ({ type: 'agree-release', handoverId }),
  },
  'take-back-release': {
    guidance: () => 'The child stays where it is until it has been seen. Both sides are told.',
    fields: () => [reason('Why is the child not to be released without sighting?')],
    command: (answers, handoverId) => ({
      type: 'take-back-release',
      handoverId,
      reason: answers.text('reason'),
    }),
  },
  'raise-priority': {
    fields: (view) => [
      {
        kind: 'choice',
        name: 'priority',
        label: 'To which priority?',
        options: otherPriorities(view, 'above'),
      },
      reason('Why?'),
    ],
    command: (answers, handoverId) => ({
      type: 'raise-priority',
      handoverId,
      priority: answers.text('priority') as PriorityName,
      reason: answers.text('reason'),
    }),
  },
  'lower-priority': {
    guidance: ({ handover }) => {
      const proposed = handover && proposedPriority(handover);
      return (
        proposed &&
        `The facts now give ${priorityWords[proposed.priority].toLowerCase()}: ${proposed.reasons.join('; ')}. At a lower priority accountability may pass at once.`
      );
    },
    known: ({ handover }) => ({
      priority: (handover && proposedPriority(handover)?.priority) ?? undefined,
    }),
    fields: (view) => [
      {
        kind: 'choice',
        name: 'priority',
        label: 'To which priority?',
        options: otherPriorities(view, 'below'),
      },
      reason('Why?'),
      { kind: 'text', name: 'second', label: 'Who else agrees?' },
    ],
    command: (answers, handoverId) => ({
      type: 'lower-priority',
      handoverId,
      priority: answers.text('priority') as PriorityName,
      reason: answers.text('reason'),
      secondName: answers.text('second'),
    }),
  },
  correct: {
    guidance: () =>
      'A correction is a new fact: what was recorded stays readable. Correcting a false “seen” alarms both leads, and the holder stays.',
    fields: (view) => [
      { kind: 'choice', name: 'what', label: 'What was wrong?', options: correctionOptions(view) },
      reason('What is true?'),
    ],
    command: (answers, handoverId) => ({
      type: 'correct',
      handoverId,
      what: answers.text('what') as Correction,
      reason: answers.text('reason'),
    }),
  },
} as const satisfies { readonly [Name in HandoverCommandName]?: Making };

/** One form for each command on a handover. The table of transitions says which are open; this says what they ask. */
const makings: { readonly [Name in HandoverCommandName]: Making } = {
  ...releasingForms,
  ...receivingForms,
  ...jointVisitForms,
  ...formsOfEither,
};

function handoverOf(view: View): Handover {
  if (!view.handover) throw new Error('A form about a handover was drawn without one');
  return view.handover;
}

/** The form of a command on a handover. */
export function handoverForm(name: HandoverCommandName): ChildForm {
  const { command, button, ...making } = makings[name];
  const title = commandWords[name];
  return {
    ...making,
    title,
    button: button ?? title,
    command: (answers, view, reach) => command(answers, handoverOf(view).handoverId, view, reach.newId),
  };
}

/** The safeguarding teams of both sides of the handover. */
function ofTheSides(view: View): ReadonlySet<string> {
  const { releasingTeamId, destination } = handoverOf(view);
  return safeguardingTeamsOf(view.directory, [releasingTeamId, destination.teamId]);
}
