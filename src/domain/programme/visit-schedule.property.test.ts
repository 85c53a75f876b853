import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fc } from '../../../test/generated.ts';
import { addDays, addMonths, type CivilDate, daysBetween, londonInstant } from '../calendar/time.ts';
import { type ClientState, unknownClient } from './client-state.ts';
import {
  dialledOn,
  expectedVisits,
  nextVisitDue,
  type ProgrammeDates,
  phaseInterval,
} from './visit-schedule.ts';

/** Any client of the programme: enrolled in any week of any pregnancy of 22 to 42 weeks, leap years among them. */
const anyDates: fc.Arbitrary<ProgrammeDates> = fc
  .record({
    day: fc.integer({ min: 0, max: 3000 }),
    before: fc.integer({ min: 0, max: 220 }),
    months: fc.constantFrom(12, 18, 24),
  })
  .map(({ day, before, months }) => {
    const bornOn = addDays('2023-06-01', day);
    return {
      enrolledOn: addDays(bornOn, -before),
      expectedOn: bornOn,
      bornOn,
      endsOn: addMonths(bornOn, months),
    };
  });

function clientOf(
  { enrolledOn, expectedOn, bornOn, endsOn }: ProgrammeDates,
  visits: readonly CivilDate[],
): ClientState {
  return {
    ...unknownClient,
    status: 'enrolled',
    enrolledAt: londonInstant(enrolledOn, 600),
    expectedOn,
    endsOn,
    children: [{ personId: 'child', bornOn, givenName: 'Ada', left: null, lost: false }],
    visits: visits.map((day) => ({
      visitId: day,
      at: londonInstant(day, 600),
      place: 'home',
      mode: 'face-to-face',
      minutes: 60,
      clientSeen: true,
      childrenSeen: [],
      accompaniedBy: null,
    })),
  };
}

describe('the schedule of visits, for any client', () => {
  test('rises, stays within the programme, and has no hole longer than its interval; birth counts anew', () => {
    fc.assert(
      fc.property(anyDates, (dates) => {
        const visits = expectedVisits(dates);
        for (const [n, { on }] of visits.entries()) {
          assert.ok(on >= dates.enrolledOn && on < (dates.endsOn ?? ''), on);
          const before = visits[n - 1];
          if (!before) continue;
          assert.ok(before.on < on, `${before.on} then ${on}`);
          const born = dates.bornOn ?? '';
          const from = before.on < born && on > born ? born : before.on;
          // A month of the calendar has up to 31 days.
          const asked = phaseInterval(dates, from);
          const most = asked === 28 ? 31 : asked;
          assert.ok(daysBetween(from, on) <= most, `${from} to ${on} in ${JSON.stringify(dates)}`);
        }
      }),
    );
  });

  test('the expected visits and the day on which the next is due never lie further apart than a visit', () => {
    fc.assert(
      fc.property(anyDates, fc.nat(), (dates, pick) => {
        const visits = expectedVisits(dates);
        const n = pick % Math.max(1, visits.length);
        const made = visits.slice(0, n + 1).map((visit) => visit.on);
        const last = made.at(-1);
        if (last === undefined || last < (dates.bornOn ?? '')) return;
        const due = nextVisitDue(clientOf(dates, made));
        assert.ok(due !== null && daysBetween(last, due) <= 28);
      }),
    );
  });

  test('dialled up is never rarer than the phase, whichever phase it was set in; dialled down never more often', () => {
    fc.assert(
      fc.property(
        anyDates,
        fc.nat({ max: 900 }),
        fc.nat({ max: 900 }),
        fc.integer({ min: 1, max: 28 }),
        (dates, set, visit, days) => {
          const setOn = addDays(dates.enrolledOn, set);
          const client = clientOf(dates, [addDays(dates.enrolledOn, visit)]);
          const plain = nextVisitDue(client) ?? '';
          const interval = dialledOn(dates, days, setOn);
          const dialled = nextVisitDue({ ...client, interval }) ?? '';
          if (interval.dial === 'up') assert.ok(dialled <= plain);
          else assert.ok(dialled >= plain);
        },
      ),
    );
  });

  test('what was agreed never makes a hole: the day due is never later than without it', () => {
    fc.assert(
      fc.property(anyDates, fc.nat({ max: 700 }), fc.integer({ min: 1, max: 400 }), (dates, visit, later) => {
        const day = addDays(dates.enrolledOn, visit);
        const client = clientOf(dates, [day]);
        const next = { at: londonInstant(addDays(day, later), 600), place: 'home' } as const;
        assert.ok((nextVisitDue({ ...client, next }) ?? '') <= (nextVisitDue(client) ?? ''));
      }),
    );
  });
});
