import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { reallocate } from '../../src/application/bulk/bulk-commands.ts';
import { addDays, addMinutes, londonDate } from '../../src/domain/calendar/time.ts';
import { holderOf } from '../../src/domain/child/state.ts';
import { checkAll } from '../../src/postgres/check.ts';
import { refer } from '../client-world.ts';
import { type ClosingTeam, lastDay, noon, openClosingTeam } from './closing-team.fixture.ts';
import { familiesOf } from './families.fixture.ts';

describe('A31 A site of the programme closes, and A30 its nurse leaves: the mothers go with their children', () => {
  let team: ClosingTeam;
  let families: ReturnType<typeof familiesOf>;
  before(async () => {
    team = await openClosingTeam();
    families = familiesOf(team);
  });
  after(() => team.close());

  test('reallocated: the family goes to the nurse who has the child, not the child alone', async () => {
    const { clientId, childIds } = await families.family('shanice-brown', 'Ada');
    const { clientId: stays } = await families.family('shanice-brown', 'Ben');
    const lines = childIds.map((personId) => ({ personId, toPractitionerId: 'ewa-nowak', version: null }));
    const why = 'Shanice Brown leaves';
    const bulkId = randomUUID();
    const plan = {
      bulkId,
      teamId: 'luton-fnp',
      fromPractitionerId: 'shanice-brown',
      why,
      lines,
      clients: [],
    };
    assert.equal((await reallocate(plan, await team.context('moira-kettle'))).kind, 'done');
    await Promise.all([team.runs(), team.runs()]);
    assert.equal(holderOf(await team.state(childIds[0] ?? ''))?.practitionerId, 'ewa-nowak');
    assert.equal((await families.client(clientId)).nurseId, 'ewa-nowak');
    assert.equal((await families.client(stays)).nurseId, 'shanice-brown');
    assert.equal((await team.store.find(bulkId))?.state, 'finished');
    await families.gives('moira-kettle', clientId, {
      type: 'allocate-nurse',
      nurseId: 'shanice-brown',
      why: 'She is back',
      aboveCapacity: null,
    });
    await team.runs();
    assert.equal((await families.client(clientId)).nurseId, 'shanice-brown', 'what is finished moves nobody');
  });

  test('reallocated: a family none of whose children the nurse has goes too, with a line and a result of its own', async () => {
    const { clientId, childIds } = await families.familyThatWaits('shanice-brown');
    const { actor } = await team.context('moira-kettle');
    const children = await team.store.caseload(actor, 'shanice-brown');
    assert.ok(!children.some((child) => childIds.includes(child.personId)), 'health visiting has the child');
    const listed = await team.store.caseloadClients(actor, 'shanice-brown');
    assert.deepEqual(
      listed.map(({ personId }) => personId),
      [clientId],
      'and nobody whose child stands in the list itself',
    );
    const bulkId = randomUUID();
    const plan = {
      bulkId,
      teamId: 'luton-fnp',
      fromPractitionerId: 'shanice-brown',
      why: 'Shanice Brown leaves',
      lines: [],
      clients: [{ personId: clientId, toPractitionerId: 'ewa-nowak', version: null }],
    };
    assert.equal((await reallocate(plan, await team.context('moira-kettle'))).kind, 'done');
    await Promise.all([team.runs(), team.runs()]);
    assert.equal((await families.client(clientId)).nurseId, 'ewa-nowak');
    assert.equal(holderOf(await team.state(childIds[0] ?? ''))?.practitionerId, 'hannah-whitlock');
    assert.deepEqual(await team.store.clientCounts(bulkId), { named: 1 });
    assert.equal((await team.store.find(bulkId))?.state, 'finished');
    assert.deepEqual(await team.store.caseloadClients(actor, 'shanice-brown'), []);
  });

  test('a client of whom nobody knows by which nurse is in the list of those for whom nobody is named', async () => {
    const { clientId } = await families.familyThatWaits('shanice-brown');
    await team.pools.admin.query(`update client set nurse_id = null where person_id = $1`, [clientId]);
    const { actor } = await team.context('moira-kettle');
    const listed = await team.store.caseloadClients(actor, null);
    assert.deepEqual(
      listed.map(({ personId }) => personId),
      [clientId],
    );
    await team.pools.admin.query(`update client set nurse_id = 'shanice-brown' where person_id = $1`, [
      clientId,
    ]);
  });

  test('the site closes: once her last child has passed she has left by that door, and only then the team may close', async () => {
    const one = await families.family('shanice-brown', 'Ada', 'Ben');
    const bereaved = await families.familyThatWaits('shanice-brown');
    await families.gives('shanice-brown', bereaved.clientId, {
      type: 'record-death',
      who: bereaved.childIds[0] ?? '',
      on: londonDate(noon),
      says: 'The hospital',
      contactId: 'moira-kettle',
    });
    const waiting = randomUUID();
    await families.gives('shanice-brown', waiting, refer('luton-fnp', 'E06000032', londonDate(noon)));
    const { bulkId, outcome } = await team.plans(
      { releasingTeamId: 'luton-fnp', routing: { to: 'desk', teamId: 'luton-hv' } },
      'moira-kettle',
    );
    assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
    await team.runs();
    assert.deepEqual(await team.store.clientCounts(bulkId), { 'at-go': 2 }, 'who has no child here');
    const { rows } = await team.pools.admin.query<{ id: string }>(
      `select person_id as id from child where holder_team = 'luton-fnp' and care_status = 'in-care'`,
    );
    for (const { id } of rows) await team.completeDraft(id, 'shanice-brown');
    assert.equal((await team.decides(bulkId, true, 'Agreed', 'moira-kettle')).kind, 'done');
    await team.store.lookAgain(bulkId, null);
    await team.runs();
    const passes = async (id: string) => {
      const handoverId = (await team.state(id)).handovers.at(-1)?.handoverId ?? '';
      const firstContactOn = addDays(londonDate(noon), 3);
      const accepted = await team.gives('amara-osei', id, {
        type: 'accept',
        handoverId,
        practitionerId: 'amara-osei',
        firstContactOn,
      });
      assert.equal(accepted.kind, 'done', JSON.stringify(accepted));
      assert.equal(holderOf(await team.state(id))?.teamId, 'luton-hv');
    };
    const [ada = '', ben = ''] = one.childIds;
    await passes(ada);
    await team.runs();
    assert.equal((await families.client(one.clientId)).status, 'enrolled', 'her other child is still here');
    for (const { id } of rows) if (id !== ada) await passes(id);
    await team.runs(addMinutes(noon, 5));
    const left = await families.client(one.clientId);
    assert.deepEqual(
      [left.status, left.left?.door, left.left?.reason],
      ['left-early', 'site-closes', 'service-closed'],
    );
    for (const id of [ada, ben]) {
      const { programme, handovers } = await team.state(id);
      assert.equal(programme?.left?.door, 'site-closes');
      assert.equal(handovers.length, 1, 'no second handover was opened');
    }
    const { actor } = await team.context('moira-kettle');
    const standing = Map.groupBy(await team.store.clients(actor, bulkId), (one) => one.standing);
    assert.equal(standing.get('until')?.length, 2, 'whose children are elsewhere is visited until then');
    assert.equal(standing.get('left')?.length, 3);
    const fiveBefore = '2027-03-22T12:00:00.000Z';
    await team.runs(fiveBefore);
    assert.deepEqual(await team.store.clientCounts(bulkId), { left: 5 }, 'a result for every family');
    const closes = { type: 'close-team', teamId: 'luton-fnp', on: lastDay } as const;
    const refused = await team.directory(closes, 'moira-kettle', addMinutes(fiveBefore, 10));
    assert.ok(refused.kind === 'refused' && refused.stillHeld === 1, 'a client waits for an answer');
    await families.gives('shanice-brown', waiting, {
      type: 'decline-place',
      reason: 'other',
      note: 'The site closes',
    });
    const owes = await team.directory(closes, 'moira-kettle', addMinutes(fiveBefore, 10));
    assert.deepEqual(owes.kind === 'refused' && owes.stillOwed, [
      { personId: bereaved.clientId, client: true, kind: 'bereavement-contact' },
    ]);
    await families.gives('moira-kettle', bereaved.clientId, {
      type: 'record-bereavement-contact',
      how: 'Visited at home',
    });
    const closed = await team.directory(closes, 'moira-kettle', addMinutes(fiveBefore, 10));
    assert.equal(closed.kind, 'done', JSON.stringify(closed));
    const { ok, findings } = await checkAll(team.pools.admin);
    assert.ok(ok, JSON.stringify(findings));
  });
});
