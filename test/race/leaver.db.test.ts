import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { randomFrom } from '../../src/application/demonstration/random.ts';
import { addMinutes, type Instant } from '../../src/domain/calendar/time.ts';
import { holderOf } from '../../src/domain/child/state.ts';
import { directoryStore, nameAfterLeavers } from '../../src/postgres/leaver.ts';
import { contextOf, directory, give, type Step } from '../crash/lanes.ts';
import { anotherOf, recordLife, takesOn } from '../crash/lives.ts';
import { checkChild } from '../ledger-checks.ts';
import { type TwoPrograms, twoPrograms } from './meeting.ts';

const rounds = 12;
const leaver = 'kate-brennan';

const offered = await recordLife(async (person) => {
  const hannah = person('hannah-whitlock');
  await hannah.does(takesOn('hannah-whitlock', '2025-06-01'));
  await hannah.offers('ealing-hv', { addressedTo: leaver });
});

describe('a leaver against an acceptance', () => {
  let two: TwoPrograms;
  const random = randomFrom(20_261_123, 'leavers');
  const at: Instant = addMinutes(offered.steps.at(-1)?.now ?? '', 10);
  const lead = contextOf({ who: 'deborah-quill', now: at }).actor;
  before(async () => {
    two = await twoPrograms();
  });
  after(() => two.close());
  beforeEach(() => change('return'));

  function change(type: 'leave' | 'return' | 'close-account') {
    const command = { type, practitionerId: leaver, why: 'Another post' };
    return directoryStore(two.pools.admin).change(command, lead, at);
  }

  /** The offer is accepted by `who` and the person leaves, both begun within a few milliseconds of each other. */
  async function race(who: string) {
    const { personId, steps } = anotherOf(offered);
    for (const step of steps) await give(two.ledger.store, personId, step);
    const child = await two.ledger.store.loadAny(personId);
    const handoverId = child?.state.handovers[0]?.handoverId;
    assert.ok(child && handoverId);
    const accept: Step = {
      who,
      now: at,
      commandId: randomUUID(),
      version: child.version,
      command: { type: 'accept', handoverId, practitionerId: who, firstContactOn: '2026-11-24' },
    };
    const [accepted, left] = await Promise.all([
      wait(random.whole(0, 8)).then(() => give(two.ledger.store, personId, accept)),
      wait(random.whole(0, 8)).then(() => change('leave')),
    ]);
    assert.equal(left.kind, 'done');
    return { personId, accepted };
  }

  async function stateOf(personId: string) {
    const child = await two.ledger.store.loadAny(personId);
    assert.ok(child);
    return child.state;
  }

  test('by the leaver: accepted and then with the lead, or the offer lies on the desk; never with one who is gone', async (t) => {
    const ends: Record<string, number> = {};
    for (let round = 0; round < rounds; round += 1) {
      const { personId, accepted } = await race(leaver);
      ends[accepted.kind] = (ends[accepted.kind] ?? 0) + 1;
      const took = accepted.kind === 'done';
      const state = await stateOf(personId);
      const [handover] = state.handovers;
      assert.equal(holderOf(state)?.teamId, took ? 'ealing-hv' : 'luton-hv');
      if (took)
        assert.equal((await change('close-account')).kind, 'refused', 'a child still names the leaver');
      else {
        assert.match(accepted.kind, /^(refused|conflict)$/);
        assert.equal(handover?.state, 'offered');
        assert.equal(handover.addressedTo, null, 'the offer lies on the desk');
      }
      await nameAfterLeavers(two.pools.admin, addMinutes(at, 1));
      assert.notEqual(holderOf(await stateOf(personId))?.practitionerId, leaver);
      await checkChild(two.ledger, personId, directory);
      assert.equal((await change('close-account')).kind, 'done', 'nothing names the leaver any more');
      await change('return');
    }
    t.diagnostic(`accepted: ${JSON.stringify(ends)}`);
  });

  test('by a colleague of the person to whom the offer went: one of both is written first, none is lost', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const { personId, accepted } = await race('samira-haddad');
      const state = await stateOf(personId);
      assert.match(accepted.kind, /^(done|conflict)$/);
      assert.equal(holderOf(state)?.teamId, accepted.kind === 'done' ? 'ealing-hv' : 'luton-hv');
      if (accepted.kind === 'conflict') assert.equal(state.handovers[0]?.addressedTo, null);
      await checkChild(two.ledger, personId, directory);
      await change('return');
    }
  });
});
