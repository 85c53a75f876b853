import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { nameLead } from '../../src/application/bulk/bulk-commands.ts';
import { addMinutes } from '../../src/domain/calendar/time.ts';
import { checkAll } from '../../src/postgres/check.ts';
import { createPools } from '../../src/postgres/pool.ts';
import { sweep } from '../../src/postgres/sweep.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { makeProgram, type Program } from '../crash/program.ts';
import { openHouse } from '../pages/house.ts';
import { violentExPartner } from '../world.ts';
import { acceptsMany, type Leaf, leafOf, resultsOf } from './accept-many.fixture.ts';
import { type ClosingTeam, lastDay, noon, openClosingTeam } from './closing-team.fixture.ts';

const families = 250;
/** As many drafts stay incomplete. */
const incomplete = 6;

describe('A31 A service closes with 250 families: a result for every one, and the last day waits for all', () => {
  let team: ClosingTeam;
  let program: Program;
  let bulkId = '';
  const routine: string[] = [];
  let urgent = '';
  let moving = '';
  before(async () => {
    program = await makeProgram(path.join(import.meta.dirname, '../crash/jobs.fixture.ts'));
    team = await openClosingTeam();
    for (let n = 0; n < families - 2; n += 1) routine.push(await team.child());
    urgent = await team.child({ dangers: [violentExPartner] });
    ({ personId: moving } = await team.nurse.offered(null, undefined, 'move'));
  });
  after(() => team.close());

  async function count(text: string): Promise<number> {
    return (await team.pools.admin.query<{ n: number }>(`select count(*) as n from ${text}`)).rows[0]?.n ?? 0;
  }
  const facts = (type: string) => count(`fact where type = '${type}' and data ->> 'handoverId' <> ''`);

  /** A program of its own that is killed where it is said. */
  function runsAlone(killAt: string): void {
    program.killed([team.database.adminUrl, 'bulk', noon], killAt);
  }

  test('planned: killed in between, two runners after it, and each child has its last day and one draft', async () => {
    const planned = await team.plans();
    assert.equal(planned.outcome.kind, 'done');
    bulkId = planned.bulkId;
    assert.equal((await team.plans()).outcome.kind, 'refused', 'two last days for one team');
    runsAlone('before-append:prepare');
    runsAlone('after-append:set-last-day');
    assert.equal(await count('bulk_line where done_round > 0'), 0, 'what was killed left nothing half done');
    assert.equal(await facts('HandoverPrepared'), 1, 'but the one that was open before');
    runsAlone('bulk-after-child');
    assert.equal(await count('bulk_line where done_round > 0'), 1);
    const other = createPools({ ...team.database, max: 2 });
    /** Each stops after its half: both have work, however late one of them comes. */
    const half = () => {
      let turns = 0;
      return () => turns++ > families / 2;
    };
    const looked = await Promise.all([
      team.runs(noon, team.pools.admin, half()),
      team.runs(noon, other.admin, half()),
    ]);
    await other.close();
    assert.equal(looked[0] + looked[1], families - 1, 'each child by one of the two');
    assert.ok(looked[0] > 0 && looked[1] > 0, 'both had work');
    assert.equal(await count(`fact where type = 'LastDaySet'`), families);
    assert.equal(
      await facts('HandoverPrepared'),
      families,
      'one draft each, and the one that was open before',
    );
    assert.equal(
      await count(`(select from handover group by person_id having count(*) > 1) twice`),
      0,
      'no child has two',
    );
    assert.deepEqual(await team.store.counts(bulkId), { waits: families - 1, 'open-already': 1 });
  });

  test('urgent first, then risk; and what each draft waits for is said', async () => {
    const { actor } = await team.context('grace-adeyemi');
    const [first] = await team.store.families(actor, bulkId, 0);
    assert.equal(first?.personId, urgent);
    assert.equal(first?.place, 1);
    assert.equal(first?.priority, 2);
    const waiting = (await team.store.families(actor, bulkId, 50))[0];
    assert.equal(waiting?.priority, 0, 'a planned closure is routine unless its facts say more');
    assert.match(waiting?.detail ?? '', /Assessment.*Family/);
  });

  test('nothing is offered before the decision, which needs a name and a reason', async () => {
    for (const personId of [urgent, ...routine.slice(incomplete)]) await team.completeDraft(personId);
    await team.runs();
    assert.equal(await facts('HandoverOffered'), 1);
    const others = await team.decides(bulkId, true, '', 'deborah-quill');
    assert.equal(others.kind, 'refused', 'the receiving lead does not decide for the releasing team');
    assert.equal((await team.decides(bulkId, true)).kind, 'done');
    assert.equal((await team.decides(bulkId, true)).kind, 'refused', 'decided already');
  });

  test('go: killed around an offer, then two runners, and each complete draft is offered exactly once', async () => {
    runsAlone('before-append:offer');
    runsAlone('after-append:offer');
    assert.equal(await facts('HandoverOffered'), 1, 'the one that was open before');
    runsAlone('bulk-after-child');
    const { rows } = await team.pools.admin.query(
      `select person_id as id from fact where type = 'HandoverOffered' and person_id <> $1`,
      [moving],
    );
    assert.deepEqual(rows, [{ id: urgent }], 'urgent first');
    const other = createPools({ ...team.database, max: 2 });
    await Promise.all([team.runs(), team.runs(noon, other.admin)]);
    await other.close();
    assert.equal(await facts('HandoverOffered'), families - incomplete);
    assert.deepEqual(await team.store.counts(bulkId), {
      offered: families - incomplete - 1,
      waits: incomplete,
      'open-already': 1,
    });
    assert.equal(await team.runs(), 0, 'nothing is left to look at');
  });

  test('a draft completed since is offered when the children are looked at again', async () => {
    const [late = ''] = routine;
    await team.completeDraft(late);
    await team.store.lookAgain(bulkId, null);
    await team.runs();
    assert.equal((await team.state(late)).handovers.at(-1)?.state, 'offered');
  });

  test('the receiving lead reaches every child by the page’s own links, and has one result for each', async () => {
    const { rows } = await team.pools.admin.query<{ id: string }>(
      `select person_id as id from handover where state = 'offered' and person_id <> $1`,
      [moving],
    );
    const sent = rows.map(({ id }) => id).toSorted();
    assert.equal(sent.length, families - incomplete);
    const house = await openHouse({ size: 0, now: noon, standing: team.database });
    try {
      const page = acceptsMany(await house.visitor('deborah-quill'));
      const leaves: Leaf[] = [];
      for (
        let next: string | null = pagePaths.bulkAccept;
        next !== null;
        next = leaves.at(-1)?.further ?? null
      )
        leaves.push(await page.opens(next));
      assert.deepEqual(
        leaves.map(({ lines }) => lines.length),
        [50, 50, 50, 50, sent.length - 200],
      );
      const listed = leaves.flatMap(({ lines }) => lines.map(({ personId }) => personId));
      assert.deepEqual(listed.toSorted(), sent, 'each child on one page, once');

      const [, second] = leaves;
      assert.ok(second);
      const undated = leafOf(await page.sends(second, 'kate-brennan', {}));
      assert.deepEqual(
        undated.lines,
        second.lines.map((line) => ({ ...line, chosen: 'kate-brennan' })),
        'a page without a date comes back with its own lines and what was chosen',
      );
      assert.equal(undated.further, second.further);

      const date = { 'first-contact-day': '27', 'first-contact-month': '11', 'first-contact-year': '2026' };
      const told: (readonly [string, string])[] = [];
      let leaf: Leaf = undated;
      for (let posts = 0; leaf.lines.some(({ allocated }) => !allocated); posts += 1) {
        assert.ok(posts < leaves.length, 'the list does not come to an end');
        const { results, back } = resultsOf(await page.sends(leaf, 'kate-brennan', date));
        told.push(...results);
        const twice = (await page.sends(leaf, 'kate-brennan', date)).text;
        const accepted = results.filter(([, says]) => says.startsWith('Accepted')).length;
        assert.ok(
          twice.includes(`For ${accepted} of those you chose this form had done it`),
          'a second click',
        );
        leaf = await page.opens(back);
      }
      assert.deepEqual(
        told.map(([personId]) => personId).toSorted(),
        sent,
        'one result for each, and no other',
      );
      for (const [personId, says] of told)
        assert.match(
          says,
          personId === urgent ? /^Allocated to Kate Brennan/ : /^Accepted for Kate Brennan$/,
        );
      assert.deepEqual(
        leaf.lines,
        [{ personId: urgent, allocated: true, chosen: '' }],
        'nothing is left to do',
      );
      const late = await page.sends(second, 'kate-brennan', date);
      assert.match(
        late.text,
        /Nothing was done for 50 of those you chose/,
        'what has gone meanwhile is counted',
      );
    } finally {
      await house.close();
    }
    assert.equal(await facts('HandoverAccepted'), sent.length - 1);
  });

  test('routine ones are accepted for the named practitioner, and no others', async () => {
    const care = (await team.state(routine[incomplete] ?? '')).care;
    assert.deepEqual(care.status === 'in-care' && care.holder, {
      teamId: 'ealing-hv',
      practitionerId: 'kate-brennan',
      outsideName: null,
    });
    const handoverId = (await team.state(urgent)).handovers.at(-1)?.handoverId ?? '';
    const refused = await team.nurse.give('deborah-quill', urgent, {
      type: 'accept',
      handoverId,
      practitionerId: 'kate-brennan',
      firstContactOn: '2026-11-24',
    });
    assert.ok(refused.kind === 'refused' && refused.refusal.code === 'accept-needs-self');
  });

  test('the last day is refused with the number while anybody is not released', async () => {
    const close = { type: 'close-team', teamId: 'luton-hv', on: lastDay } as const;
    const refused = await team.directory(close, 'grace-adeyemi');
    assert.ok(refused.kind === 'refused');
    assert.equal(refused.stillHeld, incomplete + 1);
    assert.match(refused.says, /still answers for 7 children/);
  });

  test('row 29 climbs the ladder for each child that is not accepted 20 working days before the last day', async () => {
    // 1 March is 20 working days before 31 March 2027, and 22 March is 5: Good Friday and Easter Monday lie between.
    await sweep(team.pools.admin, { now: '2027-03-01T17:00:00.000Z', sweeper: 'test' });
    assert.equal(await count(`escalation where kind = 'accept-before-last-day'`), incomplete + 1);
    assert.equal(await count(`escalation where kind = 'pass-before-last-day'`), 0);
    await sweep(team.pools.admin, { now: '2027-03-24T17:00:00.000Z', sweeper: 'test' });
    assert.equal(await count(`escalation where kind = 'pass-before-last-day' and step = 0`), incomplete + 1);
  });

  test('no dead end: a lead whom the commissioner names takes those whom nobody took', async () => {
    const named = { against: null, leadId: 'fiona-drake', why: 'Ealing is full' };
    const other = await nameLead(bulkId, named, await team.context('peter-vance'));
    assert.equal(other.kind, 'refused', 'the commissioner of another area');
    assert.equal((await nameLead(bulkId, named, await team.context('karen-lyle'))).kind, 'done');
    for (const personId of routine.slice(1, incomplete)) await team.completeDraft(personId);
    await team.runs();
    const left = [urgent, ...routine.slice(1, incomplete)];
    for (const personId of left) {
      const handover = (await team.state(personId)).handovers.at(-1);
      assert.equal(handover?.state, 'offered');
      assert.equal(handover?.destination.teamId, 'hf-hv');
    }
    for (const personId of routine.slice(1, incomplete)) {
      const handoverId = (await team.state(personId)).handovers.at(-1)?.handoverId ?? '';
      await team.nurse.done('fiona-drake', personId, {
        type: 'accept',
        handoverId,
        practitionerId: 'fiona-drake',
        firstContactOn: '2026-11-27',
      });
    }
  });

  test('who comes to the team after the decision has a line too', async () => {
    const personId = await team.child({}, { at: addMinutes(noon, 60) });
    await team.runs(addMinutes(noon, 61));
    const state = await team.state(personId);
    assert.equal(state.lastDay?.bulkId, bulkId);
    assert.equal(state.handovers.at(-1)?.state, 'draft');
    await team.nurse.done(
      'grace-adeyemi',
      personId,
      {
        type: 'end',
        reason: 'entered-in-error',
        confirmedBy: 'Grace Adeyemi',
        detail: 'Entered twice',
      },
      addMinutes(noon, 62),
    );
  });

  test('with the last ones released by both named nurses and by their own handover, the team closes', async () => {
    const verbal = {
      type: 'record-verbal',
      releasingName: 'Hannah Whitlock',
      receivingName: 'Fiona Drake',
      spokeAt: noon,
    } as const;
    const handoverId = (await team.state(urgent)).handovers.at(-1)?.handoverId ?? '';
    await team.nurse.done('fiona-drake', urgent, { ...verbal, handoverId });
    await team.nurse.done('fiona-drake', urgent, {
      type: 'play-back',
      handoverId,
      words: 'He must not know',
      dangerIds: ['ex-partner'],
    });
    const firstContactOn = '2026-11-24';
    await team.nurse.done('fiona-drake', urgent, {
      type: 'accept',
      handoverId,
      practitionerId: 'fiona-drake',
      firstContactOn,
    });
    await team.nurse.done('fiona-drake', urgent, {
      type: 'record-seen',
      handoverId,
      where: 'At home',
      joint: true,
    });
    const own = (await team.state(moving)).handovers.at(-1)?.handoverId ?? '';
    await team.nurse.done('hannah-whitlock', moving, {
      type: 'withdraw',
      handoverId: own,
      reason: 'Goes with the others',
    });
    await team.store.lookAgain(bulkId, null);
    await team.runs(addMinutes(noon, 70));
    await team.completeDraft(moving, 'hannah-whitlock', addMinutes(noon, 71));
    await team.store.lookAgain(bulkId, null);
    await team.runs(addMinutes(noon, 72));
    const last = (await team.state(moving)).handovers.at(-1);
    assert.ok(last?.state === 'offered');
    await team.nurse.done(
      'fiona-drake',
      moving,
      {
        type: 'accept',
        handoverId: last.handoverId,
        practitionerId: 'fiona-drake',
        firstContactOn: '2026-11-27',
      },
      addMinutes(noon, 73),
    );
    const closed = await team.directory(
      { type: 'close-team', teamId: 'luton-hv', on: lastDay },
      'grace-adeyemi',
      addMinutes(noon, 74),
    );
    assert.equal(closed.kind, 'done', JSON.stringify(closed));
    await team.runs('2027-03-31T08:00:00.000Z');
    assert.equal((await team.store.find(bulkId))?.state, 'finished');
    assert.equal(await count(`deadline where row_id = '29'`), 0);
  });

  test('every promise is kept: the check of operators finds nothing, and no child was without a holder', async () => {
    const { ok, findings } = await checkAll(team.pools.admin);
    assert.ok(ok, JSON.stringify(findings.slice(0, 5)));
    const gaps = await count(
      `(select ended_at, lead(started_at) over (partition by person_id order by period_no) as next, end_reason from accountable_period) p
       where p.ended_at is not null and p.end_reason is null and p.next is distinct from p.ended_at`,
    );
    assert.equal(gaps, 0);
    assert.equal(await count('child'), families + 1);
  });
});
