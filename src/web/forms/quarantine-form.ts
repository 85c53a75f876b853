import { type QuarantineDecision, quarantineSettlements } from '../../application/import/decision.ts';
import { type Field, type FieldError, type RawForm, readForm } from './fields.ts';

type Settlement = (typeof quarantineSettlements)[number];

export const settlementWords: Readonly<Record<Settlement, string>> = {
  'import-after-correction': 'It is right once corrected: take it in',
  confirmed: 'A named person confirmed it',
  'dealt-with': 'It has been dealt with: say where it stands',
  'not-ours': 'It does not concern us',
  duplicate: 'It has come before',
};

/** The questions about an item in quarantine. */
export const quarantineFields: readonly Field[] = [
  {
    kind: 'choice',
    name: 'settlement',
    label: 'What have you found?',
    options: quarantineSettlements.map((value) => ({ value, words: settlementWords[value] })),
  },
  {
    kind: 'long',
    name: 'corrections',
    label: 'If corrected: what is right?',
    hint: 'One to a line, with what it is before it. Such as: NHS number: 999 000 0018',
    optional: true,
    needed: 'needed if it is corrected',
  },
  {
    kind: 'text',
    name: 'confirmed-by',
    label: 'If confirmed: by whom, and how?',
    optional: true,
    needed: 'needed if it is confirmed',
  },
  { kind: 'long', name: 'note', label: 'How do you know, and what did you do?' },
];

/**
 * Reads the decision. That the records say it already is one step, offered where they do: there is nothing to answer.
 */
export function readDecision(
  form: RawForm,
  source: string,
): { readonly decision: QuarantineDecision } | { readonly errors: readonly FieldError[] } {
  if (form.settlement === 'recorded') return { decision: { settlement: 'recorded', note: '' } };
  const read = readForm(quarantineFields, form);
  if (!read.ok) return { errors: read.errors };
  const errors = faultsIn(read.answers.text);
  return errors.length > 0 ? { errors } : { decision: decisionOf(read.answers.text, source) };
}

/** A name that nobody entered, or a correction that names nothing, is told at its question before anything is tried. */
function faultsIn(text: (name: string) => string): readonly FieldError[] {
  const settlement = text('settlement');
  if (settlement === 'confirmed' && text('confirmed-by') === '')
    return [{ name: 'confirmed-by', says: 'Enter who confirmed it, and how' }];
  if (settlement !== 'import-after-correction') return [];
  const unread = linesIn(text('corrections')).find((line) => !pairIn(line));
  return unread === undefined
    ? []
    : [{ name: 'corrections', says: `Write “${unread}” with what it is before it, such as NHS number: …` }];
}

/** What the form decides. Of a line of a file a correction is of a column, of a message of a part of it. */
function decisionOf(text: (name: string) => string, source: string): QuarantineDecision {
  const settlement = text('settlement') as Settlement;
  const note = text('note');
  if (settlement === 'confirmed') return { settlement, confirmedBy: text('confirmed-by'), note };
  if (settlement !== 'import-after-correction') return { settlement, note };
  const name = source === 'caseload' || source === 'clients' ? columnOf : partOf;
  const pairs = linesIn(text('corrections')).flatMap((line) => {
    const pair = pairIn(line);
    return pair ? [[name(pair.what), pair.is]] : [];
  });
  return { settlement, corrections: Object.fromEntries(pairs) as Record<string, string>, note };
}

function linesIn(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function pairIn(line: string): { readonly what: string; readonly is: string } | null {
  const [, what = '', is = ''] = /^([^:]+):(.*)$/.exec(line) ?? [];
  return wordsIn(what).length === 0 ? null : { what, is: is.trim() };
}

/** "Mother’s NHS number", "motherNhsNumber" and "mother_nhs_number" are the same words. */
function wordsIn(what: string): readonly string[] {
  return what
    .replace(/[\u2019']s\b/g, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

function columnOf(what: string): string {
  return wordsIn(what).join('_');
}

function partOf(what: string): string {
  const [first = '', ...rest] = wordsIn(what);
  return [first, ...rest.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)].join('');
}
