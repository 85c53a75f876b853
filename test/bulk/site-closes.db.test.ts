import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { reallocate } from '../../src/application/bulk/bulk-commands.ts';
import { issueToClient } from '../../src/application/client-command.ts';
import { bankHolidays } from '../../src/domain/calendar/holidays.ts';
import { addDays, addMinutes, type Instant, londonDate } from '../../src/domain/calendar/time.ts';
import { defaultRuleSets } from '../../src/domain/calendar/time-limits.ts';
import { holderOf } from '../../src/domain/child/state.ts';
import type { ClientCommand } from '../../src/domain/programme/client-commands.ts';
import { checkAll } from '../../src/postgres/check.ts';
import { childStore } from '../../src/postgres/child-store.ts';
import { clientStore } from '../../src/postgres/client-store.ts';
import { refer } from '../client-world.ts';
import { type ClosingTeam, lastDay, noon, openClosingTeam } from './closing-team.fixture.ts';

type Family = { readonly clientId: string; readonly childIds: readonly string[] };

describe('A31 A site of the programme closes, and A30 its nurse leaves: the mothers go with their children', () => {
  let team: ClosingTeam;
  before(async () => {
    team = await openClosingTeam();
  });
  after(() => team.close());

  async function gives(who: string, clientId: string, command: ClientCommand, now: Instant = noon) {
    const { directory, actor } = await team.context(who, now);
    const stores = { clients: clientStore(team.pools.admin), children: childStore(team.pools.admin) };
    const issued = {
      personId: clientId,
      commandId: randomUUID(),
      command,
      expectedVersion: null,
      happenedAt: null,
    };
    const context = { now, actor, directory, holidays: bankHolidays, ruleSets: defaultRuleSets };
    return issueToClient(stores, issued, context);
  }
  const client = async (personId: string) => {
    const loaded = await clientStore(team.pools.admin).load(personId, null);
    assert.ok(loaded);
    return loaded.state;
  };

  /** In the programme with this nurse of Luton, with the children named, born two years ago. */
  async function family(nurseId: string, ...names: readonly string[]): Promise<Family> {
    const clientId = randomUUID();
    const day = londonDate(noon);
    const childIds: string[] = [];
    for (const _name of names) childIds.push(await team.child({}, { team: 'luton-fnp', nurse: nurseId }));
    const referred = await gives('shanice-brown', clientId, refer('luton-fnp', 'E06000032', day));
    assert.equal(referred.kind, 'done');
    const enrolled = await gives('moira-kettle', clientId, {
      type: 'enrol',
      nurseId,
      consent: { on: day, how: 'Signed' },
      sharingBasis: 'Children Act 2004, section 11',
      outsideRules: 'Her child is born already',
      aboveCapacity: null,
      pregnancyId: null,
      expectedOn: null,
      children: childIds.map((personId) => ({ personId, bornOn: addDays(day, -800) })),
    });
    assert.equal(enrolled.kind, 'done', JSON.stringify(enrolled));
    return { clientId, childIds };
  }

  test('reallocated: the family goes to the nurse who has the child, not the child alone', async () => {
    const { clientId, childIds } = await family('shanice-brown', 'Ada');
    const { clientId: stays } = await family('shanice-brown', 'Ben');
    const lines = childIds.map((personId) => ({ personId, toPractitionerId: 'ewa-nowak' }));
    const why = 'Shanice Brown leaves';
    const bulkId = randomUUID();
    const plan = { bulkId, teamId: 'luton-fnp', fromPractitionerId: 'shanice-brown', why, lines };
    assert.equal((await reallocate(plan, await team.context('moira-kettle'))).kind, 'done');
    await Promise.all([team.runs(), team.runs()]);
    assert.equal(holderOf(await team.state(childIds[0] ?? ''))?.practitionerId, 'ewa-nowak');
    assert.equal((await client(clientId)).nurseId, 'ewa-nowak');
    assert.equal((await client(stays)).nurseId, 'shanice-brown');
    assert.equal((await team.store.find(bulkId))?.state, 'finished');
    await gives('moira-kettle', clientId, {
      type: 'allocate-nurse',
      nurseId: 'shanice-brown',
      why: 'She is back',
      aboveCapacity: null,
    });
    await team.runs();
    assert.equal((await client(clientId)).nurseId, 'shanice-brown', 'what is finished moves nobody');
  });

  test('the site closes: once her last child has passed she has left by that door, and only then the team may close', async () => {
    const one = await family('shanice-brown', 'Ada', 'Ben');
    const waiting = randomUUID();
    await gives('shanice-brown', waiting, refer('luton-fnp', 'E06000032', londonDate(noon)));
    const { bulkId, outcome } = await team.plans(
      { releasingTeamId: 'luton-fnp', routing: { to: 'desk', teamId: 'luton-hv' } },
      'moira-kettle',
    );
    assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
    await team.runs();
    const { rows } = await team.pools.admin.query<{ id: string }>(
      `select person_id as id from child where holder_team = 'luton-fnp' and care_status = 'in-care'`,
    );
    for (const { id } of rows) await team.completeDraft(id, 'shanice-brown');
    assert.equal((await team.decides(bulkId, true, 'Agreed', 'moira-kettle')).kind, 'done');
    await team.store.lookAgain(bulkId);
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
    assert.equal((await client(one.clientId)).status, 'enrolled', 'her other child is still here');
    for (const { id } of rows) if (id !== ada) await passes(id);
    await team.runs(addMinutes(noon, 5));
    const left = await client(one.clientId);
    assert.deepEqual(
      [left.status, left.left?.door, left.left?.reason],
      ['left-early', 'site-closes', 'service-closed'],
    );
    for (const id of [ada, ben]) {
      const { programme, handovers } = await team.state(id);
      assert.equal(programme?.left?.door, 'site-closes');
      assert.equal(handovers.length, 1, 'no second handover was opened');
    }
    const closes = { type: 'close-team', teamId: 'luton-fnp', on: lastDay } as const;
    const refused = await team.directory(closes, 'moira-kettle', addMinutes(noon, 10));
    assert.ok(refused.kind === 'refused' && refused.stillHeld === 1, 'a client waits for an answer');
    await gives('shanice-brown', waiting, {
      type: 'decline-place',
      reason: 'other',
      note: 'The site closes',
    });
    const closed = await team.directory(closes, 'moira-kettle', addMinutes(noon, 10));
    assert.equal(closed.kind, 'done', JSON.stringify(closed));
    const { ok, findings } = await checkAll(team.pools.admin);
    assert.ok(ok, JSON.stringify(findings));
  });
});
