import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { tokenOf, type Visitor } from '../../src/web/server.fixture.ts';
import { takesChildOn } from '../children.ts';
import { type House, openHouse } from './house.ts';

const unborn = randomUUID();

describe('A8 a birth that no message brought is recorded on the page of the unborn child', () => {
  let house: House;
  let visitor: Visitor;
  before(async () => {
    house = await openHouse({ size: 4 });
    await house.give(
      unborn,
      'samira-haddad',
      takesChildOn('samira-haddad', 'ealing-hv', {
        familyName: 'Larch',
        expectedOn: '2026-11-10',
        mother: { name: 'Nia Larch', nhsNumber: null, bornOn: '2004-06-01' },
      }),
    );
    visitor = await house.visitor('samira-haddad');
  });
  after(() => house.close());

  const owed = async () =>
    (await house.admin.query('select kind from deadline where person_id = $1', [unborn])).rows.map(
      ({ kind }) => kind,
    );

  test('it is offered while the child is unborn, met by it, and the reviews begin', async () => {
    assert.ok((await owed()).includes('tell-birth'));
    const path = pagePaths.form(unborn, 'record-birth');
    assert.ok((await visitor.get(pagePaths.child(unborn))).text.includes(path), 'the page offers the form');
    const drawn = (await visitor.get(path)).text;
    const answer = await visitor.post(path, {
      _csrf: tokenOf(drawn),
      _version: /name="_version" value="(\d+)"/.exec(drawn)?.[1] ?? '',
      _command: randomUUID(),
      'born-day': '12',
      'born-month': '11',
      'born-year': '2026',
      given: 'Zoë',
      family: 'Larch',
      nhs: '999 001 1044',
    });
    assert.equal(answer.status < 400, true, answer.text.slice(0, 400));
    const { rows } = await house.admin.query(
      'select given_name, born_on::text, nhs_number from child where person_id = $1',
      [unborn],
    );
    assert.deepEqual(rows, [{ given_name: 'Zoë', born_on: '2026-11-12', nhs_number: '9990011044' }]);
    assert.ok(!(await owed()).includes('tell-birth'));
    assert.ok((await owed()).includes('review'));
    assert.ok(!(await visitor.get(pagePaths.child(unborn))).text.includes(path), 'and is offered no more');
  });
});
