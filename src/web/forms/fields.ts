import { z } from 'zod';
import { type Instant, instant, isCivilDate } from '../../domain/calendar/time.ts';

export type Option = { readonly value: string; readonly words: string; readonly hint?: string };

type Base = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
  /** Filled in beforehand and seldom changed: below what must be answered, and folded away. */
  readonly further?: boolean;
  /** The answer may tell where the family lives, so that no draft keeps it: the address may be sealed before it is sent (P11). */
  readonly place?: boolean;
};

/** A question of a form. A page draws it, `readForm` reads its answer; both from this one description. */
export type Field =
  | (Base & { readonly kind: 'text'; readonly short?: boolean })
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

export type FieldError = { readonly name: string; readonly says: string };

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

/** What a draft keeps: the boxes of the form's own questions, all ticks of each, but nothing that may tell a place. */
export function draftOf(
  fields: readonly Field[],
  raw: RawForm,
): Readonly<Record<string, string | readonly string[]>> {
  const boxes = fields
    .filter((field) => !field.place)
    .flatMap(({ name }) => [name, ...['day', 'month', 'year', 'time'].map((part) => `${name}-${part}`)]);
  return Object.fromEntries(
    boxes.flatMap((name) => {
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
  return Object.values(boxes as Record<string, string>)
    .filter((box) => box !== '')
    .join(' ');
}

const longest = 4000;

function schemaOf(field: Field): z.ZodType<string | readonly string[]> {
  const label = field.label.replace(/\?$/, '');
  const missing = `Answer this: ${label}`;
  switch (field.kind) {
    case 'text':
    case 'long': {
      const text = z.string().max(longest, `${label} must be ${longest} characters or fewer`);
      return field.optional ? text : text.min(1, missing);
    }
    case 'choice': {
      const values = field.options.map((option) => option.value);
      return z
        .string()
        .refine(
          (value) => values.includes(value) || (field.optional === true && value === ''),
          `Choose one: ${label}`,
        );
    }
    case 'choices': {
      const values = field.options.map((option) => option.value);
      const list = z.array(
        z.string().refine((value) => values.includes(value), `Choose from the list: ${label}`),
      );
      return field.optional ? list : list.min(1, `Choose at least one: ${label}`);
    }
    case 'date':
      return dateSchema(label, field.optional === true);
    case 'moment':
      return momentSchema(label, field.optional === true);
  }
}

const boxes = z.object({ day: z.string(), month: z.string(), year: z.string(), time: z.string().optional() });

function dateSchema(label: string, optional: boolean): z.ZodType<string> {
  return boxes.transform((value, context) => {
    if (optional && value.day + value.month + value.year === '') return '';
    const date = civilDate(value);
    if (date) return date;
    context.addIssue({ code: 'custom', message: `${label} must be a real date, such as 27 3 2026` });
    return z.NEVER;
  });
}

function civilDate({ day, month, year }: { day: string; month: string; year: string }): string | null {
  const text = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCivilDate(text) ? text : null;
}

function momentSchema(label: string, optional: boolean): z.ZodType<Instant> {
  return boxes.transform((value, context) => {
    const { day, month, year, time = '' } = value;
    if (optional && day + month + year + time === '') return '';
    const date = civilDate(value);
    const clock = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(time);
    if (date && clock) return londonMoment(date, `${clock[1]?.padStart(2, '0')}:${clock[2]}`);
    context.addIssue({
      code: 'custom',
      message: `${label} must be a real date and a time, such as 27 3 2026 and 14:30`,
    });
    return z.NEVER;
  });
}

/** A wall-clock time in London as an instant, right on the days when the clocks change. */
function londonMoment(date: string, time: string): Instant {
  const zoned = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime('Europe/London');
  return instant(new Date(zoned.epochMilliseconds));
}
