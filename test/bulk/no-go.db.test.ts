import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addMinutes } from '../../src/domain/calendar/time.ts';
import { holderOf } from '../../src/domain/child/state.ts';
import { bulksToRun } from '../../src/postgres/bulk-store.ts';
import { type ClosingTeam, noon, openClosingTeam } from './closing-team.fixture.ts';
import { familiesOf } from './families.fixture.ts';

describe('A31 the service goes on after all: a decision not to go, when offers are out already', () => {
  let team: ClosingTeam;
  let bulkId = '';
  let drafted = '';
  let offered = '';
  let accepted = '';
  let declined = '';

  before(async () => {
    team = await openClosingTeam();
    drafted = await team.child();
    offered = await team.child();
    declined = await team.child();
    // Heightened, so that accountability waits for the sighting.
    accepted = await team.child({ motherBornOn: '2010-03-01' });
    ({ bulkId } = await team.plans());
    await team.runs();
    for (const personId of [offered, declined, accepted]) await team.completeDraft(personId);
    await team.decides(bulkId, true);
    await team.runs();
    const handoverId = (await team.state(accepted)).handovers.at(-1)?.handoverId ?? '';
    const spoke = await team.gives('kate-brennan', accepted, {
      type: 'record-verbal',
      handoverId,
      releasingName: 'Hannah Whitlock',
      receivingName: 'Kate Brennan',
      spokeAt: noon,
    });
    assert.equal(spoke.kind, 'done', JSON.stringify(spoke));
    const words = 'A mother under 18, alone at night';
    const played = await team.gives('kate-brennan', accepted, {
      type: 'play-back',
      handoverId,
      words,
      dangerIds: [],
    });
    assert.equal(played.kind, 'done', JSON.stringify(played));
    const took = await team.gives('kate-brennan', accepted, {
      type: 'accept',
      handoverId,
      practitionerId: 'kate-brennan',
      firstContactOn: '2026-11-24',
    });
    assert.equal(took.kind, 'done', JSON.stringify(took));
    const refused = await team.gives('kate-brennan', declined, {
      type: 'decline',
      handoverId: (await team.state(declined)).handovers.at(-1)?.handoverId ?? '',
      reason: 'other',
      comment: 'No nurse of ours works there',
      onward: 'back-to-releasing',
      onwardAreaCode: null,
    });
    assert.equal(refused.kind, 'done', JSON.stringify(refused));
  });
  after(() => team.close());

  const stateOf = async (personId: string) => (await team.state(personId)).handovers.at(-1)?.state;

  test('no desk can take a child any more; what a named person accepted stays, and its line says so', async () => {
    assert.deepEqual(
      [await stateOf(drafted), await stateOf(offered), await stateOf(accepted)],
      ['draft', 'offered', 'accepted'],
    );
    assert.equal((await team.decides(bulkId, false)).kind, 'done');
    await team.runs();
    assert.deepEqual(
      [await stateOf(drafted), await stateOf(offered), await stateOf(declined), await stateOf(accepted)],
      ['withdrawn', 'withdrawn', 'withdrawn', 'accepted'],
    );
    assert.deepEqual(await team.store.counts(bulkId), { stopped: 3, accepted: 1 });
    for (const personId of [drafted, offered, declined, accepted]) {
      const state = await team.state(personId);
      assert.equal(holderOf(state)?.teamId, 'luton-hv');
      assert.equal(state.lastDay, null);
      const owed = Object.values(state.deadlines).map(({ kind }) => kind);
      assert.ok(!owed.includes('onward-route'), 'nobody is to be found for a child that stays');
    }
    const { rows } = await team.pools.admin.query(
      `select person_id from notice where team_id = 'ealing-hv' and code = 'HandoverWithdrawn' and person_id <> $1`,
      [declined],
    );
    assert.deepEqual(rows, [{ person_id: offered }], 'the desk is told to stand down');
  });

  test('whom the plan sent to the site that was to take over stays in the programme; a move of her own is none of the plan’s', async () => {
    const families = familiesOf(team);
    const [hers, own] = [
      await families.familyThatWaits('shanice-brown'),
      await families.familyThatWaits('shanice-brown'),
    ];
    const moves = await families.gives('shanice-brown', own.clientId, {
      type: 'start-transfer',
      toTeamId: 'ealing-fnp',
      areaCode: 'E09000009',
      why: 'She moves to her aunt',
      outsideRules: 'Agreed there',
      proposedLevel: null,
    });
    assert.equal(moves.kind, 'done', JSON.stringify(moves));
    const plan = { releasingTeamId: 'luton-fnp', routing: { to: 'desk', teamId: 'ealing-fnp' } } as const;
    const who = 'moira-kettle';
    const { bulkId: ofSite } = await team.plans(plan, who);
    const statuses = async () => [
      (await families.client(hers.clientId)).status,
      (await families.client(own.clientId)).status,
    ];
    const takesIn = async () => {
      const { rows } = await team.pools.admin.query<{ id: string }>(
        `select person_id as id from deadline where kind = 'take-client-in' and owner_team = 'ealing-fnp'`,
      );
      return rows.map(({ id }) => id).toSorted();
    };
    await team.decides(ofSite, true, 'Agreed', who);
    await team.runs();
    assert.deepEqual(await statuses(), ['transferring-out', 'transferring-out']);
    assert.deepEqual(await team.store.clientCounts(ofSite), { 'on-her-way': 2 });
    assert.deepEqual(await takesIn(), [hers.clientId, own.clientId].toSorted());
    await team.decides(ofSite, false, '', who, addMinutes(noon, 10));
    await team.runs(addMinutes(noon, 20));
    assert.deepEqual(await statuses(), ['enrolled', 'transferring-out']);
    assert.deepEqual(await team.store.clientCounts(ofSite), { stopped: 2 });
    assert.deepEqual(await takesIn(), [own.clientId]);
    assert.ok(!(await bulksToRun(team.pools.admin)).some((one) => one.bulkId === ofSite), 'it is done');
  });
});
