import { randomUUID } from 'node:crypto';
import { sayDate } from '../../domain/calendar/time.ts';
import { type MoveEffect, moveEffects, moveEffectWords } from '../../domain/language/words.ts';
import type { Danger, LegalLimit } from '../../domain/risk/circumstances.ts';
import { contradicted, unanswered } from './between-answers.ts';
import { circumstancesForm } from './circumstances-form.ts';
import type { Answers, Field, FieldError, Option } from './fields.ts';
import type { ChildForm, View } from './form.ts';
import { yesNo } from './place.ts';

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

/** Who is a danger to the child, or that nobody is known to be one, and what holds of it now. */
export const dangerForms = {
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
  'end-danger': circumstancesForm({
    title: 'Somebody is no danger to this child any more',
    button: 'Record that the danger has ended',
    guidance: () =>
      'Only where it was recorded in error, or the person has died or is cleared. That the family moves away, or that a limit holds, ends no danger by itself. It stays in the history of this record, and no priority falls by it.',
    fields: (view) => [
      { kind: 'choice', name: 'danger', label: 'Which danger?', options: dangerOptions(view) },
      { kind: 'long', name: 'why', label: 'Why is it a danger no more?' },
      { kind: 'text', name: 'agreed-by', label: 'Who agreed with you?', hint: 'Name and post.' },
    ],
    why: (answers, now) =>
      `${now.dangers?.find(({ dangerId }) => dangerId === answers.text('danger'))?.who} is no danger any more: ${answers.text('why')} (${answers.text('agreed-by')})`,
    change: (answers, now) => ({
      dangers: (now.dangers ?? []).filter(({ dangerId }) => dangerId !== answers.text('danger')),
    }),
  }),
} as const satisfies Readonly<Record<string, ChildForm>>;
