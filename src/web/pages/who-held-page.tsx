import type { ReadChild } from '../../application/readings.ts';
import { londonDate, sayDate, sayInstant } from '../../domain/calendar/time.ts';
import { holderWords, namesOf, tellFact } from '../../domain/language/timeline.ts';
import { gapMinutes, gapsBetween, recountPeriods } from '../../domain/responsibility/recount.ts';
import { ErrorSummary } from '../components/errors.tsx';
import { QueryForm } from '../components/form.tsx';
import { Button } from '../components/links.tsx';
import { Questions } from '../components/questions.tsx';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import { boxesOfDate } from '../forms/client-form.ts';
import { type Field, firstBoxOf, readForm } from '../forms/fields.ts';
import { AccountabilityPicture } from './accountability-picture.tsx';
import { Frame } from './frame.tsx';
import { pagePaths } from './page-paths.ts';
import { Top } from './record-top.tsx';
import type { Asked } from './route.ts';

const dayField: Field = { kind: 'date', name: 'on', label: 'On which day?', asks: 'the day' };

/** Who was accountable on a given day: one page for a panel, with facts, times, sources and gap minutes. */
export function WhoHeldPage({ asked, child, deps }: { asked: Asked; child: ReadChild; deps: WebDeps }) {
  const names = namesOf(deps.directory());
  const today = londonDate(asked.now);
  const typed = 'on-day' in asked.query ? asked.query : boxesOfDate('on', today);
  const read = readForm([dayField], typed);
  const errors = read.ok ? [] : read.errors;
  // A day that is none is said to be wrong; the page then shows today, and says so.
  const on = read.ok ? read.answers.text('on') : today;
  const periods = recountPeriods(child.facts);
  const that = periods.filter(
    (period) => londonDate(period.from) <= on && (period.to === null || londonDate(period.to) >= on),
  );
  const sourceOf = (at: string) =>
    child.facts.filter(
      (stored) =>
        stored.recordedAt === at &&
        [
          'TakenOn',
          'AccountabilityPassed',
          'PractitionerNamed',
          'AccountabilityEnded',
          'EndReversed',
        ].includes(stored.fact.type),
    );
  const back = { href: pagePaths.child(child.personId), text: 'The child' };
  return (
    <Frame asked={asked} title="Who was accountable" back={back} errors={!read.ok}>
      <ErrorSummary errors={errors.map(({ says }) => ({ field: firstBoxOf(dayField), text: says }))} />
      <h1 class="nhsuk-u-visually-hidden">Who was accountable</h1>
      <Top asked={asked} child={child} deps={deps} current={pagePaths.whoHeld(child.personId)} />
      <QueryForm action={pagePaths.whoHeld(child.personId)}>
        <Questions fields={[dayField]} typed={typed} errors={errors} />
        <Button variant="secondary" small>
          Show that day
        </Button>
      </QueryForm>
      <Table
        caption={`Accountable on ${sayDate(on)}`}
        captionSize="m"
        columns={[
          { head: 'Who', cell: (period) => holderWords(period.holder, names) },
          { head: 'From', cell: (period) => sayInstant(period.from) },
          { head: 'Until', cell: (period) => (period.to ? sayInstant(period.to) : 'Now') },
          {
            head: 'Source',
            cell: (period) =>
              sourceOf(period.from).map((stored) => (
                <p>{`Fact ${stored.version}: ${tellFact(stored.fact, names).says}, recorded by ${names.person(stored.by.practitionerId)}`}</p>
              )),
          },
        ]}
        rows={that}
        none="The child was not in the care of the network on that day."
      />
      <p>
        Minutes with nobody accountable, counted from the first fact on:{' '}
        <strong>{gapMinutes(periods)}</strong>.
      </p>
      {gapsBetween(periods).map((gap) => (
        <p>{`Interval after an end that was reversed: ${gap.minutes} minutes, from ${sayInstant(gap.from)} to ${sayInstant(gap.to)}.`}</p>
      ))}
      <AccountabilityPicture periods={periods} names={names} now={asked.now} />
    </Frame>
  );
}
