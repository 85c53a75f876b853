import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addDays, addMinutes, londonDate } from '../../src/domain/calendar/time.ts';
import { holderOf } from '../../src/domain/child/state.ts';
import { checkAll } from '../../src/postgres/check.ts';
import { type ClosingTeam, noon, openClosingTeam } from './closing-team.fixture.ts';
import { type Family, familiesOf } from './families.fixture.ts';

describe('A31 A contract passes to another provider, from site to site: every family goes on in the programme', () => {
  let team: ClosingTeam;
  let families: ReturnType<typeof familiesOf>;
  let bulkId = '';
  const all: Family[] = [];
  const stays: Family[] = [];
  before(async () => {
    team = await openClosingTeam();
    families = familiesOf(team);
    for (let n = 0; n < 12; n += 1)
      all.push(await families.family(n % 2 ? 'shanice-brown' : 'ewa-nowak', 'Ada'));
    all.push(await families.family('ewa-nowak', 'Ben', 'Cleo'));
    stays.push(await families.familyThatWaits('ewa-nowak'));
  });
  after(() => team.close());

  test('what the receiving site can take is counted in families and weights, by the time that its nurses work', async () => {
    const planned = await team.plans(
      {
        kind: 'provider-changes',
        releasingTeamId: 'luton-fnp',
        routing: { to: 'desk', teamId: 'ealing-fnp' },
        why: 'The contract passes',
      },
      'moira-kettle',
    );
    assert.equal(planned.outcome.kind, 'done', JSON.stringify(planned.outcome));
    bulkId = planned.bulkId;
    await team.runs();
    await team.pools.admin.query(
      `insert into working_time (practitioner_id, valid_from, share, why, recorded_by, recorded_at) values ('joy-okafor', '2026-01-05', 0.5, 'Half time', 'yvonne-clarke', now())`,
    );
    const [twins] = all.slice(-1);
    await families.gives('moira-kettle', twins?.clientId ?? '', {
      type: 'weigh',
      weight: 1.5,
      reason: 'Two children',
    });
    const loads = await team.store.loads(bulkId, londonDate(noon));
    assert.deepEqual(
      loads,
      [{ teamId: 'ealing-fnp', held: 0, coming: 14.5, shares: { 'joy-okafor': 0.5 } }],
      'thirteen families with a child here, one of them heavier and with two children, and one whose child waits',
    );
  });

  test('each child is accepted there by name, and its mother is taken in by that nurse, without a form for each', async () => {
    for (const { childIds } of all)
      for (const childId of childIds) await team.completeDraft(childId, 'shanice-brown');
    assert.equal((await team.decides(bulkId, true, 'Agreed', 'moira-kettle')).kind, 'done');
    await team.store.lookAgain(bulkId, null);
    await team.runs();
    for (const [n, { childIds }] of all.entries())
      for (const childId of childIds) {
        const nurse = n % 2 ? 'beth-lomax' : 'joy-okafor';
        const handoverId = (await team.state(childId)).handovers.at(-1)?.handoverId ?? '';
        const firstContactOn = addDays(londonDate(noon), 3);
        const accepted = await team.gives(nurse, childId, {
          type: 'accept',
          handoverId,
          practitionerId: nurse,
          firstContactOn,
        });
        assert.equal(accepted.kind, 'done', JSON.stringify(accepted));
        assert.equal(holderOf(await team.state(childId))?.teamId, 'ealing-fnp');
      }
    await Promise.all([team.runs(addMinutes(noon, 5)), team.runs(addMinutes(noon, 5))]);
    await team.runs(addMinutes(noon, 6));
    for (const [n, { clientId, childIds }] of all.entries()) {
      const client = await families.client(clientId);
      assert.deepEqual(
        [client.status, client.teamId, client.nurseId],
        ['enrolled', 'ealing-fnp', n % 2 ? 'beth-lomax' : 'joy-okafor'],
      );
      for (const childId of childIds) {
        const { programme, handovers } = await team.state(childId);
        assert.deepEqual([programme?.left, handovers.length], [null, 1], 'in the programme all the while');
      }
    }
    const { rows } = await team.pools.admin.query<{ n: number }>(
      `select count(*)::int as n from fact where type = 'TransferredIn'`,
    );
    assert.equal(rows[0]?.n, all.length, 'once each');
  });

  test('who has no child at the site is on her way to the one that takes over, and its nurse takes her in', async () => {
    const [one] = stays;
    const client = await families.client(one?.clientId ?? '');
    assert.deepEqual([client.status, client.transfer?.toTeamId], ['transferring-out', 'ealing-fnp']);
    assert.deepEqual(await team.store.clientCounts(bulkId), { 'taken-in': all.length, 'on-her-way': 1 });
    const takes = { type: 'transfer-in', nurseId: 'beth-lomax' } as const;
    assert.equal((await families.gives('beth-lomax', one?.clientId ?? '', takes)).kind, 'done');
    await team.runs(addMinutes(noon, 10));
    assert.deepEqual(await team.store.clientCounts(bulkId), { 'taken-in': all.length + 1 });
    const closes = { type: 'close-team', teamId: 'luton-fnp', on: '2027-03-31' } as const;
    const closed = await team.directory(closes, 'moira-kettle', addMinutes(noon, 15));
    assert.equal(closed.kind, 'done', JSON.stringify(closed));
    const { ok, findings } = await checkAll(team.pools.admin);
    assert.ok(ok, JSON.stringify(findings.slice(0, 5)));
  });
});
