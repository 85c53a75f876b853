import { type StatutoryKind, statutoryStatuses, statutoryWords } from '../../domain/language/words.ts';
import {
  belowTheThreshold,
  type Circumstances,
  type StatutoryStatus,
} from '../../domain/risk/circumstances.ts';
import { contradicted, unanswered } from './between-answers.ts';
import { circumstancesForm } from './circumstances-form.ts';
import type { Answers, Field } from './fields.ts';
import type { ChildForm } from './form.ts';

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

const noStatus = 'none';
const steppedDown = 'stepped-down' satisfies StatutoryKind;

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

/** The statutory status of the child: which, by whom, its key worker, and why it is below the threshold of child protection. */
export const statusForms = {
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
  'end-status': circumstancesForm({
    title: 'A statutory status has ended',
    button: 'Record that it has ended',
    guidance: () =>
      'It stays in the history of this record. What the child has in its place, such as child in need, is added besides. A priority does not fall by it: a person lowers it.',
    fields: ({ state }) => [
      {
        kind: 'choice',
        name: 'kind',
        label: 'Which status has ended?',
        asks: 'which status has ended',
        options: (state.circumstances.statutory ?? []).map(({ kind, authority: of }) => ({
          value: kind,
          words: `${statutoryWords[kind]}, ${of}`,
        })),
      },
      {
        kind: 'choice',
        name: 'after',
        label: 'How has it ended?',
        asks: 'how it has ended',
        options: [
          { value: steppedDown, words: statutoryWords[steppedDown] },
          { value: 'over', words: 'It is over, or was recorded in error, and nothing of it is left' },
        ],
      },
      { kind: 'long', name: 'why', label: 'Why, and since when?' },
      { kind: 'text', name: 'agreed-by', label: 'Who decided or agreed?', hint: 'Name and post.' },
    ],
    faults: (answers) =>
      answers.text('kind') === steppedDown && answers.text('after') === steppedDown
        ? [{ name: 'after', says: 'It is stepped down already: choose that it is over' }]
        : [],
    why: (answers) =>
      `${statutoryWords[answers.text('kind') as StatutoryKind]} has ended: ${answers.text('why')} (${answers.text('agreed-by')})`,
    change: (answers, now) => {
      const ended = statusIn(now, answers.text('kind') as StatutoryKind);
      const stepped: readonly StatutoryStatus[] =
        ended && answers.text('after') === steppedDown
          ? [{ ...ended, kind: steppedDown, why: answers.text('why'), agreedBy: answers.text('agreed-by') }]
          : [];
      return {
        statutory: (now.statutory ?? []).flatMap((status) => (status === ended ? stepped : [status])),
      };
    },
  }),
  'no-status': circumstancesForm({
    title: 'There is no statutory status',
    button: 'Record that there is none',
    fields: () => [],
    change: () => ({ statutory: [] }),
  }),
} as const satisfies Readonly<Record<string, ChildForm>>;
