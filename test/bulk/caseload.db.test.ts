import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { type BulkOutcome, type PlanCaseload, reallocate } from '../../src/application/bulk/bulk-commands.ts';
import { addMinutes } from '../../src/domain/calendar/time.ts';
import { holderOf } from '../../src/domain/child/state.ts';
import { behindAnother, meetsInDeadlock } from '../../src/postgres/behind-another.fixture.ts';
import { checkAll } from '../../src/postgres/check.ts';
import { nameAfterLeavers } from '../../src/postgres/leaver.ts';
import { type ClosingTeam, noon, openClosingTeam } from './closing-team.fixture.ts';

describe('A30 A nurse leaves or is sick: the caseload is reallocated, with a result for every child and nobody left alone', () => {
  let team: ClosingTeam;
  const children: string[] = [];
  before(async () => {
    team = await openClosingTeam();
    for (let n = 0; n < 12; n += 1) children.push(await team.child());
  });
  after(() => team.close());

  async function gives(
    lines: PlanCaseload['lines'],
    changes: Partial<PlanCaseload> = {},
    who = 'grace-adeyemi',
  ): Promise<{ readonly bulkId: string; readonly outcome: BulkOutcome }> {
    const bulkId = changes.bulkId ?? randomUUID();
    const outcome = await reallocate(
      {
        bulkId,
        teamId: 'luton-hv',
        fromPractitionerId: 'hannah-whitlock',
        why: 'Hannah Whitlock leaves',
        lines,
        clients: [],
        ...changes,
      },
      await team.context(who),
    );
    return { bulkId, outcome };
  }
  const to = (practitionerId: string, ...personIds: readonly string[]) =>
    personIds.map((personId) => ({ personId, toPractitionerId: practitionerId, version: null }));
  const named = async (personId: string) => holderOf(await team.state(personId))?.practitionerId;

  test('each child goes to whom the lead has chosen; the team goes on answering', async () => {
    const lines = [
      ...to('amara-osei', ...children.slice(0, 4)),
      ...to('priya-nair', ...children.slice(4, 8)),
    ];
    const { bulkId, outcome } = await gives(lines);
    assert.equal(outcome.kind, 'done');
    assert.equal((await gives(lines, { bulkId })).outcome.kind, 'done', 'a second click');
    await Promise.all([team.runs(), team.runs()]);
    assert.deepEqual(await team.store.counts(bulkId), { named: 8 });
    assert.equal((await team.store.find(bulkId))?.state, 'finished');
    for (const personId of children.slice(0, 4)) assert.equal(await named(personId), 'amara-osei');
    for (const personId of children.slice(8)) assert.equal(await named(personId), 'hannah-whitlock');
    const { rows } = await team.pools.admin.query<{ n: number }>(
      `select count(*) as n from fact where type = 'PractitionerNamed'`,
    );
    assert.equal(rows[0]?.n, 8, 'once each');
  });

  test('who left before their turn cannot take a child: refused for that child, which stays with whom it has', async () => {
    const { bulkId } = await gives(to('amara-osei', children[8] ?? ''));
    await team.directory({ type: 'leave', practitionerId: 'amara-osei', why: 'Left' }, 'grace-adeyemi');
    await team.runs();
    assert.deepEqual(await team.store.counts(bulkId), { refused: 1 });
    assert.equal(await named(children[8] ?? ''), 'hannah-whitlock');
    const { actor } = await team.context('grace-adeyemi');
    const [family] = await team.store.families(actor, bulkId, 0);
    assert.match(family?.detail ?? '', /not in post/);
  });

  test('children of a leaver lie with the lead, and go on from there', async () => {
    await nameAfterLeavers(team.pools.admin, addMinutes(noon, 1));
    const { actor } = await team.context('grace-adeyemi');
    const left = await team.store.caseload(actor, null);
    assert.equal(left.length, 4, 'those of Amara Osei');
    const { bulkId } = await gives(to('priya-nair', ...left.map((child) => child.personId)), {
      fromPractitionerId: null,
    });
    await team.runs(addMinutes(noon, 2));
    assert.deepEqual(await team.store.counts(bulkId), { named: 4 });
  });

  test('a deadlock is not told: what the server undid of a plan is begun again', () =>
    meetsInDeadlock(async () => {
      const { rows } = await team.pools.admin.query<{ personId: string; version: number }>(
        `select person_id as "personId", version from child where holder_practitioner = 'hannah-whitlock' order by person_id`,
      );
      const [first, ...others] = rows.map((row) => ({ ...row, toPractitionerId: 'priya-nair' }));
      const last = others.at(-1);
      assert.ok(first && last);
      let bulkId = '';
      await behindAnother(
        team.pools.admin,
        { table: 'child', personId: last.personId },
        async () => {
          const given = await gives([first, last]);
          assert.equal(given.outcome.kind, 'done');
          bulkId = given.bulkId;
        },
        (another) => another.query('select from child where person_id = $1 for update', [first.personId]),
      );
      await team.runs(addMinutes(noon, 3));
      assert.deepEqual(await team.store.counts(bulkId), { named: 2 });
    }));

  test('what makes no sense is refused before anything is written, in words', async () => {
    const [child = ''] = children.slice(9);
    const cases: readonly [BulkOutcome, RegExp][] = [
      [(await gives([])).outcome, /No family has been given/],
      [(await gives(to('hannah-whitlock', child))).outcome, /not here to take/],
      [(await gives(to('kate-brennan', child))).outcome, /not here to take/],
      [(await gives(to('tom-ashworth', child))).outcome, /cannot answer for a child/],
      [(await gives(to('priya-nair', child), { why: '' })).outcome, /needs a reason/],
      [(await gives(to('priya-nair', child), {}, 'deborah-quill')).outcome, /Only the lead/],
    ];
    for (const [outcome, says] of cases) {
      assert.ok(outcome.kind === 'refused');
      assert.match(outcome.says, says);
      assert.notEqual(outcome.canDo, '');
    }
  });

  test('a child of another team is not had by knowing its id', async () => {
    const theirs = await team.child({}, { team: 'ealing-hv', nurse: 'samira-haddad' });
    const { bulkId } = await gives(to('priya-nair', theirs));
    await team.runs();
    assert.deepEqual(await team.store.counts(bulkId), {});
    assert.equal(await named(theirs), 'samira-haddad');
  });

  test('no go lifts the last day and withdraws the drafts; a new plan may follow', async () => {
    const { bulkId } = await team.plans({}, 'grace-adeyemi', addMinutes(noon, 5));
    await team.runs(addMinutes(noon, 6));
    const [child = ''] = children;
    assert.equal((await team.state(child)).handovers.at(-1)?.state, 'draft');
    await team.decides(bulkId, false, '', 'grace-adeyemi', addMinutes(noon, 7));
    await team.runs(addMinutes(noon, 8));
    const state = await team.state(child);
    assert.equal(state.lastDay, null);
    assert.equal(state.handovers.at(-1)?.state, 'withdrawn');
    assert.deepEqual(await team.store.counts(bulkId), { stopped: 12 });
    assert.equal((await team.plans({}, 'grace-adeyemi', addMinutes(noon, 9))).outcome.kind, 'done');
    const { ok, findings } = await checkAll(team.pools.admin);
    assert.ok(ok, JSON.stringify(findings.slice(0, 5)));
  });
});
