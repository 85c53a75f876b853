import type { ReadChild } from '../../application/readings.ts';
import { londonDate, sayDate, sayInstant } from '../../domain/calendar/time.ts';
import { holderWords, namesOf, tellFact } from '../../domain/language/timeline.ts';
import { gapMinutes, gapsBetween, recountPeriods } from '../../domain/responsibility/recount.ts';
import { Table } from '../components/table.tsx';
import type { WebDeps } from '../deps.ts';
import { AccountabilityPicture } from './accountability-picture.tsx';
import { Frame } from './frame.tsx';
import { pagePaths } from './page-paths.ts';
import { Top } from './record-top.tsx';
import type { Asked } from './route.ts';

/** Who was accountable on a given day: one page for a panel, with facts, times, sources and gap minutes. */
export function WhoHeldPage({ asked, child, deps }: { asked: Asked; child: ReadChild; deps: WebDeps }) {
  const names = namesOf(deps.directory());
  const on = /^\d{4}-\d\d-\d\d$/.test(asked.query.on ?? '') ? (asked.query.on ?? '') : londonDate(asked.now);
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
    <Frame asked={asked} title="Who was accountable" back={back}>
      <h1 class="nhsuk-u-visually-hidden">Who was accountable</h1>
      <Top asked={asked} child={child} deps={deps} current={pagePaths.whoHeld(child.personId)} />
      <form method="get" action={pagePaths.whoHeld(child.personId)} class="nhsuk-form-group">
        <label class="nhsuk-label nhsuk-label--s" for="on">
          On which day?
        </label>
        <input class="nhsuk-input nhsuk-input--width-10" id="on" name="on" type="date" value={on} />{' '}
        <button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" type="submit">
          Show that day
        </button>
      </form>
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
