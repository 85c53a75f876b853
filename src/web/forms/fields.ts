import { z } from 'zod';
import {
  type CivilDate,
  type Instant,
  isCivilDate,
  londonDate,
  londonInstant,
  sayDate,
} from '../../domain/calendar/time.ts';
import type { Directory } from '../../domain/directory/directory.ts';
import { type Code, codesOn } from '../../domain/language/codes.ts';
import { lowerFirst, upperFirst } from '../../domain/language/sentence.ts';

export type Option = { readonly value: string; readonly words: string; readonly hint?: string };

/** What may be chosen from a list today, in its order. */
export function codeOptions(list: readonly Code[], now: Instant): readonly Option[] {
  return codesOn(list, londonDate(now)).map(({ code, words }) => ({ value: code, words }));
}

/** Every area of the directory, by name. */
export function areaOptions({ areas }: Pick<Directory, 'areas'>): readonly Option[] {
  const byName = [...areas.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return byName.map(({ code, name }) => ({ value: code, words: name }));
}

type Base = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /**
   * The question as a message names it, so that a list of faults can be read without the page: "who refers her" in "Select
   * who refers her", "the day on which she agreed" in "Enter the day on which she agreed". The label is quoted when not said.
   */
  readonly asks?: string;
  readonly optional?: boolean;
  /** When an answer that may be left empty now is needed all the same: said in place of "optional". */
  readonly needed?: string;
  /** Filled in beforehand and seldom changed: below what must be answered, and folded away. */
  readonly further?: boolean;
  /**
   * The answer may tell where the family lives, or which child an adopted one is now. No draft keeps it, since the
   * address may be sealed before the form is sent (P11).
   */
  readonly place?: boolean;
};

/** A question of a form. A page draws it, `readForm` reads its answer; both from this one description. */
export type Field =
  /** `keypad`: the keys that a phone shows for it. */
  | (Base & { readonly kind: 'text'; readonly short?: boolean; readonly keypad?: 'numeric' | 'tel' })
  | (Base & { readonly kind: 'long' })
  | (Base & { readonly kind: 'date' })
  | (Base & { readonly kind: 'moment' })
  | (Base & { readonly kind: 'choice'; readonly options: readonly Option[] })
  | (Base & { readonly kind: 'choices'; readonly options: readonly Option[] });

/** What a browser sends: one text for each box, several where boxes were ticked. */
export type RawForm = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The answers, read: text trimmed, dates as civil dates, moments as instants; an optional one left empty is ''. */
export type Answers = {
  readonly text: (name: string) => string;
  readonly list: (name: string) => readonly string[];
};

/** What is wrong at a question, or, where it is mended on another page, with the address of that page. */
export type FieldError = { readonly name: string; readonly says: string; readonly href?: string };

export type ReadForm =
  | { readonly ok: true; readonly answers: Answers }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** Reads a form. Every fault is said at once, at its field, in words that say how to mend it. */
export function readForm(fields: readonly Field[], raw: RawForm): ReadForm {
  const errors: FieldError[] = [];
  const read = new Map<string, string | readonly string[]>();
  for (const field of fields) {
    const parsed = schemaOf(field).safeParse(boxesOf(field, raw));
    if (parsed.success) read.set(field.name, parsed.data);
    else errors.push({ name: field.name, says: parsed.error.issues[0]?.message ?? 'Check this answer' });
  }
  if (errors.length > 0) return { ok: false, errors };
  return {
    ok: true,
    answers: {
      text: (name) => String(read.get(name) ?? ''),
      list: (name) => {
        const value = read.get(name) ?? [];
        return typeof value === 'string' ? [value] : value;
      },
    },
  };
}

/** The boxes that make up the answer to one field. */
function boxesOf(field: Field, raw: RawForm): unknown {
  const one = (name: string) => {
    const value = raw[name];
    return (typeof value === 'string' ? value : (value?.[0] ?? '')).trim();
  };
  switch (field.kind) {
    case 'text':
    case 'long':
    case 'choice':
      return one(field.name);
    case 'choices': {
      const value = raw[field.name];
      return value === undefined ? [] : typeof value === 'string' ? [value] : value;
    }
    case 'date':
      return {
        day: one(`${field.name}-day`),
        month: one(`${field.name}-month`),
        year: one(`${field.name}-year`),
      };
    case 'moment':
      return {
        day: one(`${field.name}-day`),
        month: one(`${field.name}-month`),
        year: one(`${field.name}-year`),
        time: one(`${field.name}-time`),
      };
  }
}

/** The names under which a browser sends the answers to these questions. */
export function boxNamesOf(fields: readonly Field[]): readonly string[] {
  return fields.flatMap(({ name }) => [
    name,
    ...['day', 'month', 'year', 'time'].map((part) => `${name}-${part}`),
  ]);
}

/** The box to which a message about a question leads: the first of a group. */
export function firstBoxOf(field: Field): string {
  switch (field.kind) {
    case 'text':
    case 'long':
      return field.name;
    case 'choice':
      return asList(field) ? field.name : `${field.name}-1`;
    case 'choices':
      return `${field.name}-1`;
    case 'date':
    case 'moment':
      return `${field.name}-day`;
  }
}

/** Of many options one is chosen from a list that opens, of few by a button each. */
export function asList(field: Extract<Field, { kind: 'choice' }>): boolean {
  return field.options.length > 8;
}

/** What a draft keeps: the boxes of the form's own questions, all ticks of each, but nothing that may tell a place. */
export function draftOf(
  fields: readonly Field[],
  raw: RawForm,
): Readonly<Record<string, string | readonly string[]>> {
  return Object.fromEntries(
    boxNamesOf(fields.filter((field) => !field.place)).flatMap((name) => {
      const typed = raw[name];
      return typed === undefined ? [] : [[name, typed]];
    }),
  );
}

/** What was typed, in the words of the form: one line for each question that was answered. */
export function answersInWords(
  fields: readonly Field[],
  raw: RawForm,
): readonly { readonly label: string; readonly words: string }[] {
  return fields
    .map((field) => ({ label: field.label, words: answerInWords(field, raw) }))
    .filter(({ words }) => words !== '');
}

function answerInWords(field: Field, raw: RawForm): string {
  const boxes = boxesOf(field, raw);
  if (typeof boxes === 'string' || Array.isArray(boxes)) {
    const options = 'options' in field ? field.options : [];
    return [boxes]
      .flat()
      .map((value) => options.find((option) => option.value === value)?.words ?? String(value))
      .join(', ');
  }
  const { day = '', month = '', year = '', time = '' } = boxes as Record<string, string>;
  const on = civilDate({ day, month, year });
  return (on ? [sayDate(on), time] : [day, month, year, time]).filter((box) => box !== '').join(' ');
}

const longest = 4000;

/** A question as a message names it. A label that is no question is its own name; a question is quoted. */
function namedBy({ label, asks }: Field): string {
  if (asks) return asks;
  if (label === 'Why?') return 'the reason';
  if (/[?:]/.test(label)) return `an answer to “${label}”`;
  const isAcronym = /^[A-Z]{2}/.test(label);
  const says = isAcronym ? label : lowerFirst(label);
  return /^(her|his|its|your) /.test(says) ? says : `the ${says}`;
}

function schemaOf(field: Field): z.ZodType<string | readonly string[]> {
  const named = namedBy(field);
  switch (field.kind) {
    case 'text':
    case 'long': {
      const text = z.string().max(longest, `“${field.label}” must be ${longest} characters or fewer`);
      return field.optional ? text : text.min(1, `Enter ${named}`);
    }
    case 'choice': {
      const values = field.options.map((option) => option.value);
      return z
        .string()
        .refine(
          (value) => values.includes(value) || (field.optional === true && value === ''),
          `Select ${named}`,
        );
    }
    case 'choices': {
      const values = field.options.map((option) => option.value);
      const list = z.array(z.string().refine((value) => values.includes(value), `Select ${named}`));
      return field.optional ? list : list.min(1, `Select ${named}`);
    }
    case 'date':
      return dateSchema(field);
    case 'moment':
      return momentSchema(field);
  }
}

const boxes = z.object({ day: z.string(), month: z.string(), year: z.string(), time: z.string().optional() });
type Boxes = z.infer<typeof boxes>;

function dateSchema(field: Field): z.ZodType<string> {
  return boxes.transform((value, context) => {
    if (field.optional && value.day + value.month + value.year === '') return '';
    const date = civilDate(value);
    if (date) return date;
    context.addIssue({ code: 'custom', message: dateFault(field, value, 'a real date, such as 27 3 2026') });
    return z.NEVER;
  });
}

/** Nothing entered, a box left empty, or a day that is none: each is mended otherwise, so each is said otherwise. */
function dateFault(field: Field, value: Boxes, real: string): string {
  const named = namedBy(field);
  const wants = ['day', 'month', 'year', ...(value.time === undefined ? [] : ['time'])] as const;
  const left = wants.filter((box) => value[box as keyof Boxes] === '');
  if (left.length === wants.length) return `Enter ${named}`;
  const subject = named.startsWith('an answer') ? `“${field.label}”` : upperFirst(named);
  if (left.length > 0) return `${subject} must include a ${left.join(' and a ')}`;
  if (!fourDigits(value.year)) return `${subject} must have a year of 4 digits`;
  return `${subject} must be ${real}`;
}

function civilDate({ day, month, year }: { day: string; month: string; year: string }): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return fourDigits(year) && isCivilDate(text) ? text : null;
}

/** A year of two digits may be meant for 2026, and is the year 26: nothing is guessed about a date. */
function fourDigits(year: string): boolean {
  return /^[12]\d{3}$/.test(year);
}

function momentSchema(field: Field): z.ZodType<Instant> {
  return boxes.transform((value, context) => {
    const { day, month, year, time = '' } = value;
    if (field.optional && day + month + year + time === '') return '';
    const date = civilDate(value);
    const clock = clockOf(time);
    if (date && clock) return momentOn(date, clock);
    context.addIssue({
      code: 'custom',
      message: dateFault(
        field,
        { ...value, time },
        'a real date and a time, such as 27 3 2026 and 14:30 or 2:30pm',
      ),
    });
    return z.NEVER;
  });
}

/** "14:30", "1430", "2:30pm" or "2pm" as 14:30: every way in which one time of day is written, and no other. */
export function clockOf(typed: string): string | null {
  const read = /^(\d{1,2})(?:[:.]?([0-5]\d))?\s*([ap]m)?$/i.exec(typed.trim());
  if (!read) return null;
  const [, hours = '', minutes, half = ''] = read;
  if (minutes === undefined && half === '') return null;
  const hour = half === '' ? Number(hours) : hourOf(Number(hours), half.toLowerCase());
  return hour === null || hour > 23 ? null : `${String(hour).padStart(2, '0')}:${minutes ?? '00'}`;
}

/** The hour of the day for one of the clock's twelve: 12am is midnight, 12pm is midday. */
function hourOf(hour: number, half: string): number | null {
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half === 'pm' ? 12 : 0);
}

/** When London's clock shows a time such as "14:30" on a day. */
export function momentOn(on: CivilDate, clock: string): Instant {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return londonInstant(on, hours * 60 + minutes);
}
