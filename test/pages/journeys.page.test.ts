import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { addDays, londonDate } from '../../src/domain/calendar/time.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { assertSound, closeBrowser } from '../browser.ts';
import {
  act,
  type Begun,
  drafted,
  fill,
  minutesBefore,
  offered,
  send,
  sitDown,
  typed,
  wordsOf,
} from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

/** On a phone, without script: what people do from the first word of a handover to its end. */
describe('journeys at the width of a phone, without script', () => {
  let house: House;
  const people = new Map<string, Promise<Page>>();
  before(async () => {
    house = await openHouse({ size: 12 });
  });
  after(async () => {
    await closeBrowser();
    await house.close();
  });

  function at(practitionerId: string): Promise<Page> {
    const known = people.get(practitionerId) ?? sitDown(house, practitionerId);
    people.set(practitionerId, known);
    return known;
  }

  async function read(page: Page, begun: Pick<Begun, 'personId'> & { handoverId?: string }): Promise<string> {
    const { personId, handoverId } = begun;
    await page.goto(
      `${house.baseUrl}${handoverId ? pagePaths.handover(personId, handoverId) : pagePaths.child(personId)}`,
    );
    return wordsOf(page);
  }

  async function facts(personId: string, type?: string): Promise<number> {
    const { rows } = await house.admin.query<{ n: number }>(
      `select count(*)::int as n from fact where person_id = $1 and ($2::text is null or type = $2)`,
      [personId, type ?? null],
    );
    return rows[0]?.n ?? 0;
  }

  test('from taking a child on to a closed handover', async () => {
    const samira = await at('samira-haddad');
    const amara = await at('amara-osei');
    const today = londonDate(house.time.now);

    await samira.goto(`${house.baseUrl}${pagePaths.takeOn}`);
    await fill(samira, {
      reason: 'arrival-without-sender',
      given: 'Wren',
      family: 'Hollis',
      mother: 'Tess Hollis',
      ...typed('born', addDays(today, -500)),
      line: '1 Elm Road',
      ...typed('from', addDays(today, -3)),
      temporary: 'no',
      sealed: 'no',
    });
    await send(samira);
    const personId = new URL(samira.url()).pathname.split('/')[2] ?? '';
    assert.match(await wordsOf(samira), /Samira Haddad \(Ealing health visiting\) answers for this child/);

    // The draft is begun, put by, and taken up again.
    await samira.getByRole('button', { name: 'Prepare a handover' }).click();
    const draft = {
      kind: 'health-visiting-to-health-visiting',
      occasion: 'move',
      team: 'other',
      'other-team': 'luton-hv',
      'other-why': 'They gave no postcode; the street is in Luton',
      level: 'targeted',
      situation: 'The family moves to Luton on Friday',
    };
    // Without a postcode routing finds the holding desk. A person who knows better opens the list of all desks and says why.
    await samira.locator('summary', { hasText: 'Another desk than routing finds' }).click();
    await fill(samira, draft);
    await samira.getByRole('button', { name: 'Save and come back later' }).click();
    assert.match(
      await wordsOf(samira),
      /Saved as a draft\s+Prepare a handover\. Nothing was recorded or sent by it/,
    );
    await assertSound(samira, 'draft-kept', [390]);
    assert.equal(await facts(personId, 'HandoverPrepared'), 0, 'a draft put by is no fact');
    await samira.goto(`${house.baseUrl}${pagePaths.form(personId, 'prepare')}`);
    assert.match(await wordsOf(samira), /Your draft of .* is filled in/);
    assert.equal(await samira.locator('[name=situation]').inputValue(), draft.situation);
    assert.ok(await samira.locator('[name=kind][value=health-visiting-to-health-visiting]').isChecked());
    await send(samira);
    await samira.getByRole('button', { name: 'Go to the handover' }).click();
    const handoverId = new URL(samira.url()).pathname.split('/')[4] ?? '';
    const begun = { personId, handoverId };

    // The checklist says what is missing. Sending too early is refused in words.
    assert.match(await wordsOf(samira), /Who lives with the child[\s\S]*To do/);
    await samira.goto(`${house.baseUrl}${pagePaths.handoverForm(personId, handoverId, 'offer')}`);
    await send(samira);
    assert.match(await wordsOf(samira), /There is a problem[\s\S]*holds the child now/);
    await act(samira, house, { personId }, 'add-person', {
      name: 'Tess Hollis',
      relation: 'mother',
      lives: 'yes',
      responsible: 'yes',
    });
    await act(samira, house, { personId }, 'add-danger', {
      any: 'yes',
      who: 'Dale Marlow',
      relation: 'former partner of the mother',
      why: 'He assaulted her in May.',
      violent: 'no',
      move: 'moves-with-child',
    });
    await act(samira, house, { personId }, 'no-status');
    await act(samira, house, { personId }, 'safe-contact', { route: 'Ring the grandmother' });
    await act(samira, house, begun, 'revise', {
      assessment: 'Worried about Dale Marlow',
      family: 'Strong, with grandparents near',
      'expected-response': 'Visit within five working days',
    });
    assert.doesNotMatch(await read(samira, begun), /To do/);
    // Before her stands exactly what will be sent, the risks first.
    await samira.goto(`${house.baseUrl}${pagePaths.handoverForm(begun.personId, begun.handoverId, 'offer')}`);
    assert.match(
      await wordsOf(samira),
      /What will be sent: the risks[\s\S]*Dale Marlow[\s\S]*Ring the grandmother[\s\S]*Luton health visiting[\s\S]*Worried about Dale Marlow[\s\S]*Visit within five working days/,
    );
    await assertSound(samira, 'offer', [390]);
    const sent = await act(samira, house, begun, 'offer');
    assert.match(sent, /Samira Haddad \(Ealing health visiting\) answers for this child now/);
    assert.match(sent, /What happens next: .*Luton health visiting/);

    // Luton’s side.
    await amara.goto(`${house.baseUrl}${pagePaths.desk}`);
    await amara.getByRole('link', { name: 'Wren Hollis' }).click();
    assert.match(
      await act(amara, house, begun, 'acknowledge'),
      /Samira Haddad .* answers for this child now/,
    );
    // Before acceptance, and not after it, the page says what would have it refused, and by when the first contact has to be.
    const page = await read(amara, begun);
    assert.match(
      page,
      /Before it can be accepted\s+The verbal handover[\s\S]*To do[\s\S]*The risks played back[\s\S]*To do/,
    );
    assert.ok(
      page.indexOf('Dale Marlow') < page.indexOf('Reviews that go with the child'),
      'the risk comes first',
    );
    assert.equal(
      await amara.locator('main .nhsuk-button:not(.nhsuk-button--secondary)').innerText(),
      'Record the verbal handover',
      'what would be refused is not the next thing to do',
    );
    await amara.goto(`${house.baseUrl}${pagePaths.handoverForm(begun.personId, begun.handoverId, 'accept')}`);
    assert.match(
      await wordsOf(amara),
      /Wren Hollis, born \d+ \w+ \d{4}\. Samira Haddad[\s\S]*First contact[\s\S]*By \w+ \d+ \w+ \d{4} at the latest[\s\S]*The verbal handover[\s\S]*Missing: the child cannot be accepted without it/,
    );
    await assertSound(amara, 'accept', [390]);
    await act(amara, house, begun, 'ask', { text: 'Is Dale Marlow in Luton?' });
    await samira.goto(`${house.baseUrl}/work/questions-to-me`);
    assert.match(await wordsOf(samira), /Wren Hollis/);
    const { rows } = await house.admin.query<{ id: string }>(
      `select data ->> 'questionId' as id from fact where person_id = $1 and type = 'QuestionAsked'`,
      [personId],
    );
    await act(samira, house, begun, 'answer', {
      question: rows[0]?.id ?? '',
      text: 'Yes, with his brother since June.',
    });
    assert.match(await read(amara, begun), /Yes, with his brother since June\./);
    const { rows: dangers } = await house.admin.query<{ id: string }>(
      `select state -> 'circumstances' -> 'dangers' -> 0 ->> 'dangerId' as id from child_state where person_id = $1`,
      [personId],
    );
    await act(amara, house, begun, 'play-back', {
      words: 'Dale Marlow is a danger and lives near.',
      dangers: dangers[0]?.id ?? '',
    });
    await act(amara, house, begun, 'record-verbal', {
      releasing: 'Samira Haddad',
      receiving: 'Amara Osei',
      ...typed('spoke-at', minutesBefore(house.time.now, 30)),
    });
    const accepted = await act(amara, house, begun, 'accept', typed('first-contact', addDays(today, 1)));
    assert.match(accepted, /Samira Haddad .* answers for this child now/, 'heightened: held until seen');
    assert.match(await read(amara, begun), /Supporting: Luton health visiting[\s\S]*passes after/);
    await act(amara, house, begun, 'record-first-contact', { how: 'Telephone', with: 'Tess Hollis' });
    const seen = await act(amara, house, begun, 'record-seen', { where: 'At home', joint: 'no' });
    assert.match(seen, /Amara Osei \(Luton health visiting\) answers for this child now/);
    await read(amara, { personId });
    assert.equal(
      await amara.locator('main .nhsuk-button:not(.nhsuk-button--secondary)').innerText(),
      'Decide the level of service',
      'the next step of the open handover, and not another handover, is what the child’s page asks for',
    );
    await act(amara, house, begun, 'decide-level', { level: 'targeted', reason: 'As proposed' });
    await act(amara, house, begun, 'tell-parent', { told: 'yes', how: 'At the visit' });
    await act(amara, house, begun, 'tell-gp', { route: 'gp', detail: 'Elm Road Surgery' });
    await act(amara, house, begun, 'tell-chis', { how: 'By their form' });
    assert.match(await read(amara, begun), /Close the handover/);
    await act(amara, house, begun, 'close');
    assert.match(await read(amara, begun), /Closed/);
    await assertSound(amara, 'closed', []);

    // The team that sent the child on stands in no relation to it any more.
    const gone = await samira.goto(`${house.baseUrl}${pagePaths.child(personId)}`);
    assert.equal(gone?.status(), 404);
  });

  test('declined with a reason, and sent on to another desk', async () => {
    const begun = await offered(house, { familyName: 'Larch', receivingTeamId: 'luton-hv' });
    const amara = await at('amara-osei');
    const samira = await at('samira-haddad');
    const said = await act(amara, house, begun, 'decline', {
      reason: 'not-resident',
      comment: 'The street is in Hammersmith',
      onward: 'another-area',
    });
    assert.match(said, /Samira Haddad .* answers for this child now/);
    assert.match(await read(samira, begun), /The street is in Hammersmith/);
    await act(samira, house, begun, 'redirect', {
      team: 'other',
      'other-team': 'hf-hv',
      reason: 'They sleep in Hammersmith',
    });
    assert.match(await wordsOf(samira), /Samira Haddad/);
    await read(samira, { personId: begun.personId });
    await samira.getByRole('link', { name: 'Open handover' }).click();
    assert.match(await wordsOf(samira), /Ealing health visiting to Hammersmith/);
    await act(
      samira,
      house,
      { ...begun, handoverId: new URL(samira.url()).pathname.split('/')[4] ?? '' },
      'withdraw',
      {
        reason: 'They stay after all',
      },
    );
  });

  test('recalled from the wrong desk: who may have opened it is told', async () => {
    const begun = await offered(house, { familyName: 'Rowan' });
    const amara = await at('amara-osei');
    await read(amara, begun);
    const samira = await at('samira-haddad');
    await act(samira, house, begun, 'recall', {
      team: 'other',
      'other-team': 'hf-hv',
      reason: 'A slip of the list',
    });
    const text = await read(samira, begun);
    assert.match(text, /Ealing health visiting to Hammersmith/);
    assert.match(text, /Amara Osei/);
    const closed = await amara.goto(`${house.baseUrl}${pagePaths.child(begun.personId)}`);
    assert.equal(closed?.status(), 404);
  });

  test('attempts that failed, and what happened earlier, with both times', async () => {
    // Known since before yesterday: an hour and a half ago may be yesterday.
    const takenOnAt = minutesBefore(house.time.now, 3 * 1440);
    const { now } = house.time;
    house.time.now = minutesBefore(now, 120);
    const begun = await offered(house, { familyName: 'Alder', takenOnAt });
    house.time.now = now;
    const amara = await at('amara-osei');
    const happened = minutesBefore(now, 95);
    await amara.goto(
      `${house.baseUrl}${pagePaths.handoverForm(begun.personId, begun.handoverId, 'acknowledge')}`,
    );
    await amara.getByText('It happened earlier').click();
    await fill(amara, typed('happened', happened));
    await send(amara);
    assert.match(new URL(amara.url()).pathname, /done/);
    assert.match(await read(amara, begun), /Happened .*, recorded /);
    await act(amara, house, begun, 'play-back', { words: 'Nobody is known to be a danger.' });
    await act(amara, house, begun, 'record-verbal', {
      releasing: 'Samira Haddad',
      receiving: 'Amara Osei',
      ...typed('spoke-at', happened),
    });
    await act(amara, house, begun, 'accept', typed('first-contact', addDays(londonDate(house.time.now), 1)));
    await act(amara, house, begun, 'record-failed-contact', { how: 'Visit', why: 'Nobody opened' });
    const text = await read(amara, begun);
    assert.match(text, /Nobody opened/);
    assert.match(text, /Samira Haddad .* answers for this child/);
  });

  test('a duty desk: what matters first is said so, several arrivals fit a phone, and one click acknowledges', async () => {
    const grave = await offered(house, { familyName: 'Sorrel', danger: true });
    const calm = await offered(house, { familyName: 'Yarrow' });
    const amara = await at('amara-osei');
    await amara.goto(`${house.baseUrl}${pagePaths.desk}`);
    const arrival = (name: string) => amara.locator('.hh-arrival', { hasText: name });
    const first = amara.locator('section', { hasText: 'Look at these first' });
    assert.equal(await first.locator('.hh-arrival', { hasText: 'Sorrel' }).count(), 1);
    assert.ok((await first.locator('.hh-arrival').count()) <= 4);
    assert.match(await arrival('Sorrel').innerText(), /Heightened[\s\S]*Some risk|High risk/);
    for (const box of await amara.locator('.hh-arrival').all())
      assert.ok(
        ((await box.boundingBox())?.height ?? 999) < 844 / 3,
        'an arrival is longer than a third of a phone',
      );
    await assertSound(amara, 'desk', [390]);

    const stale = await at('hannah-whitlock');
    await stale.goto(`${house.baseUrl}${pagePaths.desk}`);
    await arrival('Yarrow')
      .getByRole('button', { name: /^Acknowledge/ })
      .click();
    assert.match(await wordsOf(amara), /Acknowledged\. The releasing team still answers for the child/);
    assert.match(await arrival('Yarrow').innerText(), /Acknowledged/);
    assert.equal(await arrival('Yarrow').getByRole('button').count(), 0);
    assert.equal(await facts(calm.personId, 'HandoverAcknowledged'), 1);
    assert.equal(await facts(grave.personId, 'HandoverAcknowledged'), 0);
    // Whoever sends from an old tab is told so, and nothing is changed.
    await stale
      .locator('.hh-arrival', { hasText: 'Yarrow' })
      .getByRole('button', { name: /^Acknowledge/ })
      .click();
    assert.match(await wordsOf(stale), /There is a problem[\s\S]*Somebody changed this record/);
    assert.equal(await facts(calm.personId, 'HandoverAcknowledged'), 1);
  });

  test('an old tab: what changed is shown, and nothing is recorded until a person chooses', async () => {
    const begun = await offered(house, { familyName: 'Birch' });
    const amara = await at('amara-osei');
    const hannah = await at('hannah-whitlock');
    await amara.goto(`${house.baseUrl}${pagePaths.handoverForm(begun.personId, begun.handoverId, 'ask')}`);
    await act(hannah, house, begun, 'acknowledge');
    await fill(amara, { text: 'Where does the grandmother live?' });
    const before = await facts(begun.personId);
    await send(amara);
    const text = await wordsOf(amara);
    assert.match(text, /This record has changed/);
    assert.match(text, /What you entered here is not recorded yet/);
    assert.match(text, /Acknowledged[\s\S]*Hannah Whitlock/);
    assert.match(text, /What do you need to know\?[\s\S]*Where does the grandmother live\?/);
    await assertSound(amara, 'conflict', [390]);
    assert.equal(await facts(begun.personId), before);
    // Nothing is lost in silence: the question comes back and can be sent anew, to the record as it is now.
    await amara.getByRole('button', { name: 'Go back to my answers' }).click();
    assert.equal(await amara.locator('[name="text"]').inputValue(), 'Where does the grandmother live?');
    assert.equal(await facts(begun.personId), before);
    await send(amara);
    assert.match(new URL(amara.url()).pathname, /done/);
    assert.equal(await facts(begun.personId, 'QuestionAsked'), 1);
  });

  test('sent twice: one effect', async () => {
    const begun = await offered(house, { familyName: 'Hazel' });
    const visitor = await house.visitor('amara-osei');
    const address = pagePaths.handoverForm(begun.personId, begun.handoverId, 'ask');
    const form = (await visitor.get(address)).text;
    const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(form)?.[1] ?? '';
    const fields = {
      _csrf: hidden('_csrf'),
      _version: hidden('_version'),
      _command: hidden('_command'),
      text: 'Is there a dog?',
    };
    const answers = await Promise.all([visitor.post(address, fields), visitor.post(address, fields)]);
    answers.push(await visitor.post(address, fields));
    for (const answer of answers) assert.match(answer.url, /\/done\//);
    assert.equal(await facts(begun.personId, 'QuestionAsked'), 1);
  });

  test('a dispute is raised, and decided by the person who was asked', async () => {
    const begun = await offered(house, { familyName: 'Maple' });
    const amara = await at('amara-osei');
    await act(amara, house, begun, 'dispute', {
      ground: 'They sleep in Ealing four nights of seven',
      decider: 'colette-baptiste',
    });
    const colette = await at('colette-baptiste');
    assert.match(await read(colette, begun), /four nights of seven/);
    const decided = await act(colette, house, begun, 'decide-dispute', {
      outcome: 'receiving-takes',
      reason: 'The tenancy is in Luton',
    });
    assert.match(decided, /Samira Haddad .* answers for this child now/);
    assert.match(await read(amara, begun), /The tenancy is in Luton/);
  });

  test('an absence changes at once who answers', async () => {
    const begun = await drafted(house, { familyName: 'Aspen' });
    const leo = await at('leo-marsh');
    assert.match(await read(leo, { personId: begun.personId }), /Samira Haddad .* answers/);
    const lead = await at('deborah-quill');
    await lead.goto(`${house.baseUrl}${pagePaths.absence('samira-haddad')}`);
    await assertSound(lead, 'absence', []);
    await fill(lead, {
      what: 'be-away',
      ...typed('from', minutesBefore(house.time.now, 60)),
      deputy: 'nadia-farouk',
    });
    await send(lead);
    assert.match(await wordsOf(lead), /Nadia Farouk answers for every child of Samira Haddad/);
    await assertSound(lead, 'absence-recorded', []);
    const text = await read(leo, { personId: begun.personId });
    assert.match(text, /Nadia Farouk \(Ealing health visiting\) answers for this child/);
    assert.match(text, /Samira Haddad/, 'and says in whose place');
  });
});
