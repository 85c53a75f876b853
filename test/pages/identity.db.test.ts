import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { tokenOf, type Visitor } from '../../src/web/server.fixture.ts';
import { takesChildOn } from '../children.ts';
import { type House, openHouse } from './house.ts';

const [numbered, nameless] = [randomUUID(), randomUUID()];

describe('A19 a number that was missing is recorded on the page of the child', () => {
  let house: House;
  let visitor: Visitor;
  before(async () => {
    house = await openHouse({ size: 4 });
    for (const [personId, nhsNumber] of [
      [numbered, '9990011044'],
      [nameless, null],
    ] as const)
      await house.give(
        personId,
        'samira-haddad',
        takesChildOn('samira-haddad', 'ealing-hv', {
          familyName: 'Larch',
          bornOn: '2026-03-03',
          nhsNumber,
          mother: { name: 'Nia Larch', nhsNumber: null, bornOn: '2004-06-01' },
        }),
      );
    visitor = await house.visitor('samira-haddad');
  });
  after(() => house.close());

  async function sends(nhs: string): Promise<string> {
    const path = pagePaths.form(nameless, 'record-identity');
    const drawn = (await visitor.get(path)).text;
    const answer = await visitor.post(path, {
      _csrf: tokenOf(drawn),
      _version: /name="_version" value="(\d+)"/.exec(drawn)?.[1] ?? '',
      _command: randomUUID(),
      given: 'Zoë',
      family: 'Larch',
      'day-day': '3',
      'day-month': '3',
      'day-year': '2026',
      nhs,
      mother: 'Nia Larch',
      'mother-nhs': '999 001 1036',
      why: 'The registrar rang',
    });
    return answer.text;
  }
  const kept = async () =>
    (
      await house.admin.query<{
        given_name: string;
        nhs_number: string | null;
        mother_number: string | null;
      }>('select given_name, nhs_number, mother_number from child where person_id = $1', [nameless])
    ).rows[0];

  test('its page says who is rung now, and whom out of hours', async () => {
    const { text } = await visitor.get(pagePaths.child(nameless));
    assert.match(text, /Ring<[\s\S]{0,80}tel:0207946/);
    assert.match(text, /Out of hours[\s\S]{0,300}Ealing safeguarding on call/);
  });

  test('a mistyped one, one of another nation and one of another child in care are refused in words', async () => {
    assert.match((await visitor.get(pagePaths.child(nameless))).text, /Record names, dates and numbers anew/);
    assert.match(await sends('9990011045'), /it is mistyped/);
    assert.match(await sends('0102230005'), /This is a number of Scotland \(CHI\)/);
    assert.match(await sends('9990011044'), /one of the two records is a duplicate/);
    assert.deepEqual(await kept(), { given_name: '', nhs_number: null, mother_number: null });
  });

  test('the right one is recorded, with the number of the mother', async () => {
    await sends('999 001 1060');
    assert.deepEqual(await kept(), {
      given_name: 'Zoë',
      nhs_number: '9990011060',
      mother_number: '9990011036',
    });
  });
});
