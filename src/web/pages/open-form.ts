import type { Instant } from '../../domain/calendar/time.ts';
import type { PlaceMask } from '../../domain/identity/place-mask.ts';
import type { RefusalCode } from '../../domain/language/refusals.ts';
import type { TimelineItem } from '../components/record.tsx';
import type { Answers, Field, FieldError, RawForm } from '../forms/fields.ts';
import type { Shown, Step } from '../forms/form.ts';
import type { Answered } from './route.ts';

/** What is sent with the answers: the form's own id, one that makes a repetition harmless, and the version that was before their eyes. */
export type Sent = {
  readonly formId: string;
  readonly commandId: string;
  readonly expectedVersion: number;
  readonly happenedAt: Instant | null;
};

export type Recorded =
  | { readonly kind: 'done'; readonly to: string }
  /** Why, and by which rule, so that it stands at the question that mends it; with the lines that are missing, each with its page. */
  | {
      readonly kind: 'refused';
      readonly says: string;
      readonly code?: RefusalCode;
      readonly lines?: readonly FieldError[];
    }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'closed'; readonly answer: Answered };

/** A form opened on a record, with all that drawing, keeping, sending and comparing it needs to know of that record. */
export type OpenForm = {
  readonly personId: string;
  readonly version: number;
  readonly title: string;
  readonly button: string;
  readonly guidance: string | null;
  readonly shows: readonly Shown[];
  readonly fields: readonly Field[];
  /** The same questions by topic, one page after the other; all on one page when not said. */
  readonly steps?: readonly Step[];
  /** What the folded questions say while they are closed. */
  readonly further?: string | null;
  readonly known: RawForm;
  readonly faults: (answers: Answers) => readonly FieldError[] | Promise<readonly FieldError[]>;
  readonly checks: boolean;
  /** Whether it may be left and resumed: not while there is no record yet to keep a draft with. */
  readonly keeps?: boolean;
  readonly happened: ((answers: Answers) => Instant | null) | null;
  /** Takes the places out of a draft while the address of whom it is about is sealed; null or absent while it is open (P11). */
  readonly mask?: PlaceMask | null;
  readonly address: string;
  /** Where the record stands now, in one sentence. */
  readonly caption: string;
  readonly back: { readonly href: string; readonly text: string };
  readonly record: { readonly href: string; readonly text: string };
  /** What changed since a version, in words. */
  readonly newer: (version: number) => readonly TimelineItem[];
  readonly send: (answers: Answers, sent: Sent) => Promise<Recorded>;
};

/** The true time of what is entered late: accountability still moves when it is recorded. */
export const happenedField: Field = {
  kind: 'moment',
  name: 'happened',
  label: 'When did it happen?',
  hint: 'Leave empty if it happened just now. The record keeps both times.',
  optional: true,
};

/** The form's own questions, with that for the true time where the form does not ask it itself. */
export function asks(form: OpenForm): readonly Field[] {
  return form.happened ? form.fields : [...form.fields, happenedField];
}
