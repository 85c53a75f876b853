import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { nothingKnown } from '../../src/domain/risk/circumstances.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { carriedOn, type Visit, type Visitor } from '../../src/web/server.fixture.ts';
import { type Begun, drafted, offered } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

describe('what a draft lacks', () => {
  let house: House;
  let begun: Begun;
  let samira: Visitor;
  before(async () => {
    house = await openHouse({ size: 1 });
    begun = await drafted(house, { familyName: 'Rowan', unwritten: true });
    await house.give(begun.personId, 'samira-haddad', {
      type: 'record-circumstances',
      circumstances: nothingKnown,
    });
    const known = await house.deps.readings.child(
      house.person('samira-haddad'),
      begun.personId,
      'test',
      'test',
    );
    const [handover] = known?.state.handovers ?? [];
    assert.ok(handover);
    const { handoverId, kind, occasion, destination, addressedTo, summary } = handover;
    const draft = { handoverId, kind, occasion, destination, addressedTo, summary };
    await house.give(begun.personId, 'samira-haddad', { type: 'revise', ...draft, proposedLevel: null });
    samira = await house.visitor('samira-haddad');
  });
  after(() => house.close());

  async function sends(address: string, answers: Readonly<Record<string, string>>): Promise<Visit> {
    const { text } = await samira.get(address);
    return samira.post(address, { ...answers, ...carriedOn(text) });
  }

  const form = (name: string) => pagePaths.form(begun.personId, name);
  const ofHandover = (name: string) => pagePaths.handoverForm(begun.personId, begun.handoverId, name);

  test('is named line by line when the offer is refused, each a link to the form that mends it', async () => {
    const refused = await sends(ofHandover('offer'), {});
    assert.equal(refused.status, 422);
    for (const [words, href] of [
      ['Assessment: what you think, and why', `${ofHandover('revise')}#assessment`],
      ['The level of service you propose', `${ofHandover('revise')}#level`],
      ['Statutory status, or that there is none', form('add-status')],
      ['Who is a danger to this child now, or that nobody is known to be', form('add-danger')],
      ['A safe way to make contact', form('safe-contact')],
    ] as const)
      assert.ok(refused.text.includes(`<a href="${href}">${words}</a>`), `${words} leads to ${href}`);
    const page = (await samira.get(pagePaths.handover(begun.personId, begun.handoverId))).text;
    assert.ok(page.includes(`href="${ofHandover('revise')}#level"`), 'and so on the handover’s page');
    const revise = (await samira.get(ofHandover('revise'))).text;
    for (const id of ['situation', 'assessment', 'family', 'expected-response', 'recording', 'level'])
      assert.ok(revise.includes(`id="${id}"`), `there is a question ${id} to lead to`);
  });

  test('no box that the offer will ask for is called optional', async () => {
    const { text } = await samira.get(ofHandover('revise'));
    for (const box of ['Situation', 'Assessment', 'Family', 'Expected response'])
      assert.match(text, new RegExp(`${box}: [^<]*\\(needed before it is sent\\)`));
    assert.match(
      text,
      /Which level of service do you propose\? \(needed before it is sent to health visiting\)/,
    );
  });

  test('is mended by asking: “none” is an answer, and a person or a status is told whole', async () => {
    const empty = await sends(form('add-danger'), { any: 'yes' });
    assert.equal(empty.status, 422);
    assert.match(empty.text, /Answer this: Is there violence/);
    const contradicted = await sends(form('add-danger'), { any: 'no', who: 'Dale Marlow' });
    assert.match(contradicted.text, /You describe somebody: choose yes/);
    const both = await sends(form('add-status'), { kind: 'none', authority: 'Ealing' });
    assert.match(both.text, /You describe a status: choose which/);
    assert.match((await sends(form('add-danger'), { any: 'no' })).url, /\/done\//);
    assert.match((await sends(form('add-status'), { kind: 'none' })).url, /\/done\//);
    const plan = { kind: 'child-protection-plan', authority: 'Ealing' };
    assert.match(
      (await sends(form('add-status'), { kind: 'child-in-need' })).text,
      /Answer this: Which authority/,
    );
    assert.match((await sends(form('add-status'), plan)).url, /\/done\//);
    assert.match((await sends(form('add-status'), { ...plan, kind: 'stepped-down' })).url, /\/done\//);
    const page = (await samira.get(pagePaths.handover(begun.personId, begun.handoverId))).text;
    assert.ok(
      page.includes(`href="${form('key-worker')}"`) && page.includes(`href="${form('below-threshold')}"`),
    );
    await sends(form('key-worker'), { 'key-worker': 'Ann Other' });
    await sends(form('below-threshold'), { why: 'The conference saw no need', 'agreed-by': 'Ann Other' });
    const read = await house.deps.readings.child(house.person('samira-haddad'), begun.personId, 't', 't');
    const { dangers, statutory } = read?.state.circumstances ?? {};
    assert.deepEqual(dangers, []);
    assert.deepEqual(
      statutory?.map(({ kind, keyWorker, agreedBy }) => [kind, keyWorker, agreedBy]),
      [
        ['child-protection-plan', 'Ann Other', null],
        ['stepped-down', null, 'Ann Other'],
      ],
    );
  });
});

test('whoever accepts more than routine is told that accountability has not passed, and what it waits for', async () => {
  const house = await openHouse({ size: 1 });
  try {
    const { personId, handoverId } = await offered(house, { familyName: 'Alder', danger: true });
    const dangerId =
      (await house.deps.readings.child(house.person('amara-osei'), personId, 't', 't'))?.state.circumstances
        .dangers?.[0]?.dangerId ?? '';
    for (const command of [
      {
        type: 'record-verbal',
        handoverId,
        releasingName: 'Samira Haddad',
        receivingName: 'Amara Osei',
        spokeAt: house.time.now,
      },
      { type: 'play-back', handoverId, words: 'He is a danger wherever they live', dangerIds: [dangerId] },
      {
        type: 'accept',
        handoverId,
        practitionerId: 'amara-osei',
        firstContactOn: house.time.now.slice(0, 10),
      },
    ] as const) {
      const outcome = await house.give(personId, 'amara-osei', command);
      assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
    }
    const visitor = await house.visitor('amara-osei');
    const done = `${pagePaths.done(personId, 'accept')}?handover=${handoverId}`;
    const { text } = await visitor.get(done);
    assert.match(
      text,
      /The handover is heightened, so accountability has not passed yet\. Ealing health visiting/,
    );
    assert.match(text, /<li>The child seen face to face by the receiving practitioner<\/li>/);
    const seen = { type: 'record-seen', handoverId, where: 'At home', joint: false } as const;
    assert.equal((await house.give(personId, 'amara-osei', seen)).kind, 'done');
    assert.doesNotMatch((await visitor.get(done)).text, /accountability has not passed/);
  } finally {
    await house.close();
  }
});

test('where no programme runs the form of the offer asks which supervisor has signed, and the supervisor is not asked (A5)', async () => {
  const house = await openHouse({ size: 1 });
  try {
    await house.admin.query(`update service set valid_to = $1 where intake_team_id = 'ealing-fnp'`, [
      house.time.now.slice(0, 10),
    ]);
    await house.admin.query('update directory_version set version = version + 1');
    await house.refresh();
    const given = { familyName: 'Hazel', givenBy: 'shanice-brown', teamId: 'luton-fnp' } as const;
    const { personId, handoverId } = await drafted(house, {
      ...given,
      receivingTeamId: 'ealing-hv',
      kind: 'fnp-to-health-visiting',
    });
    const form = pagePaths.handoverForm(personId, handoverId, 'offer');
    const moira = await house.visitor('moira-kettle');
    assert.doesNotMatch((await moira.get(form)).text, /has signed the drop/);
    const shanice = await house.visitor('shanice-brown');
    const drawn = (await shanice.get(form)).text;
    assert.match(drawn, /Which supervisor has signed the drop in intensity\?[\s\S]*Moira Kettle/);
    const carried = carriedOn(drawn);
    assert.equal((await shanice.post(form, carried)).status, 422);
    const sent = await shanice.post(form, { ...carried, 'signed-by': 'moira-kettle' });
    assert.match(sent.url, /\/done\/offer/);
    assert.match(
      (await shanice.get(pagePaths.handover(personId, handoverId))).text,
      /The drop in intensity was signed by Moira Kettle/,
    );
  } finally {
    await house.close();
  }
});
