import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { MeasureLine } from '../application/caseload-readings.ts';
import { demonstrationDirectory } from '../application/demonstration/directory.ts';
import type { CivilDate } from '../domain/calendar/time.ts';
import { goals, percent, reached } from '../domain/programme/measures.ts';
import { caseloadReadings } from './caseload-readings.ts';
import { actorOf, noon, nursery } from './children.fixture.ts';
import { createPools, type Pools } from './pool.ts';
import { type TestDatabase, withDatabase } from './test-database.ts';

type Phase = {
  readonly phase: string;
  readonly until: CivilDate;
  readonly cut?: string;
  readonly expected: readonly CivilDate[];
  readonly done: number;
};

const today = '2026-11-23';

describe('the measures of the programme, against numbers counted by hand', () => {
  let database: TestDatabase;
  let pools: Pools;
  before(async () => {
    database = await withDatabase();
    pools = createPools(database);
    await nursery(pools.admin);
  });
  after(async () => {
    await pools.close();
    await database.close();
  });

  /** A client as a row: what measures read, and nothing else. */
  async function client(
    team: string,
    status: string,
    dates: { readonly enrolled?: CivilDate; readonly expected?: CivilDate },
    phases: readonly Phase[] = [],
  ): Promise<void> {
    const personId = randomUUID();
    await pools.admin.query(
      `insert into client (person_id, version, head_hash, state, given_name, family_name, sealed, team_id, status, status_since, expected_on,
        missed_count, weight, enrolled_on, phases)
       values ($1, 1, 'x', '{}', 'Given', 'Family', false, $2, $3, $4, $5, 0, 1, $6, $7)`,
      [
        personId,
        team,
        status,
        noon,
        dates.expected ?? null,
        dates.enrolled ?? null,
        JSON.stringify(phases.map((phase) => ({ from: '2025-01-01', cut: null, ...phase }))),
      ],
    );
    await pools.admin.query(`insert into access (person_id, team_id, relation) values ($1, $2, 'holder')`, [
      personId,
      team,
    ]);
  }

  const line = (lines: readonly MeasureLine[], team: string, measure: string) => {
    const found = lines.find((one) => one.team === team && one.measure === measure);
    return found ? [found.clients, found.part, found.whole] : null;
  };

  function own(who: string) {
    return caseloadReadings(pools.app).measures(actorOf(demonstrationDirectory(), who), today);
  }

  test('dosage: made of expected so far, by phase; what one had beyond makes good for no other', async () => {
    const expected = ['2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23', '2026-11-30'];
    const pregnancy = { phase: 'pregnancy', until: '2026-12-20', expected };
    await client('luton-fnp', 'enrolled', {}, [{ ...pregnancy, done: 3 }]);
    await client('luton-fnp', 'enrolled', {}, [{ ...pregnancy, done: 9 }]);
    await client('luton-fnp', 'enrolled', {}, [
      { phase: 'infancy', until: '2027-12-20', expected: [], done: 2 },
    ]);
    const lines = await own('moira-kettle');
    // Four of the five days have come: 3 of 4, and 4 of 4 although nine were made.
    assert.deepEqual(line(lines, 'luton-fnp', 'dosage/pregnancy'), [2, 7, 8]);
    assert.equal(
      line(lines, 'luton-fnp', 'dosage/infancy'),
      null,
      'nothing was expected, so nothing is measured',
    );
    assert.equal(percent(7, 8), 88);
    assert.equal(reached(goals['dosage/pregnancy'], 7, 8), true);
  });

  test('enrolment: before 16 weeks, by 28, and of those offered', async () => {
    // The expected date lies 280 days after the last period: 111 days, 112 days, 196 days, 197 days of pregnancy.
    const enrolled = '2026-06-01';
    for (const expected of ['2026-11-17', '2026-11-16', '2026-08-24', '2026-08-23'])
      await client('ealing-fnp', 'enrolled', { enrolled, expected });
    await client('ealing-fnp', 'declined', {});
    await client('ealing-fnp', 'offered', {});
    const lines = await own('yvonne-clarke');
    assert.deepEqual(line(lines, 'ealing-fnp', 'enrolment/before-16'), [4, 1, 4]);
    assert.deepEqual(line(lines, 'ealing-fnp', 'enrolment/by-28'), [4, 3, 4]);
    assert.deepEqual(line(lines, 'ealing-fnp', 'enrolment/offered'), [5, 4, 5], 'one has not answered yet');
    assert.equal(reached(goals['enrolment/offered'], 4, 5), true);
    assert.equal(reached(goals['enrolment/by-28'], 3, 4), false);
  });

  test('attrition: by phase of those whose phase is over, over all of those whose programme is over; a loss counts nowhere', async () => {
    const over = (phase: string, cut?: string) => ({
      phase,
      until: '2026-10-01',
      expected: [],
      done: 0,
      ...(cut ? { cut } : {}),
    });
    const enrolled = '2025-01-01';
    await client('hf-fnp', 'graduated', { enrolled }, [
      over('pregnancy'),
      over('infancy'),
      over('toddlerhood'),
    ]);
    await client('hf-fnp', 'left-early', { enrolled }, [over('pregnancy'), over('infancy', 'left')]);
    await client('hf-fnp', 'left-early', { enrolled }, [over('pregnancy', 'left')]);
    await client('hf-fnp', 'ended-after-loss', { enrolled }, [over('pregnancy', 'stopped')]);
    await client('hf-fnp', 'enrolled', { enrolled }, [
      over('pregnancy'),
      { ...over('infancy'), until: '2027-03-01' },
    ]);
    const lines = await own('celia-marchetti');
    assert.deepEqual(line(lines, 'hf-fnp', 'attrition/pregnancy'), [4, 1, 4]);
    assert.deepEqual(line(lines, 'hf-fnp', 'attrition/infancy'), [2, 1, 2]);
    assert.deepEqual(line(lines, 'hf-fnp', 'attrition/toddlerhood'), [1, 0, 1]);
    assert.deepEqual(line(lines, 'hf-fnp', 'attrition/all'), [3, 2, 3]);
    assert.equal(reached(goals['attrition/all'], 2, 3), false);
  });

  test('a team reads its own numbers alone', async () => {
    assert.deepEqual([...new Set((await own('moira-kettle')).map((one) => one.team))], ['luton-fnp']);
  });

  test('boards see no number by which fewer than five could be known, on either side of the share (P12)', async () => {
    const enrolled = '2026-01-01';
    // Ten enrolled before 16 weeks and one after: the one stands out, so nothing is shown. All eleven by 28 weeks is shown.
    for (let n = 0; n < 10; n += 1)
      await client('luton-fnp', 'enrolled', { enrolled, expected: '2026-07-30' });
    await client('luton-fnp', 'enrolled', { enrolled, expected: '2026-06-01' });
    const lines = await caseloadReadings(pools.app).measuresForBoard(today);
    assert.deepEqual(line(lines, 'luton-fnp', 'enrolment/before-16'), [null, null, null]);
    assert.deepEqual(line(lines, 'luton-fnp', 'enrolment/by-28'), [11, 11, 11]);
    assert.deepEqual(line(lines, 'hf-fnp', 'attrition/all'), [null, null, null]);
    for (const { clients, part, whole } of lines) {
      if (part === null || whole === null) continue;
      assert.ok((clients ?? 0) >= 5 && (part === 0 || part >= 5) && (whole === part || whole - part >= 5));
    }
  });
});
