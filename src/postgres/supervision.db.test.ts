import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { addDays, addMinutes, type Instant, londonDate, londonInstant } from '../domain/calendar/time.ts';
import type { SupervisionKind } from '../domain/programme/supervision.ts';
import { gatherMail } from '../jobs/outbox.ts';
import { caseloadReadings } from './caseload-readings.ts';
import { actorOf, noon } from './children.fixture.ts';
import { loadDirectory } from './directory-store.ts';
import { createPools, type Pools } from './pool.ts';
import { readings } from './readings.ts';
import { seedChildren } from './seed.ts';
import { sweep } from './sweep.ts';
import { type TestDatabase, withDatabase } from './test-database.ts';

const day = 24 * 60;
const today = londonDate(noon);

describe('supervision of the programme’s nurses is owed, and climbs the ladder', () => {
  let database: TestDatabase;
  let pools: Pools;

  before(async () => {
    database = await withDatabase();
    pools = createPools({ ...database });
    await seedChildren(pools.admin, { seed: 7, size: 40, now: noon });
  });
  after(async () => {
    await pools.close();
    await database.close();
  });
  /** Every nurse was supervised today, and none accompanied is asked of; nobody is away and nothing was raised. */
  beforeEach(async () => {
    await pools.admin.query(
      `truncate supervision, supervision_escalation, notice, escalation, sweep_run, mail`,
    );
    await pools.admin.query(`delete from absence`);
    await pools.admin.query(
      `insert into supervision (team_id, nurse_id, held_on, supervisor_id, recorded_by, recorded_at)
       select team_id, id, $1, 'x', 'x', $2 from practitioner where role = 'family-nurse'`,
      [today, noon],
    );
  });

  async function heldLast(nurseId: string, on: string) {
    await pools.admin.query('update supervision set held_on = $2 where nurse_id = $1', [nurseId, on]);
  }
  const sweepAt = (now: Instant) => sweep(pools.admin, { now, sweeper: 'test' });

  async function steps(nurseId: string, kind: SupervisionKind = 'supervise') {
    const { rows } = await pools.admin.query<{ step: number; names: { name: string }[]; over: boolean }>(
      `select step, names, over_at is not null as over from supervision_escalation where nurse_id = $1 and kind = $2 order by due_on, step`,
      [nurseId, kind],
    );
    return rows.map(({ step, names, over }) => [step, names.map(({ name }) => name).join(', '), over]);
  }

  test('from 5pm of its day on the supervisor and the nurse are told, once, in the page and the team’s mail', async () => {
    await heldLast('ewa-nowak', addDays(today, -7));
    await sweepAt(londonInstant(today, 17 * 60 - 1));
    assert.deepEqual(await steps('ewa-nowak'), []);
    const due = londonInstant(today, 17 * 60);
    await sweepAt(due);
    await sweepAt(addMinutes(due, 1));
    assert.deepEqual(await steps('ewa-nowak'), [[0, 'Moira Kettle, Ewa Nowak', false]]);
    const ask = readings(pools.app);
    const notices = (await ask.newNotices(actorOf(await directory(), 'ewa-nowak'), 0)).filter(
      ({ nurseId }) => nurseId === 'ewa-nowak',
    );
    assert.deepEqual(
      notices.map(({ code, personId }) => [code, personId]),
      [['overdue/0/supervise', null]],
    );
    await gatherMail(pools.admin, addMinutes(due, 2), 'https://handhold.example');
    const { rows } = await pools.admin.query<{ body: string }>(
      `select body from mail where team_id = 'luton-fnp'`,
    );
    assert.match(rows[0]?.body ?? '', /A family nurse: Overdue: Supervision, one to one/);
    assert.doesNotMatch(rows[0]?.body ?? '', /Ewa/);
  });

  const directory = async () => (await loadDirectory(pools.admin)).directory;

  test('missed for a quarter of a year: lead, named nurse, designated nurse are named, a commissioner gets a number', async () => {
    await heldLast('ewa-nowak', addDays(today, -120));
    const swept = await sweepAt(noon);
    assert.deepEqual(
      (await steps('ewa-nowak')).map(([step, names]) => [step, names]),
      [
        [0, 'Moira Kettle, Ewa Nowak'],
        [1, 'Moira Kettle'],
        [2, 'Ruth Pemberton'],
        [3, 'Olu Fashola'],
        [4, 'Karen Lyle'],
      ],
    );
    assert.ok(swept.raised >= 5 && swept.stillOpen >= 1);
    const { rows } = await pools.admin.query(
      `select team_id, for_lead, nurse_id, code from notice where code like '%supervise' order by team_id`,
    );
    assert.deepEqual(rows, [
      { team_id: 'luton-commissioner', for_lead: false, nurse_id: null, code: 'last-step/1/supervise' },
      ...(
        [
          ['luton-designated-nurse', 3],
          ['luton-fnp', 4],
          ['luton-named-nurse', 2],
        ] as const
      ).map(([team_id, step]) => ({
        team_id,
        for_lead: true,
        nurse_id: 'ewa-nowak',
        code: `overdue/${step}-late/supervise`,
      })),
    ]);
    const raised = async (who: string) =>
      (await caseloadReadings(pools.app).raisedSupervision(actorOf(await directory(), who))).filter(
        ({ nurseId }) => nurseId === 'ewa-nowak',
      ).length;
    assert.deepEqual(
      await Promise.all(['moira-kettle', 'ruth-pemberton', 'karen-lyle', 'yvonne-clarke'].map(raised)),
      [5, 1, 0, 0],
      'a named nurse sees the step that was told to her',
    );
    await gatherMail(pools.admin, noon, 'https://handhold.example');
    const { rows: mails } = await pools.admin.query<{ body: string }>(
      `select body from mail m join practitioner p on p.email = m.to_address where p.id = 'karen-lyle'`,
    );
    assert.match(mails[0]?.body ?? '', /- Supervision, one to one: fewer than 5/);
  });

  test('working time that somebody else has set from that day since the form was opened is not set over it (P8)', async () => {
    const asks = caseloadReadings(pools.app);
    const moira = actorOf(await directory(), 'moira-kettle');
    const shanice = actorOf(await directory(), 'shanice-brown');
    const shown = async () => (await asks.lastWorkingTime(moira, 'ewa-nowak')).mark;
    const against = await shown();
    const time = { practitionerId: 'ewa-nowak', from: '2027-03-01', why: 'Agreed', against };
    const set = (by: typeof moira, share: number, minutes: number, from = time.from) =>
      asks.setWorkingTime(by, { ...time, from, share, at: addMinutes(noon, minutes) });
    const twoAtOnce = await Promise.all([set(moira, 0.6, 1), set(shanice, 0.7, 1, '2027-02-28')]);
    assert.deepEqual(
      twoAtOnce.toSorted(),
      [false, true],
      'of two at once exactly one, also from another day',
    );
    if (twoAtOnce[1])
      assert.equal(
        await asks.setWorkingTime(moira, { ...time, share: 0.6, against: await shown(), at: noon }),
        true,
      );
    assert.equal(await set(moira, 0.6, 1), true, 'a double click');
    assert.equal(await set(shanice, 0.8, 2), false);
    assert.equal(
      await asks.setWorkingTime(shanice, {
        ...time,
        share: 0.8,
        against: await shown(),
        at: addMinutes(noon, 4),
      }),
      true,
    );
    const { rows } = await pools.admin.query(
      `select share::float from working_time where practitioner_id = 'ewa-nowak' and valid_from = '2027-03-01'`,
    );
    assert.deepEqual(rows, [{ share: 0.8 }]);
    await pools.admin.query(`delete from working_time where valid_from >= '2027-02-28'`);
  });

  test('what was held since is over with the next sweep, and the next week begins anew', async () => {
    await heldLast('ewa-nowak', addDays(today, -8));
    await sweepAt(noon);
    const asks = caseloadReadings(pools.app);
    const moira = actorOf(await directory(), 'moira-kettle');
    const { mark: against } = await asks.lastSupervision(moira, 'ewa-nowak');
    const held = { nurseId: 'ewa-nowak', heldOn: today, supervisorId: 'moira-kettle', against, at: noon };
    const forms = [randomUUID(), randomUUID()];
    const taken = await Promise.all(
      forms.map((supervisionId) => asks.recordSupervision(moira, { ...held, supervisionId })),
    );
    assert.deepEqual(taken.toSorted(), [false, true], 'one meeting, recorded by two people at once, is one');
    const supervisionId = forms[taken.indexOf(true)] ?? '';
    assert.equal(await asks.recordSupervision(moira, { ...held, supervisionId }), true, 'a double click');
    const { rows } = await pools.admin.query(
      `select from supervision where nurse_id = 'ewa-nowak' and held_on = $1`,
      [today],
    );
    assert.equal(rows.length, 1);
    await sweepAt(addMinutes(noon, 1));
    assert.deepEqual(await steps('ewa-nowak'), [[0, 'Moira Kettle, Ewa Nowak', true]]);
    assert.deepEqual(
      (await asks.raisedSupervision(moira)).filter(({ kind }) => kind === 'supervise'),
      [],
    );
    await sweepAt(londonInstant(addDays(today, 7), 17 * 60));
    assert.deepEqual(
      (await steps('ewa-nowak')).map(([step, , over]) => [step, over]),
      [
        [0, true],
        [0, false],
      ],
    );
  });

  test('a person of the team acknowledges a step, and the clock goes on', async () => {
    await heldLast('ewa-nowak', addDays(today, -8));
    await sweepAt(noon);
    const asks = caseloadReadings(pools.app);
    const [moira, yvonne] = await Promise.all(
      ['moira-kettle', 'yvonne-clarke'].map(async (who) => actorOf(await directory(), who)),
    );
    assert.ok(moira && yvonne);
    const due = { nurseId: 'ewa-nowak', kind: 'supervise', dueOn: addDays(today, -1), step: 0 } as const;
    const step = { ...due, raisedAt: noon };
    await asks.acknowledgeSupervision(yvonne, step, noon);
    const mine = async () =>
      (await asks.raisedSupervision(moira)).find(
        (one) => one.nurseId === 'ewa-nowak' && one.kind === 'supervise',
      );
    assert.equal((await mine())?.acknowledgedBy, null, 'another team cannot');
    await asks.acknowledgeSupervision(moira, step, noon);
    assert.equal((await mine())?.acknowledgedBy, 'moira-kettle');
    await sweepAt(addMinutes(noon, 10 * day));
    assert.deepEqual(
      (await steps('ewa-nowak')).map(([at]) => at),
      [0, 1],
    );
  });

  test('nothing is raised of a nurse who is away, nor of one who left; what was open is over', async () => {
    await heldLast('ewa-nowak', addDays(today, -8));
    await sweepAt(noon);
    await pools.admin.query(`insert into absence values ('ewa-nowak', $1, null, null)`, [
      addMinutes(noon, -60),
    ]);
    await sweepAt(addMinutes(noon, 30 * day));
    assert.deepEqual(
      (await steps('ewa-nowak')).map(([step, , over]) => [step, over]),
      [[0, false]],
      'it was overdue before she went, and waits',
    );
    await pools.admin.query(
      `update practitioner set status = 'left', status_since = $1 where id = 'ewa-nowak'`,
      [noon],
    );
    await sweepAt(addMinutes(noon, 31 * day));
    await pools.admin.query(
      `update practitioner set status = 'present', status_since = '2020-01-01' where id = 'ewa-nowak'`,
    );
    assert.deepEqual(
      (await steps('ewa-nowak')).map(([step, , over]) => [step, over]),
      [[0, true]],
    );
  });

  test('with the supervisor away whoever stands in is told, and with the nurse herself standing in, the named nurse', async () => {
    await heldLast('ewa-nowak', addDays(today, -8));
    await heldLast('shanice-brown', addDays(today, -8));
    await pools.admin.query(`insert into absence values ('moira-kettle', $1, null, 'shanice-brown')`, [
      addMinutes(noon, -60),
    ]);
    await sweepAt(noon);
    assert.deepEqual(await steps('ewa-nowak'), [[0, 'Shanice Brown, Ewa Nowak', false]]);
    assert.deepEqual(await steps('shanice-brown'), [[0, 'Ruth Pemberton, Shanice Brown', false]]);
  });

  test('a nurse with no family of her own is supervised from the day on which she covers a colleague’s', async () => {
    await pools.admin.query(`delete from supervision where nurse_id = 'ewa-nowak'`);
    const kept = await pools.admin.query<{ id: string }>(
      `update client set nurse_id = 'shanice-brown' where nurse_id = 'ewa-nowak' returning person_id as id`,
    );
    const asks = caseloadReadings(pools.app);
    const moira = actorOf(await directory(), 'moira-kettle');
    const families = async (at: Instant) =>
      (await asks.supervision(moira, at)).find(({ nurseId }) => nurseId === 'ewa-nowak')?.families;
    assert.equal(await families(noon), null);
    const covers = [addMinutes(noon, -3 * day), addMinutes(noon, 3 * day)];
    await pools.admin.query(`insert into absence values ('shanice-brown', $1, $2, 'ewa-nowak')`, covers);
    assert.equal(await families(noon), addDays(today, -3));
    assert.equal(await families(addMinutes(noon, 4 * day)), null);
    await pools.admin.query(`update client set nurse_id = 'ewa-nowak' where person_id = any ($1)`, [
      kept.rows.map(({ id }) => id),
    ]);
  });

  test('two sweepers at once raise each step once; after days without a sweep a step is marked late', async () => {
    await sweepAt(addMinutes(noon, -3 * day));
    await heldLast('ewa-nowak', addDays(today, -9));
    const other = createPools({ ...database });
    const both = await Promise.all([sweepAt(noon), sweep(other.admin, { now: noon, sweeper: 'other' })]);
    await other.close();
    const { rows } = await pools.admin.query(
      `select late_by_outage as late from supervision_escalation where nurse_id = 'ewa-nowak' and kind = 'supervise'`,
    );
    assert.deepEqual(rows, [{ late: true }]);
    assert.ok(both[0].late + both[1].late >= 1);
    const { rows: told } = await pools.admin.query(
      `select count(*)::int as n from notice where nurse_id = 'ewa-nowak' and code = 'overdue/0-late/supervise'`,
    );
    assert.deepEqual(told, [{ n: 1 }]);
  });
});
