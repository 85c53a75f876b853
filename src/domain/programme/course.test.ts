import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type CivilDate, londonInstant } from '../calendar/time.ts';
import { type ClientState, unknownClient } from './client-state.ts';
import { courseOf } from './course.ts';

const at = (day: CivilDate) => londonInstant(day, 600);

const visit = (day: CivilDate, clientSeen = true): ClientState['visits'][number] => ({
  visitId: day,
  at: at(day),
  place: 'home',
  mode: 'face-to-face',
  minutes: 60,
  clientSeen,
  childrenSeen: [],
  accompaniedBy: null,
});

/** Enrolled 5 January 2026, expected 22 June. */
const client = (more: Partial<ClientState>): ClientState => ({
  ...unknownClient,
  status: 'enrolled',
  enrolledAt: at('2026-01-05'),
  expectedOn: '2026-06-22',
  ...more,
});

const born = {
  children: [{ personId: 'child', bornOn: '2026-06-22', givenName: 'Ada', left: null, lost: false }],
  endsOn: '2028-06-22',
};

describe('the phases of a client as they went', () => {
  test('before birth they follow from the expected date', () => {
    assert.deepEqual(
      courseOf(client({})).map(({ phase, from, until, expected }) => [phase, from, until, expected.length]),
      [
        ['pregnancy', '2026-01-05', '2026-06-22', 14],
        ['infancy', '2026-06-22', '2027-06-22', 29],
        ['toddlerhood', '2027-06-22', '2028-06-22', 22],
      ],
    );
  });

  test('visits in which she took part are made, in the phase of their day; missed ones stand apart', () => {
    const [pregnancy, infancy] = courseOf(
      client({
        ...born,
        visits: [visit('2026-01-05'), visit('2026-06-21'), visit('2026-06-22'), visit('2026-07-01', false)],
        missedBefore: [{ visitId: 'm', on: '2026-02-09', why: 'no-access' }],
        missed: [{ visitId: 'n', on: '2026-07-06', why: 'cancelled-by-nurse' }],
      }),
    );
    assert.deepEqual(pregnancy?.done, ['2026-01-05', '2026-06-21']);
    assert.deepEqual(pregnancy?.missed, ['2026-02-09']);
    assert.deepEqual(infancy?.done, ['2026-06-22']);
    assert.deepEqual(infancy?.missed, ['2026-07-06']);
  });

  test('leaving early cuts the phase it falls in, and there is none after it', () => {
    const left = { door: 'withdrew', reason: null, at: at('2026-09-01') } as const;
    const course = courseOf(client({ ...born, status: 'left-early', left, visits: [visit('2026-09-03')] }));
    assert.deepEqual(
      course.map(({ phase, until, cut }) => [phase, until, cut]),
      [
        ['pregnancy', '2026-06-22', null],
        ['infancy', '2026-09-01', 'left'],
      ],
    );
    assert.deepEqual(course[1]?.expected.at(-1), '2026-08-31');
    assert.deepEqual(course[1]?.done, ['2026-09-03'], 'a visit while the child waits is still hers');
  });

  test('a loss stops what is expected', () => {
    const loss = { loss: 'miscarriage', on: '2026-02-01', at: at('2026-02-02') } as const;
    const course = courseOf(client({ status: 'ended-after-loss', loss }));
    assert.deepEqual(
      course.map(({ phase, until, cut, expected }) => [phase, until, cut, expected.length]),
      [['pregnancy', '2026-02-01', 'stopped', 4]],
    );
  });

  test('who is taken in again after leaving is not cut by it', () => {
    const left = { door: 'withdrew', reason: null, at: at('2026-09-01') } as const;
    assert.equal(courseOf(client({ ...born, left })).length, 3);
  });

  test('a client enrolled with a child of a year has toddlerhood alone', () => {
    const course = courseOf(client({ ...born, enrolledAt: at('2027-08-02') }));
    assert.deepEqual(
      course.map(({ phase, from }) => [phase, from]),
      [['toddlerhood', '2027-08-02']],
    );
  });

  test('while the programme is paused no visit is expected, and dosage does not count it', () => {
    const pauses = [{ from: '2026-02-09', until: '2026-03-10' }];
    const [paused] = courseOf(client({ pauses }));
    assert.deepEqual(paused?.expected.slice(3, 6), ['2026-01-26', '2026-03-23', '2026-04-06']);
    const [still] = courseOf(client({ status: 'paused', pauses: [{ from: '2026-02-09', until: null }] }));
    assert.equal(still?.expected.at(-1), '2026-01-26', 'no end of it is known yet');
  });
});
