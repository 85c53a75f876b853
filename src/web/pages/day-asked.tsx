import { type CivilDate, londonDate } from '../../domain/calendar/time.ts';
import { QueryForm } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import { Faults, Questions } from '../components/questions.tsx';
import { boxesOfDate } from '../forms/boxes.ts';
import { type Field, type FieldError, type RawForm, readForm } from '../forms/fields.ts';
import type { Asked } from './route.ts';

const dayField: Field = { kind: 'date', name: 'on', label: 'On which day?', asks: 'the day' };

/** The past day that a page is asked for. One that is none, or is to come, is said to be wrong, and the page shows today. */
export type DayAsked = {
  readonly on: CivilDate;
  readonly typed: RawForm;
  readonly errors: readonly FieldError[];
};

/** The day in the address of a page; today while none is asked for. */
export function dayAsked({ query, now }: Asked): DayAsked {
  const today = londonDate(now);
  const typed = 'on-day' in query ? query : boxesOfDate(dayField.name, today);
  const read = readForm([dayField], typed);
  if (!read.ok) return { on: today, typed, errors: read.errors };
  const on = read.answers.text(dayField.name);
  if (on <= today) return { on, typed, errors: [] };
  const says = 'The day must be today or before it: nobody knows yet who will answer';
  return { on: today, typed, errors: [{ name: dayField.name, says }] };
}

/** What is wrong with the day, above everything else of the page. */
export function DayFaults({ day }: { day: DayAsked }) {
  return <Faults fields={[dayField]} errors={day.errors} />;
}

/** The question for the day. */
export function DayQuestion({ action, day }: { action: string; day: DayAsked }) {
  return (
    <QueryForm action={action}>
      <Questions fields={[dayField]} typed={day.typed} errors={day.errors} />
      <Button variant="secondary" small>
        Show that day
      </Button>
    </QueryForm>
  );
}
