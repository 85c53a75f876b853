import { inPost, presentAt } from '../../domain/directory/directory.ts';
import {
  commandWords,
  type HandoverCommand,
  type HandoverCommandName,
} from '../../domain/handover/commands.ts';
import { type CallBack, type Correction, type Handover, meetings } from '../../domain/handover/facts.ts';
import { meetingsNeeded } from '../../domain/handover/release-point.ts';
import {
  type DeclineReason,
  declineReasons,
  type Level,
  levels,
  levelWords,
  type OnwardRoute,
  onwardRoutes,
  type PriorityName,
  priorities,
  priorityWords,
} from '../../domain/language/words.ts';
import { dropLines, dropOf } from '../../domain/reviews/intensity.ts';
import { olderLabelsOf } from '../../domain/reviews/levels.ts';
import { dangersThatTravel } from '../../domain/risk/circumstances.ts';
import type { Answers, Field, Option } from './fields.ts';
import type { ChildForm, View } from './form.ts';
import { preparation, preparationFields, preparationKnown } from './preparation.ts';

type Making = Omit<ChildForm, 'title' | 'button' | 'command'> & {
  readonly button?: string;
  readonly command: (
    answers: Answers,
    handoverId: string,
    view: View,
    newId: () => string,
  ) => HandoverCommand;
};

function reason(label: string): Field {
  return { kind: 'long', name: 'reason', label };
}

const callBackFields: readonly Field[] = [
  { kind: 'text', name: 'number', label: 'Which number from the directory did you ring?' },
  { kind: 'text', name: 'outside-name', label: 'Name of the practitioner outside who spoke for their team' },
  { kind: 'text', name: 'spoken-by', label: 'Who of our side spoke' },
  { kind: 'moment', name: 'spoke-at', label: 'When did you speak?' },
  { kind: 'text', name: 'second-name', label: 'Second name of our side, who can confirm the call' },
];

function isOutside(view: View): boolean {
  return view.handover?.destination.kind === 'outside';
}

function withCallBack(view: View, ...fields: readonly Field[]): readonly Field[] {
  return isOutside(view) ? [...fields, ...callBackFields] : fields;
}

function callBackOf(answers: Answers, view: View): { callBack: CallBack } | Record<string, never> {
  if (!isOutside(view)) return {};
  return {
    callBack: {
      number: answers.text('number'),
      outsideName: answers.text('outside-name'),
      spokenBy: answers.text('spoken-by'),
      spokeAt: answers.text('spoke-at'),
      secondName: answers.text('second-name'),
    },
  };
}

/** The practitioners of the receiving team who are here now. */
function receivers(view: View): readonly Option[] {
  const teamId = view.handover?.destination.teamId;
  return people(view, (person) => person.teamId === teamId && presentAt(view.directory, person.id, view.now));
}

function people(
  view: View,
  fits: (person: { id: string; teamId: string; role: string }) => boolean,
): readonly Option[] {
  return [...view.directory.practitioners.values()]
    .filter((person) => fits(person) && inPost(view.directory, person.id, view.now))
    .map((person) => ({
      value: person.id,
      words: `${person.name}, ${view.directory.teams.get(person.teamId)?.name ?? person.teamId}`,
    }));
}

/** The desks to which an offer may go, our own apart. */
function desks(view: View): readonly Option[] {
  return [...view.directory.teams.values()]
    .filter((team) => ['fnp', 'health-visiting'].includes(team.kind) && team.id !== view.actor.teamId)
    .map((team) => ({ value: team.id, words: team.name }));
}

function dangerOptions(view: View): readonly Option[] {
  return dangersThatTravel(view.state.circumstances).map((danger) => ({
    value: danger.dangerId,
    words: `${danger.who} (${danger.relation})`,
    hint: danger.why,
  }));
}

const priorityOptions: readonly Option[] = priorities.map((value) => ({
  value,
  words: priorityWords[value],
}));
const levelOptions: readonly Option[] = levels.map((value) => ({
  value,
  words: levelWords[value],
  hint: olderLabelsOf(value),
}));

const correctionOptions: readonly Option[] = [
  { value: 'seen', words: 'The child was not seen' },
  { value: 'first-contact', words: 'There was no first contact' },
  { value: 'parent-told', words: 'What is recorded about telling the parent is wrong' },
  { value: 'gp-told', words: 'The GP was not told' },
  { value: 'chis-told', words: 'Child health records were not told' },
];

function questionFields(view: View): readonly Field[] {
  const open = view.handover?.happenings.questions.filter((question) => question.answer === null) ?? [];
  const options = open.map((question) => ({ value: question.questionId, words: question.text }));
  return [
    { kind: 'choice', name: 'question', label: 'Which question are you answering?', options },
    { kind: 'long', name: 'text', label: 'Your answer' },
  ];
}

function to(answers: Answers, why: string) {
  return { kind: 'desk', teamId: answers.text('team'), reason: why } as const;
}

/** One form for each command on a handover. The table of transitions says which are open; this says what they ask. */
const makings: { readonly [Name in HandoverCommandName]: Making } = {
  revise: {
    fields: preparationFields,
    known: preparationKnown,
    button: 'Save the draft',
    command: (answers, handoverId, view) => ({ type: 'revise', handoverId, ...preparation(answers, view) }),
  },
  offer: {
    guidance: (view) =>
      `When you send it, ${teamName(view)} is asked to take the child. Your team answers until the release point is reached.`,
    shows: (view) => {
      const drop = dropOf(view.handover, view, view.directory, view.now);
      return drop && { heading: 'What changes for the family', lines: dropLines(drop, view.now) };
    },
    fields: () => [],
    command: (_answers, handoverId) => ({ type: 'offer', handoverId }),
  },
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
    fields: () => [
      { kind: 'text', name: 'releasing', label: 'Who spoke for the releasing side?' },
      { kind: 'text', name: 'receiving', label: 'Who spoke for the receiving side?' },
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
  'record-joint-visit': {
    fields: () => [
      { kind: 'date', name: 'on', label: 'When was the visit?' },
      { kind: 'text', name: 'first', label: 'Who visited for the releasing side?' },
      { kind: 'text', name: 'second', label: 'Who visited for the receiving side?' },
      {
        kind: 'choice',
        name: 'seen',
        label: 'Was the child seen?',
        options: [
          { value: 'yes', words: 'Yes' },
          { value: 'no', words: 'No' },
        ],
      },
    ],
    command: (answers, handoverId) => ({
      type: 'record-joint-visit',
      handoverId,
      on: answers.text('on'),
      names: [answers.text('first'), answers.text('second')],
      childSeen: answers.text('seen') === 'yes',
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
              optional: true,
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
  accept: {
    guidance: (view) =>
      isOutside(view)
        ? 'A team outside the network accepts by call-back to the number in the directory.'
        : 'You accept in your own name. Accepted is not seen.',
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
    fields: () => [
      {
        kind: 'choice',
        name: 'reason',
        label: 'Why?',
        options: declineReasons.map(({ code, words }) => ({ value: code, words })),
      },
      { kind: 'long', name: 'comment', label: 'What should the releasing team know?' },
      {
        kind: 'choice',
        name: 'onward',
        label: 'Where should it go instead?',
        options: onwardRoutes.map(({ code, words }) => ({ value: code, words })),
      },
    ],
    command: (answers, handoverId) => ({
      type: 'decline',
      handoverId,
      reason: answers.text('reason') as DeclineReason,
      comment: answers.text('comment'),
      onward: answers.text('onward') as OnwardRoute,
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
        options: people(
          view,
          (person) => person.role === 'named-nurse' || person.role === 'designated-nurse',
        ),
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
        options: [
          { value: 'receiving-takes', words: 'The receiving side takes the child' },
          { value: 'releasing-keeps', words: 'The releasing side keeps the child' },
        ],
      },
      reason('Why?'),
    ],
    command: (answers, handoverId) => ({
      type: 'decide-dispute',
      handoverId,
      outcome: answers.text('outcome') === 'receiving-takes' ? 'receiving-takes' : 'releasing-keeps',
      reason: answers.text('reason'),
    }),
  },
  redirect: {
    fields: (view) => [
      { kind: 'choice', name: 'team', label: 'To which desk?', options: desks(view) },
      reason('Why there?'),
    ],
    command: (answers, handoverId, _view, newId) => ({
      type: 'redirect',
      handoverId,
      to: to(answers, answers.text('reason')),
      why: answers.text('reason'),
      newHandoverId: newId(),
    }),
  },
  recall: {
    guidance: () =>
      'Recall an offer that went to the wrong desk. Who may have opened it is listed from the read records, and information governance of both areas is told.',
    fields: (view) => [
      {
        kind: 'choice',
        name: 'team',
        label: 'Which desk should have it instead?',
        hint: 'Leave empty to take it back without sending it on.',
        optional: true,
        options: desks(view),
      },
      reason('What went wrong?'),
    ],
    command: (answers, handoverId) => ({
      type: 'recall',
      handoverId,
      to: answers.text('team') === '' ? null : to(answers, answers.text('reason')),
      why: answers.text('reason'),
    }),
  },
  withdraw: {
    fields: () => [
      reason('Why is it taken back?'),
      {
        kind: 'choice',
        name: 'back-home',
        label: 'Is the family at home again?',
        hint: 'If nobody had accepted yet and the child has not been seen for more than 5 days, it is counted as a near miss. Nobody is blamed by that.',
        optional: true,
        options: [
          { value: 'yes', words: 'Yes, at the address from which it moved, or it never left' },
          { value: 'no', words: 'No, or not known' },
        ],
      },
    ],
    command: (answers, handoverId) => ({
      type: 'withdraw',
      handoverId,
      reason: answers.text('reason'),
      backHome: answers.text('back-home') === 'yes',
    }),
  },
  supersede: {
    guidance: () =>
      'The open handover ends, its desk is told to stand down, and a new draft is made for the new place. Your team holds on.',
    fields: (view) => [
      { kind: 'choice', name: 'team', label: 'Which desk serves the new place?', options: desks(view) },
      reason('What has changed?'),
    ],
    command: (answers, handoverId, _view, newId) => ({
      type: 'supersede',
      handoverId,
      newHandoverId: newId(),
      destination: to(answers, answers.text('reason')),
      reason: answers.text('reason'),
    }),
  },
  'tell-former-team': {
    fields: () => [{ kind: 'text', name: 'told', label: 'Whom did you tell, and how?' }],
    command: (answers, handoverId) => ({ type: 'tell-former-team', handoverId, told: answers.text('told') }),
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
  'record-seen': {
    guidance: () => 'Record this only if the child was seen face to face.',
    fields: (view) =>
      withCallBack(
        view,
        { kind: 'text', name: 'where', label: 'Where was the child seen?', place: true },
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
  'record-meeting': {
    fields: (view) => [
      { kind: 'choice', name: 'meeting', label: 'Which meeting?', options: meetingOptions(view) },
      {
        kind: 'choice',
        name: 'outcome',
        label: 'Was it held?',
        options: [
          { value: 'held', words: 'It was held' },
          { value: 'will-not-be-held', words: 'Social care decided that it will not be held' },
        ],
      },
      { kind: 'text', name: 'decided-by', label: 'Who chaired or decided?' },
      { kind: 'long', name: 'note', label: 'What was decided?', optional: true },
    ],
    command: (answers, handoverId) => ({
      type: 'record-meeting',
      handoverId,
      meeting: meetings.find((kind) => kind === answers.text('meeting')) ?? 'transfer-in-conference',
      outcome: answers.text('outcome') === 'held' ? 'held' : 'will-not-be-held',
      decidedBy: answers.text('decided-by'),
      note: answers.text('note'),
    }),
  },
  'release-without-sighting': {
    guidance: () =>
      'Both named nurses release the child together although it has not been seen. The alarm about seeing goes on.',
    fields: (view) => [
      {
        kind: 'choice',
        name: 'other',
        label: 'Who is the named nurse of the other side?',
        options: people(
          view,
          (person) => person.role === 'named-nurse' && person.id !== view.actor.practitionerId,
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
        hint: 'Needed when the level is lower than proposed. The releasing side can read it.',
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
    fields: () => [
      {
        kind: 'choice',
        name: 'told',
        label: 'Has the parent been told who holds the child now?',
        options: [
          { value: 'yes', words: 'Yes' },
          { value: 'no', words: 'No, and it was decided not to' },
        ],
      },
      { kind: 'long', name: 'how', label: 'How were they told, or why not?' },
      { kind: 'text', name: 'decided-by', label: 'If not told: who decided?', optional: true },
      { kind: 'date', name: 'review', label: 'If not told: when will it be reviewed?', optional: true },
    ],
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
    fields: () => [{ kind: 'text', name: 'how', label: 'How were child health records told?' }],
    command: (answers, handoverId) => ({ type: 'tell-chis', handoverId, how: answers.text('how') }),
  },
  'raise-priority': {
    fields: () => [
      { kind: 'choice', name: 'priority', label: 'Raise to', options: priorityOptions },
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
    fields: () => [
      { kind: 'choice', name: 'priority', label: 'Lower to', options: priorityOptions },
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
  close: {
    fields: () => [],
    command: (_answers, handoverId) => ({ type: 'close', handoverId }),
  },
  correct: {
    guidance: () =>
      'A correction is a new fact: what was recorded stays readable. Correcting a false "seen" alarms both leads, and the holder stays.',
    fields: () => [
      { kind: 'choice', name: 'what', label: 'What was wrong?', options: correctionOptions },
      reason('What is true?'),
    ],
    command: (answers, handoverId) => ({
      type: 'correct',
      handoverId,
      what: answers.text('what') as Correction,
      reason: answers.text('reason'),
    }),
  },
};

function meetingOptions(view: View): readonly Option[] {
  const needed = meetingsNeeded(view.state.circumstances).map(({ kind, words }) => ({ value: kind, words }));
  return needed.length > 0
    ? needed
    : [
        { value: 'transfer-in-conference', words: 'Transfer-in conference' },
        { value: 'strategy-discussion', words: 'Strategy discussion' },
        { value: 'case-meeting', words: 'Case meeting before graduation' },
      ];
}

function teamName(view: View): string {
  const teamId = view.handover?.destination.teamId ?? '';
  return view.directory.teams.get(teamId)?.name ?? teamId;
}

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
