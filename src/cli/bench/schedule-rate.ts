import { addDays, londonDate } from '../../domain/calendar/time.ts';
import { expectedVisits } from '../../domain/programme/visit-schedule.ts';
import { mandatedReviews, scheduleOf } from '../../domain/reviews/schedule.ts';
import { type BenchRow, type BenchSize, median, row } from './rows.ts';

/** Enough for a steady rate; 100,000 would take a minute and say the same. */
const children = 20_000;
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
  return row({
    command: 'Schedule of visits and reviews',
    load: `${children.toLocaleString('en-GB')} children, ${each} visits and reviews each`,
    median: median(rounds),
    rounds,
    unit: 'children/s',
  });
}

function plan(bornOn: string): number {
  const dates = { enrolledOn: addDays(bornOn, -168), expectedOn: bornOn, bornOn, endsOn: null };
  const visits = expectedVisits(dates);
  const reviews = scheduleOf({ bornOn, expectedOn: null }, mandatedReviews);
  return visits.length + reviews.length;
}
