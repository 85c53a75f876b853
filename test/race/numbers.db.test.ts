import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { issue, type Outcome } from '../../src/application/command.ts';
import { issuedNow } from '../../src/application/issued.ts';
import type { ChildCommand } from '../../src/domain/child/commands.ts';
import { nthTestNumber } from '../../src/domain/identity/nhs-number.ts';
import { checkAll } from '../../src/postgres/check.ts';
import { takesChildOn } from '../children.ts';
import { contextOf } from '../crash/lanes.ts';
import { type TwoPrograms, twoPrograms } from './meeting.ts';

const at = '2026-11-23T10:00:00.000Z';

function takeOn(who: string, teamId: string, nhsNumber: string | null) {
  return takesChildOn(who, teamId, {
    givenName: 'Robin',
    familyName: 'Hartley',
    bornOn: '2025-06-01',
    nhsNumber,
  });
}

describe('one NHS number is given to two children at the same instant (P1, A20, A43)', () => {
  let two: TwoPrograms;
  before(async () => {
    two = await twoPrograms();
  });
  after(() => two.close());

  /** Both have looked and found the number free before either writes. */
  async function race(
    ours: readonly [string, ChildCommand],
    theirs: readonly [string, ChildCommand],
    people: readonly [string, string],
  ) {
    const [one, other] = two.meeting(2);
    const send = (store: typeof one, personId: string, [who, command]: readonly [string, ChildCommand]) =>
      issue(store, issuedNow(personId, command), contextOf({ who, now: at }));
    return Promise.all([send(one, people[0], ours), send(other, people[1], theirs)]);
  }

  async function inCare(number: string): Promise<number> {
    const { rows } = await two.pools.admin.query<{ n: number }>(
      "select count(*)::int as n from child where nhs_number = $1 and care_status = 'in-care'",
      [number],
    );
    return rows[0]?.n ?? -1;
  }

  function oneOfTwo(outcomes: readonly Outcome[]): void {
    assert.deepEqual(outcomes.map(({ kind }) => kind).toSorted(), ['done', 'refused']);
    for (const outcome of outcomes)
      if (outcome.kind === 'refused') assert.equal(outcome.refusal.code, 'number-borne');
  }

  test('taken on by two teams: one takes the child, the other is told', async () => {
    for (let n = 0; n < 8; n += 1) {
      const number = nthTestNumber(n) ?? '';
      const outcomes = await race(
        ['amara-osei', takeOn('amara-osei', 'luton-hv', number)],
        ['kate-brennan', takeOn('kate-brennan', 'ealing-hv', number)],
        [randomUUID(), randomUUID()],
      );
      oneOfTwo(outcomes);
      assert.equal(await inCare(number), 1);
    }
    assert.deepEqual((await checkAll(two.pools.admin)).findings, []);
  });

  test('recorded on two children: one bears it, and it is free again once that one has left care', async () => {
    const number = nthTestNumber(40) ?? '';
    const people = [randomUUID(), randomUUID()] as const;
    const [store] = two.meeting(0);
    const give = (personId: string, who: string, command: ChildCommand) =>
      issue(store, issuedNow(personId, command), contextOf({ who, now: at }));
    await give(people[0], 'amara-osei', takeOn('amara-osei', 'luton-hv', null));
    await give(people[1], 'amara-osei', takeOn('amara-osei', 'luton-hv', null));
    const { identity } = takeOn('amara-osei', 'luton-hv', number);
    const record = { type: 'record-identity', identity, why: 'From the red book' } as const;
    const outcomes = await race(['amara-osei', record], ['grace-adeyemi', record], people);
    oneOfTwo(outcomes);
    assert.equal(await inCare(number), 1);
    const winner = people[outcomes.findIndex(({ kind }) => kind === 'done')] ?? '';
    const loser = people.find((one) => one !== winner) ?? '';
    const ended = {
      type: 'end',
      reason: 'duplicate',
      duplicateOf: loser,
      confirmedBy: 'Grace Adeyemi',
      detail: 'Twice',
    } as const;
    assert.equal((await give(winner, 'grace-adeyemi', ended)).kind, 'done');
    assert.equal((await give(loser, 'amara-osei', record)).kind, 'done');
    const back = await give(winner, 'grace-adeyemi', { type: 'reverse-end', why: 'It was the other one' });
    assert.equal(back.kind === 'refused' && back.refusal.code, 'number-borne');
    assert.deepEqual((await checkAll(two.pools.admin)).findings, []);
  });
});
