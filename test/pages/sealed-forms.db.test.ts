import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { ChildState } from '../../src/domain/child/state.ts';
import { leftOut } from '../../src/domain/identity/place-mask.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { tokenOf, type Visit, type Visitor } from '../../src/web/server.fixture.ts';
import { type Begun, drafted, offered } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

const refuge = {
  lines: ['17 Hollyhock Refuge'],
  postcode: 'LU4 9HX',
  areaCode: 'E06000032',
  temporary: true,
  sealed: true,
  from: '2026-11-01',
};
const why = 'He has asked for her at 17 Hollyhock Refuge';
const route = 'Ring the refuge at LU49HX before noon';
const situation = 'The family fled to Hollyhock Refuge in May';

describe('a form that shows masked words never stores the mask over the true ones (P11, decision 0024)', () => {
  let house: House;
  let begun: Begun;
  let samira: Visitor;
  before(async () => {
    house = await openHouse({ size: 1 });
    begun = await drafted(house, { familyName: 'Sorrel', danger: true });
    const { state } = (await child()) ?? {};
    assert.ok(state);
    const [danger] = state.circumstances.dangers ?? [];
    assert.ok(danger);
    const contact = { route, interpreter: null, loneVisitWarning: 'Hollyhock Refuge is unlit' };
    const [handover] = state.handovers;
    assert.ok(handover);
    const { handoverId, kind, occasion, destination, addressedTo, proposedLevel, summary } = handover;
    const draft = { handoverId, kind, occasion, destination, addressedTo, proposedLevel };
    for (const command of [
      { type: 'record-address', address: refuge, why: 'Told by the refuge' },
      {
        type: 'record-circumstances',
        circumstances: { ...state.circumstances, dangers: [{ ...danger, why }], contact },
      },
      { type: 'revise', ...draft, summary: { ...summary, situation } },
    ] as const) {
      const outcome = await house.give(begun.personId, 'samira-haddad', command);
      assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
    }
    samira = await house.visitor('samira-haddad');
  });
  after(() => house.close());

  function child() {
    return house.deps.readings.child(house.person('samira-haddad'), begun.personId, 'test', 'test');
  }

  /** As the database has it, before anything is masked. */
  async function kept(): Promise<ChildState> {
    const { rows } = await house.admin.query<{ state: ChildState }>(
      'select state from child_state where person_id = $1',
      [begun.personId],
    );
    assert.ok(rows[0]);
    assert.ok(!JSON.stringify(rows[0].state).includes(leftOut), 'the mask was stored');
    return rows[0].state;
  }

  /** Sends a form as it was drawn, with what is said here changed. */
  async function sends(address: string, changed: Readonly<Record<string, string>> = {}): Promise<Visit> {
    const { text } = await samira.get(address);
    const drawn = Object.fromEntries([
      ...[...text.matchAll(/<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</g)].map((at) => [at[1], at[2]]),
      ...[...text.matchAll(/<input[^>]*>/g)]
        .map(
          ([tag]) => [/name="([^"]+)"/.exec(tag)?.[1], /value="([^"]*)"/.exec(tag)?.[1] ?? '', tag] as const,
        )
        .filter(([name, , tag]) => name && (!/type="(radio|checkbox)"/.test(tag) || / checked/.test(tag)))
        .map(([name, value]) => [name, value]),
      ...[...text.matchAll(/<select[^>]*name="([^"]+)"[\s\S]*?<\/select>/g)].map((at) => [
        at[1],
        /value="([^"]*)"[^>]* selected/.exec(at[0])?.[1] ?? '',
      ]),
    ]);
    return samira.post(address, { ...drawn, ...changed, _csrf: tokenOf(text), _command: randomUUID() });
  }

  const form = (name: string) => pagePaths.form(begun.personId, name);
  const revise = () => pagePaths.handoverForm(begun.personId, begun.handoverId, 'revise');

  test('sent again as it was drawn, each box keeps its words', async () => {
    const { text } = await samira.get(form('safe-contact'));
    assert.ok(text.includes(leftOut), 'the form shows the mask');
    assert.match(
      text,
      /the practice that holds the contact, the GP, the social worker/,
      'how she is reached (A17, A18)',
    );
    for (const address of [form('safe-contact'), revise()])
      assert.match((await sends(address)).url, /\/done\//, address);
    const state = await kept();
    assert.equal(state.circumstances.contact?.route, route);
    assert.equal(state.circumstances.contact?.loneVisitWarning, 'Hollyhock Refuge is unlit');
    assert.equal(state.handovers[0]?.summary.situation, situation);
  });

  test('a form about something else leaves the words of the rest', async () => {
    const added = await sends(form('add-person'), {
      name: 'Jo Fennel',
      relation: 'aunt',
      lives: 'no',
      responsible: 'no',
    });
    assert.match(added.url, /\/done\//);
    const state = await kept();
    assert.equal(state.circumstances.dangers?.[0]?.why, why);
    assert.equal(state.circumstances.contact?.route, route);
    assert.ok(state.circumstances.people?.some(({ name }) => name === 'Jo Fennel'));
  });

  test('what is added to the reasons of a danger comes after the true ones', async () => {
    const danger = (await kept()).circumstances.dangers?.[0]?.dangerId ?? '';
    const changed = await sends(form('change-danger'), {
      danger,
      move: 'unknown',
      why: 'He has moved too',
      'limits-now': 'as-recorded',
    });
    assert.match(changed.url, /\/done\//);
    assert.equal((await kept()).circumstances.dangers?.[0]?.why, `${why}\nHe has moved too`);
  });

  test('changed around the gap it is refused in words, and nothing is recorded', async () => {
    const refused = await sends(form('safe-contact'), { route: `Never ring ${leftOut} by night` });
    assert.equal(refused.status, 422);
    assert.match(refused.text, /Places were left out of what you sent/);
    assert.equal((await kept()).circumstances.contact?.route, route);
    assert.match((await sends(form('safe-contact'), { route: 'Text her mobile' })).url, /\/done\//);
    assert.equal((await kept()).circumstances.contact?.route, 'Text her mobile');
  });

  test('of a child that another than its mother has, its former home is read nowhere by the other area, and the new one is (A12)', async () => {
    const home = {
      ...refuge,
      lines: ['7 Mothers Lane'],
      postcode: 'W5 1AB',
      areaCode: 'E09000009',
      sealed: false,
    };
    const split = await offered(house, { familyName: 'Tansy', address: home });
    for (const command of [
      { type: 'record-sighting', seenOn: '2026-11-01', where: 'At 7 Mothers Lane' },
      {
        type: 'record-carer',
        name: 'Ray Tansy',
        relation: 'father',
        closeRelative: true,
        parentalResponsibility: true,
        since: '2026-11-02',
      },
      {
        type: 'record-address',
        address: { ...home, lines: ['3 Fathers Road'], postcode: 'LU1 2AB', areaCode: 'E06000032' },
        why: 'With his father, and not at Mothers Lane, W5 1AB, any more',
      },
    ] as const)
      assert.equal((await house.give(split.personId, 'samira-haddad', command)).kind, 'done');
    const other = await house.visitor('amara-osei');
    for (const address of [
      pagePaths.child(split.personId),
      pagePaths.handover(split.personId, split.handoverId),
      pagePaths.whoHeld(split.personId),
    ]) {
      const { status, text } = await other.get(address);
      assert.equal(status, 200, address);
      assert.doesNotMatch(text, /Mothers Lane|W5 1AB/, address);
    }
    assert.match((await other.get(pagePaths.child(split.personId))).text, /3 Fathers Road, LU1 2AB/);
  });
});
