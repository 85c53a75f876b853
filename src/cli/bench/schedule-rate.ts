import { addDays, londonDate } from '../../domain/calendar/time.ts';
import { expectedVisits } from '../../domain/programme/visit-schedule.ts';
import { mandatedReviews, scheduleOf } from '../../domain/reviews/schedule.ts';
import { type BenchRow, type BenchSize, median, row } from './rows.ts';

/** A large caseload, all of it in a second: then no page and no import need wait for a schedule. */
const children = 100_000;
const fiveYears = 1826;

/** Visits of the programme and reviews of children born on each day of five years: how many are computed a second. */
export function scheduleRate(size: BenchSize, say: (line: string) => void): BenchRow {
  const today = londonDate(new Date().toISOString());
  const births = Array.from({ length: fiveYears }, (_, day) => addDays(today, -day));
  const rounds: number[] = [];
  let planned = 0;
  for (let round = 0; round < Math.max(size.rounds, 3); round += 1) {
    const began = performance.now();
    for (let child = 0; child < children; child += 1) planned += plan(births[child % births.length] ?? today);
    rounds.push(children / ((performance.now() - began) / 1000));
  }
  const each = Math.round(planned / children / rounds.length);
  say(`Schedules: ${Math.round(median(rounds)).toLocaleString('en-GB')} children a second`);
  const rate = median(rounds);
  return row({
    command: 'Schedule of visits and reviews',
    load: `${children.toLocaleString('en-GB')} children born on ${fiveYears.toLocaleString('en-GB')} days, ${each} visits and reviews each`,
    median: rate,
    rounds,
    unit: 'children/s',
    target: 'at least 100,000/s',
    met: rate >= 100_000,
    note: rate >= 100_000 ? whatIsReckoned : `${whatIsReckoned} ${whySchedulesTakeLong}`,
  });
}

const whatIsReckoned =
  'Each child’s list is reckoned anew from the standing lists, without local contacts, what is done already and pauses; children who share a day of birth share the texts of days, as in the program.';

/** What a processor profile says; to be looked at again when the calendar changes. */
const whySchedulesTakeLong =
  'Days are reckoned as whole numbers and their texts kept. Of the profile two fifths make the list of visits, a third that of reviews ' +
  '(most of it adding months), an eighth collects garbage.';

function plan(bornOn: string): number {
  const dates = { enrolledOn: addDays(bornOn, -168), expectedOn: bornOn, bornOn, endsOn: null };
  const visits = expectedVisits(dates);
  const reviews = scheduleOf({ bornOn, expectedOn: null }, mandatedReviews);
  return visits.length + reviews.length;
}
