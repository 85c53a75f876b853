import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Instant } from '../../src/domain/calendar/time.ts';
import { holderOf } from '../../src/domain/child/state.ts';
import { route, teamLive } from '../../src/domain/directory/directory.ts';
import { checkAll } from '../../src/postgres/check.ts';
import { saveDirectory } from '../../src/postgres/directory-store.ts';
import { type ClosingTeam, noon, openClosingTeam } from './closing-team.fixture.ts';
import { north, old, reorganised, south } from './reorganised.fixture.ts';

/** The day from which two new authorities stand in place of the old one. */
const vesting = '2027-04-01';
const justBefore: Instant = '2027-03-31T22:59:59.000Z';
const justAfter: Instant = '2027-03-31T23:00:01.000Z';

describe('A44 One area becomes two: each child by its own postcode, and none uncovered at midnight', () => {
  let team: ClosingTeam;
  let bulkId = '';
  const inNorth: string[] = [];
  const inSouth: string[] = [];
  let nowhere = '';
  before(async () => {
    team = await openClosingTeam();
    await saveDirectory(
      team.pools.admin,
      reorganised(team.nurse.directory, { vesting, teamsFrom: '2026-11-01' }),
      noon,
    );
    await team.pools.admin.query(
      `insert into postcode_area (postcode, area_code, valid_from, valid_to) values
       ('LU1 1AA', $1, '2000-01-01', $4), ('LU1 1AA', $2, $4, null), ('LU2 2BB', $1, '2000-01-01', $4), ('LU2 2BB', $3, $4, null)`,
      [old, north, south, vesting],
    );
    for (let n = 0; n < 6; n += 1) inNorth.push(await team.child({}, { postcode: 'LU1 1AA' }));
    for (let n = 0; n < 5; n += 1) inSouth.push(await team.child({}, { postcode: 'LU2 2BB' }));
    nowhere = await team.child({}, { postcode: 'ZZ99 3VZ' });
  });
  after(() => team.close());

  test('the directory answers by day: the old service until midnight, the new ones from then', async () => {
    const { directory } = await team.context('grace-adeyemi');
    const residence = { postcode: 'LU1 1AA', wants: 'health-visiting', temporary: false } as const;
    const before = route(directory, { ...residence, areaCode: old }, '2027-03-31');
    assert.equal(before.teamId, 'luton-hv');
    assert.equal(route(directory, { ...residence, areaCode: north }, vesting).teamId, 'north-hv');
    assert.equal(route(directory, { ...residence, areaCode: old }, vesting).kind, 'holding');
    assert.equal(route(directory, { ...residence, areaCode: north }, '2027-03-31').kind, 'holding');
  });

  test('each child is routed by its own postcode on that day, and one whose postcode says nothing to a holding desk', async () => {
    const planned = await team.plans({
      kind: 'area-reorganised',
      routing: { to: 'own-address' },
      lastDay: vesting,
      why: 'Luton becomes North and South Luton',
    });
    bulkId = planned.bulkId;
    await team.runs();
    for (const [children, to] of [
      [inNorth, 'north-hv'],
      [inSouth, 'south-hv'],
    ] as const)
      for (const personId of children)
        assert.equal((await team.state(personId)).handovers.at(-1)?.destination.teamId, to);
    assert.equal((await team.state(nowhere)).handovers.at(-1)?.destination.kind, 'holding');
    for (const personId of [...inNorth, ...inSouth]) await team.completeDraft(personId);
    await team.decides(bulkId, true);
    await team.runs();
    assert.deepEqual(await team.store.counts(bulkId), { offered: 11, waits: 1 });
  });

  test('the numbers of each new team are known before it goes', async () => {
    assert.deepEqual(await team.store.loads(bulkId, '2026-11-02'), [
      { teamId: 'network-holding-desk', held: 0, coming: 1, shares: {} },
      { teamId: 'north-hv', held: 0, coming: 6, shares: {} },
      { teamId: 'south-hv', held: 0, coming: 5, shares: {} },
    ]);
  });

  test('at midnight no child is uncovered: accepted ones are held by the new teams, the others still by the old', async () => {
    const [late = ''] = inNorth;
    for (const personId of [...inNorth.slice(1), ...inSouth]) {
      const handover = (await team.state(personId)).handovers.at(-1);
      const lead = handover?.destination.teamId === 'north-hv' ? 'nora-flint' : 'sol-amin';
      const accepted = await accept(personId, lead, handover?.handoverId ?? '');
      assert.equal(accepted, 'done');
    }
    for (const at of [justBefore, justAfter])
      for (const personId of [...inNorth, ...inSouth, nowhere]) {
        assert.equal((await holdersAt(personId, at)).length, 1, `${personId} at ${at}`);
      }
    assert.equal(holderOf(await team.state(late))?.teamId, 'luton-hv');
    const { directory } = await team.context('grace-adeyemi');
    assert.ok(teamLive(directory, 'luton-hv', vesting), 'the old team works on until nobody is left');
    const close = { type: 'close-team', teamId: 'luton-hv', on: vesting } as const;
    const refused = await team.directory(close, 'grace-adeyemi');
    assert.ok(refused.kind === 'refused' && refused.stillHeld === 2);
  });

  test('after midnight the late one is accepted as ever, and old references keep working', async () => {
    const [late = '', first = ''] = inNorth;
    const handoverId = (await team.state(late)).handovers.at(-1)?.handoverId ?? '';
    assert.equal(await accept(late, 'nora-flint', handoverId, '2027-04-01T09:00:00.000Z'), 'done');
    assert.equal(holderOf(await team.state(late))?.teamId, 'north-hv');
    // The handover, the old team and the old area are still found by the ids that letters and links carry.
    const { rows } = await team.pools.admin.query(
      `select h.releasing_team as team, t.name, a.name as area from handover h join team t on t.id = h.releasing_team join area a on a.code = t.area_code
       where h.handover_id = $1`,
      [handoverId],
    );
    assert.deepEqual(rows, [{ team: 'luton-hv', name: 'Luton health visiting', area: 'Luton' }]);
    assert.deepEqual(await holdersAt(first, noon), ['north-hv']);
    assert.deepEqual(await holdersAt(late, justAfter), ['luton-hv']);
    const { ok, findings } = await checkAll(team.pools.admin);
    assert.ok(ok, JSON.stringify(findings.slice(0, 5)));
  });

  /** The teams that answered at that instant: exactly one, on whatever day. */
  async function holdersAt(personId: string, at: Instant): Promise<readonly string[]> {
    const text = `select team_id as id from accountable_period where person_id = $1 and started_at <= $2 and (ended_at is null or ended_at > $2)`;
    const { rows } = await team.pools.admin.query<{ id: string }>(text, [personId, at]);
    return rows.map(({ id }) => id);
  }

  async function accept(
    personId: string,
    who: string,
    handoverId: string,
    now: Instant = noon,
  ): Promise<string> {
    const firstContactOn = now.slice(0, 10);
    const command = { type: 'accept', handoverId, practitionerId: who, firstContactOn } as const;
    const outcome = await team.gives(who, personId, command, now);
    return outcome.kind;
  }
});

describe('A44 A part of the area stays: who lives there is not handed over', () => {
  let team: ClosingTeam;
  before(async () => {
    team = await openClosingTeam();
  });
  after(() => team.close());

  test('a child whose own address is served by the same team on that day stays, with no last day', async () => {
    const stays = await team.child();
    const goes = await team.child({}, { postcode: 'W5 1AA', areaCode: 'E09000009' });
    const { bulkId } = await team.plans({ kind: 'area-reorganised', routing: { to: 'own-address' } });
    await team.runs();
    assert.deepEqual(await team.store.counts(bulkId), { stays: 1, waits: 1 });
    assert.equal((await team.state(stays)).lastDay, null);
    assert.equal((await team.state(goes)).lastDay?.bulkId, bulkId);
  });
});
