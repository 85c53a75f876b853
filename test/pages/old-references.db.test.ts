import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { decideBulk, planBulk } from '../../src/application/bulk/bulk-commands.ts';
import { addDays, addMinutes, londonDate, londonInstant } from '../../src/domain/calendar/time.ts';
import type { ChildCommand } from '../../src/domain/child/commands.ts';
import { gatherMail } from '../../src/jobs/outbox.ts';
import { runBulks } from '../../src/postgres/bulk-run.ts';
import { saveDirectory } from '../../src/postgres/directory-store.ts';
import { sweep } from '../../src/postgres/sweep.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { north, old, reorganised } from '../bulk/reorganised.fixture.ts';
import { fullSummary } from '../commands.ts';
import { offered } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

/** What people kept from before: the address of a child, of a handover, a notice, and a mail. */
describe('A44 an area becomes two: old references keep working', () => {
  let house: House;
  let vesting = '';
  let child = '';
  /** An earlier handover that came to nothing. */
  let earlier = '';
  let inNotice: readonly string[] = [];
  let inLetter: readonly string[] = [];

  before(async () => {
    house = await openHouse({ size: 4 });
    vesting = addDays(londonDate(house.time.now), 120);
  });
  after(() => house.close());

  async function gives(who: string, command: ChildCommand): Promise<void> {
    const outcome = await house.give(child, who, command);
    assert.equal(outcome.kind, 'done', `${command.type}: ${JSON.stringify(outcome)}`);
  }

  const passes = (days: number) => {
    house.time.now = addMinutes(house.time.now, days * 24 * 60);
  };

  /** The addresses in a text that are about the child. */
  function linksIn(text: string): readonly string[] {
    const found = text.match(new RegExp(`/child/${child}(?:/handover/[0-9a-f-]{36})?`, 'g')) ?? [];
    return [...new Set(found)];
  }

  test('before it: a handover is declined, the notice and the mail of it lead to the child', async () => {
    const begun = await offered(house, {
      familyName: 'Ottershaw',
      givenBy: 'amara-osei',
      teamId: 'luton-hv',
      receivingTeamId: 'ealing-hv',
      address: {
        lines: ['3 Invented Row'],
        postcode: 'LU1 1AA',
        areaCode: old,
        temporary: false,
        sealed: false,
        from: '2026-01-01',
      },
    });
    child = begun.personId;
    earlier = begun.handoverId;
    await gives('samira-haddad', {
      type: 'decline',
      handoverId: earlier,
      reason: 'not-resident',
      comment: 'They never moved',
      onward: 'back-to-releasing',
    });
    passes(6);
    await sweep(house.admin, { now: house.time.now, sweeper: 'test' });
    await gatherMail(house.admin, house.time.now, house.baseUrl);
    const amara = await house.visitor('amara-osei');
    inNotice = linksIn((await amara.get(pagePaths.notices)).text);
    const { rows } = await house.admin.query<{ body: string }>(
      `select string_agg(body, ' ') as body from mail where team_id = 'luton-hv' or to_address like 'grace%'`,
    );
    inLetter = linksIn(rows[0]?.body ?? '');
    assert.ok(inNotice.includes(pagePaths.handover(child, earlier)), `the notice leads to ${inNotice}`);
    assert.ok(inLetter.includes(pagePaths.child(child)), `the letter leads to ${inLetter}`);
    await gives('amara-osei', { type: 'withdraw', handoverId: earlier, reason: 'They stay', stays: true });
  });

  test('after it every one of them opens, for the new team and for the old one, and says who answers now', async () => {
    await saveDirectory(
      house.admin,
      reorganised(house.deps.directory(), { vesting, teamsFrom: londonDate(house.time.now) }),
      house.time.now,
    );
    await house.admin.query(
      `insert into postcode_area (postcode, area_code, valid_from, valid_to) values ('LU1 1AA', $1, '2000-01-01', $3), ('LU1 1AA', $2, $3, null)`,
      [old, north, vesting],
    );
    await house.refresh();
    const handoverId = await passesToTheNorth();
    house.time.now = addMinutes(londonInstant(vesting, 0), 10 * 60);

    const references = new Set([
      pagePaths.child(child),
      pagePaths.handover(child, earlier),
      pagePaths.handover(child, handoverId),
      pagePaths.whoHeld(child),
      ...inNotice,
      ...inLetter,
    ]);
    const [nora, amara] = [await house.visitor('nora-flint'), await house.visitor('amara-osei')];
    for (const reference of references)
      for (const visitor of [nora, amara]) {
        const { status, text } = await visitor.get(reference);
        assert.equal(status, 200, reference);
        assert.match(text, /North Luton health visiting/, reference);
      }
    const kept = await nora.get(pagePaths.handover(child, earlier));
    assert.match(kept.text, /Luton health visiting to Ealing health visiting/, 'by the name of then');
    assert.match((await amara.get(pagePaths.notices)).text, new RegExp(pagePaths.handover(child, earlier)));
  });

  test('once the old team has nothing left to do, its references say who answers, and the new team’s still open', async () => {
    const state = (await house.deps.readings.child(house.person('nora-flint'), child, 'test', 'test'))?.state;
    const handoverId = state?.handovers.at(-1)?.handoverId ?? '';
    await gives('nora-flint', { type: 'record-seen', handoverId, where: 'At home', joint: false });
    await gives('nora-flint', { type: 'decide-level', handoverId, level: 'universal', reason: 'Settled' });
    await gives('nora-flint', {
      type: 'tell-parent',
      handoverId,
      parent: { told: true, how: 'At the visit' },
    });
    await gives('nora-flint', { type: 'tell-gp', handoverId, gp: { route: 'gp', practice: 'High Street' } });
    await gives('nora-flint', { type: 'tell-chis', handoverId, how: 'By mail' });
    await gives('nora-flint', { type: 'close', handoverId });
    const [nora, amara] = [await house.visitor('nora-flint'), await house.visitor('amara-osei')];
    for (const reference of [...inNotice, ...inLetter]) {
      assert.equal((await nora.get(reference)).status, 200, reference);
      const closed = await amara.get(reference);
      assert.match(
        closed.text,
        /North Luton health visiting<\/strong> answers for this child now/,
        reference,
      );
    }
  });

  /** The bulk handover of the old team: planned, decided, and accepted by the lead in the north. */
  async function passesToTheNorth(): Promise<string> {
    const bulkId = randomUUID();
    const context = () => ({
      store: house.deps.bulk,
      directory: house.deps.directory(),
      actor: house.person('grace-adeyemi'),
      now: house.time.now,
    });
    const planned = await planBulk(
      {
        bulkId,
        kind: 'area-reorganised',
        releasingTeamId: 'luton-hv',
        routing: { to: 'own-address' },
        lastDay: vesting,
        why: 'Luton becomes two',
        expectedResponse: 'See each child at its next review',
      },
      context(),
    );
    assert.equal(planned.kind, 'done', JSON.stringify(planned));
    const runs = () => runBulks(house.admin, { now: () => house.time.now });
    const newest = async () =>
      (
        await house.deps.readings.child(house.person('amara-osei'), child, 'test', 'test')
      )?.state.handovers.at(-1);
    await runs();
    const draft = await newest();
    assert.equal(draft?.destination.teamId, 'north-hv');
    const { handoverId = '', kind, occasion, destination, addressedTo } = draft ?? assert.fail('no draft');
    await gives('amara-osei', {
      type: 'revise',
      handoverId,
      kind,
      occasion,
      destination,
      addressedTo,
      proposedLevel: 'universal',
      summary: fullSummary,
    });
    await decideBulk(bulkId, { against: null, go: true, why: 'Agreed', capacityWhy: 'Agreed' }, context());
    await runs();
    const firstContactOn = londonDate(house.time.now);
    await gives('nora-flint', { type: 'accept', handoverId, practitionerId: 'nora-flint', firstContactOn });
    return handoverId;
  }
});
