import { randomUUID } from 'node:crypto';
import { sayDate } from '../../domain/calendar/time.ts';
import {
  type MoveEffect,
  moveEffects,
  moveEffectWords,
  type StatutoryKind,
  statutoryStatuses,
  statutoryWords,
} from '../../domain/language/words.ts';
import {
  belowTheThreshold,
  type Circumstances,
  type Danger,
  type LegalLimit,
  type StatutoryStatus,
} from '../../domain/risk/circumstances.ts';
import type { Answers, Field, FieldError, Option } from './fields.ts';
import type { ChildForm, View } from './form.ts';
import { yesNo } from './place.ts';

function circumstancesForm(
  form: Omit<ChildForm, 'command'> & {
    change: (answers: Answers, now: Circumstances) => Partial<Circumstances>;
    /** The danger that is looked at again by sending this form. */
    lookedAt?: (answers: Answers) => string;
  },
): ChildForm {
  const { change, lookedAt, ...rest } = form;
  return {
    ...rest,
    command: (answers, view) => ({
      type: 'record-circumstances',
      circumstances: { ...view.state.circumstances, ...change(answers, view.state.circumstances) },
      ...(lookedAt ? { lookedAt: lookedAt(answers) } : {}),
    }),
  };
}

const moveOptions: readonly Option[] = moveEffects.map((value) => ({ value, words: moveEffectWords[value] }));

/** Dangers of a child that may be changed by a form. */
function dangerOptions(view: View): readonly Option[] {
  return (view.state.circumstances.dangers ?? []).map((danger) => ({
    value: danger.dangerId,
    words: `${danger.who} (${danger.relation})`,
  }));
}

function dangerOf(answers: Answers): Danger {
  return {
    dangerId: randomUUID(),
    who: answers.text('who'),
    relation: answers.text('relation'),
    why: answers.text('why'),
    violent: answers.text('violent') === 'yes',
    limits: limitsOf(answers),
    move: answers.text('move') as MoveEffect,
  };
}

/** The legal limit that is described, or none. */
function limitsOf(answers: Answers): readonly LegalLimit[] {
  const what = answers.text('limit');
  if (what === '') return [];
  const from = answers.text('limit-from') || null;
  const until = answers.text('limit-until') || null;
  return [{ what, from, until }];
}

/** The danger with what holds of it now; what was said of it before goes on standing. */
function lookedAtAgain(danger: Danger, answers: Answers): Danger {
  const asRecorded = answers.text('limits-now') === 'as-recorded';
  return {
    ...danger,
    move: answers.text('move') as MoveEffect,
    why: `${danger.why}\n${answers.text('why')}`,
    limits: asRecorded ? danger.limits : limitsOf(answers),
  };
}

/** A limit with the days between which it holds, where they are known. */
function limitWords({ what, from, until }: LegalLimit): string {
  return [what, from && `from ${sayDate(from)}`, until && `until ${sayDate(until)}`]
    .filter(Boolean)
    .join(' ');
}

/** A limit without a name would be lost, and one that ends before it begins is a slip. */
function limitFaults(answers: Answers): readonly FieldError[] {
  const [what, from, until] = ['limit', 'limit-from', 'limit-until'].map((name) => answers.text(name));
  if (what === '' && (from || until))
    return [{ name: 'limit', says: 'Say which bail condition, order or licence these days are of' }];
  if (from && until && until < from)
    return [{ name: 'limit-until', says: 'The last day lies before the first' }];
  return [];
}

function statusOf(answers: Answers): StatutoryStatus {
  return {
    kind: answers.text('kind') as StatutoryKind,
    since: answers.text('since') || null,
    authority: answers.text('authority'),
    keyWorker: answers.text('key-worker') || null,
    why: answers.text('why') || null,
    agreedBy: answers.text('agreed-by') || null,
  };
}

const ofLimit: readonly Field[] = [
  { kind: 'text', name: 'limit', label: 'Bail condition, order or licence', optional: true },
  { kind: 'date', name: 'limit-from', label: 'In force from', optional: true },
  { kind: 'date', name: 'limit-until', label: 'Until', optional: true },
];

/** What becomes of the legal limits that stand. */
const limitsNow: Field = {
  kind: 'choice',
  name: 'limits-now',
  label: 'Bail condition, order or licence: what holds now?',
  options: [
    { value: 'as-recorded', words: 'As it is recorded' },
    { value: 'ended', words: 'It has ended, and nothing is in its place' },
    { value: 'new', words: 'It is renewed, changed or new, as I write below' },
  ],
};

const noStatus = 'none';

const anyDanger: Field = {
  kind: 'choice',
  name: 'any',
  label: 'Is anybody known to be a danger to this child now?',
  options: [
    { value: 'yes', words: 'Yes' },
    { value: 'no', words: 'No: I asked, and nobody is known to be' },
  ],
};

const ofDanger: readonly Field[] = [
  { kind: 'text', name: 'who', label: 'Who?' },
  { kind: 'text', name: 'relation', label: 'Relation to the child or the mother' },
  { kind: 'long', name: 'why', label: 'Why do you think so?' },
  { kind: 'choice', name: 'violent', label: 'Is there violence?', options: yesNo },
  { kind: 'choice', name: 'move', label: 'What does the move do to this danger?', options: moveOptions },
];

const authority: Field = {
  kind: 'text',
  name: 'authority',
  label: 'Which authority?',
  optional: true,
  needed: 'needed with a status',
};

const ofStatus: readonly Field[] = [
  { kind: 'text', name: 'key-worker', label: 'Key worker or social worker', optional: true },
  {
    kind: 'long',
    name: 'why',
    label: 'If below the threshold of child protection: why?',
    hint: 'Child in need, early help and a step-down stand on no national register: the other side knows them from this record alone.',
    optional: true,
    needed: 'needed before a handover is sent',
  },
  {
    kind: 'text',
    name: 'agreed-by',
    label: 'If below the threshold of child protection: who agreed?',
    optional: true,
    needed: 'needed before a handover is sent',
  },
];

/** What has to be answered where the first answer says that there is something. */
function unanswered(answers: Answers, fields: readonly Field[]): readonly FieldError[] {
  return fields
    .filter(({ name }) => answers.text(name) === '')
    .map(({ name, label }) => ({ name, says: `Answer this: ${label.replace(/\?$/, '')}` }));
}

/** "None", and something described all the same: nothing of it may be dropped in silence. */
function contradicted(
  answers: Answers,
  name: string,
  says: string,
  fields: readonly Field[],
): readonly FieldError[] {
  return fields.some((field) => answers.text(field.name) !== '') ? [{ name, says }] : [];
}

function statusIn({ statutory }: Circumstances, kind: StatutoryKind): StatutoryStatus | undefined {
  return statutory?.find((status) => status.kind === kind);
}

/** The statuses with what is said now of the one of that kind. */
function withStatus(
  { statutory }: Circumstances,
  kind: StatutoryKind,
  said: Partial<StatutoryStatus>,
): Partial<Circumstances> {
  return {
    statutory: (statutory ?? []).map((status) => (status.kind === kind ? { ...status, ...said } : status)),
  };
}

/** Those below the threshold of which it is not said yet; all of them where it is said, so that it can be changed. */
function unexplained(circumstances: Circumstances): readonly StatutoryStatus[] {
  const below = belowTheThreshold(circumstances);
  const open = below.filter(({ why, agreedBy }) => !why || !agreedBy);
  return open.length > 0 ? open : below;
}

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
        options: [...yesNo, { value: 'unknown', words: 'Not known' }],
      },
    ],
    change: (answers, now) => ({
      people: [
        ...(now.people ?? []),
        {
          name: answers.text('name'),
          relation: answers.text('relation'),
          livesWithChild: answers.text('lives') === 'yes',
          parentalResponsibility:
            answers.text('responsible') === 'unknown' ? null : answers.text('responsible') === 'yes',
        },
      ],
    }),
  }),
  'add-danger': circumstancesForm({
    title: 'Who is a danger to this child now?',
    button: 'Record the danger',
    guidance: () =>
      'Name the person, say why you think so, and what the move changes. Moving away from one person does not end the danger from another.',
    // Whether there is anybody is asked once: with a danger on record the answer is known.
    fields: ({ state }) => [
      ...(state.circumstances.dangers?.length
        ? ofDanger
        : [anyDanger, ...ofDanger.map((field) => ({ ...field, optional: true, needed: 'needed if yes' }))]),
      ...ofLimit,
    ],
    faults: (answers) =>
      answers.text('any') === 'no'
        ? contradicted(answers, 'any', 'You describe somebody: choose yes, or empty what you wrote', [
            ...ofDanger,
            ...ofLimit,
          ])
        : [...unanswered(answers, ofDanger), ...limitFaults(answers)],
    change: (answers, now) => ({
      dangers:
        answers.text('any') === 'no' ? (now.dangers ?? []) : [...(now.dangers ?? []), dangerOf(answers)],
    }),
  }),
  'no-danger': circumstancesForm({
    title: 'Nobody is known to be a danger',
    button: 'Record that you asked and nobody is known',
    guidance: () =>
      'This says that you asked who is a danger to this child, and that nobody is known to be one.',
    fields: () => [],
    change: (_answers, now) => ({ dangers: now.dangers ?? [] }),
  }),
  'change-danger': circumstancesForm({
    title: 'A danger, looked at again',
    button: 'Record what holds now',
    guidance: () =>
      'Also where nothing has changed: that somebody has looked is recorded, with the day. What was said before stays in the record.',
    // What “as it is recorded” means stands before whoever chooses it.
    shows: ({ state }) => ({
      heading: 'What is recorded',
      lines: (state.circumstances.dangers ?? []).map(({ who, why, limits }) => ({
        key: who,
        value: [why, ...limits.map(limitWords)].join('. '),
      })),
    }),
    fields: (view) => [
      { kind: 'choice', name: 'danger', label: 'Which danger?', options: dangerOptions(view) },
      { kind: 'choice', name: 'move', label: 'What does the move do to it?', options: moveOptions },
      { kind: 'long', name: 'why', label: 'What do you know now?' },
      limitsNow,
      ...ofLimit,
    ],
    // Where there is one danger alone, what stands is what is asked about.
    known: ({ state }) => {
      const [only, another] = state.circumstances.dangers ?? [];
      return only && !another
        ? { danger: only.dangerId, move: only.move, 'limits-now': 'as-recorded' }
        : { 'limits-now': 'as-recorded' };
    },
    faults: (answers) =>
      answers.text('limits-now') === 'new'
        ? [...unanswered(answers, ofLimit.slice(0, 1)), ...limitFaults(answers)]
        : contradicted(
            answers,
            'limits-now',
            'You describe a limit: choose that it is new, or empty it',
            ofLimit,
          ),
    change: (answers, now) => ({
      dangers: (now.dangers ?? []).map((danger) =>
        danger.dangerId === answers.text('danger') ? lookedAtAgain(danger, answers) : danger,
      ),
    }),
    lookedAt: (answers) => answers.text('danger'),
  }),
  'add-status': circumstancesForm({
    title: 'Record a statutory status',
    button: 'Record the status',
    guidance: () =>
      'A child in need or early help is on no national register: what you write here is all that the other side will know.',
    fields: ({ state }) => [
      {
        kind: 'choice',
        name: 'kind',
        label: 'Which status?',
        options: [
          ...statutoryStatuses.map((value) => ({ value, words: statutoryWords[value] })),
          ...(state.circumstances.statutory?.length
            ? []
            : [{ value: noStatus, words: 'None: I asked, and there is no status' }]),
        ],
      },
      authority,
      { kind: 'date', name: 'since', label: 'Since when?', optional: true },
      ...ofStatus,
    ],
    faults: (answers) =>
      answers.text('kind') === noStatus
        ? contradicted(answers, 'kind', 'You describe a status: choose which, or empty what you wrote', [
            authority,
            ...ofStatus,
          ])
        : unanswered(answers, [authority]),
    change: (answers, now) => ({
      statutory:
        answers.text('kind') === noStatus
          ? (now.statutory ?? [])
          : [...(now.statutory ?? []), statusOf(answers)],
    }),
  }),
  'key-worker': circumstancesForm({
    title: 'The key worker of the child protection plan',
    button: 'Record the key worker',
    fields: () => [{ kind: 'text', name: 'key-worker', label: 'Who is the key worker?' }],
    known: ({ state }) => ({
      'key-worker': statusIn(state.circumstances, 'child-protection-plan')?.keyWorker ?? '',
    }),
    change: (answers, now) =>
      withStatus(now, 'child-protection-plan', { keyWorker: answers.text('key-worker') }),
  }),
  'below-threshold': circumstancesForm({
    title: 'Why below the threshold, and who agreed',
    button: 'Record it',
    guidance: () => 'No national register shows this to the other side: it is known from this record alone.',
    fields: () => [
      { kind: 'long', name: 'why', label: 'Why is the child below the threshold of child protection?' },
      { kind: 'text', name: 'agreed-by', label: 'Who agreed?' },
    ],
    known: ({ state }) => {
      const [below] = unexplained(state.circumstances);
      return { why: below?.why ?? '', 'agreed-by': below?.agreedBy ?? '' };
    },
    change: (answers, now) => {
      const asked = unexplained(now);
      const said = { why: answers.text('why'), agreedBy: answers.text('agreed-by') };
      return {
        statutory: (now.statutory ?? []).map((status) =>
          asked.includes(status) ? { ...status, ...said } : status,
        ),
      };
    },
  }),
  'no-status': circumstancesForm({
    title: 'There is no statutory status',
    button: 'Record that there is none',
    fields: () => [],
    change: () => ({ statutory: [] }),
  }),
  'safe-contact': circumstancesForm({
    title: 'A safe way to make contact',
    button: 'Record it',
    fields: () => [
      { kind: 'long', name: 'route', label: 'How may the family safely be reached?' },
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
