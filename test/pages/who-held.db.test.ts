import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addDays, addMinutes, londonDate } from '../../src/domain/calendar/time.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { offered } from './desk.fixture.ts';
import { type House, openHouse } from './house.ts';

describe('who was accountable on a day', () => {
  let house: House;
  before(async () => {
    house = await openHouse({ size: 12 });
  });
  after(() => house.close());

  test('is told as known now and as known then, and a day to come is refused with words (P9)', async () => {
    const { personId } = await offered(house, { familyName: 'Larch' });
    const began = house.time.now;
    const end = {
      type: 'end',
      reason: 'death',
      confirmedBy: 'Dr Example',
      detail: 'Told by the hospital',
    } as const;
    house.time.now = addMinutes(began, 24 * 60);
    const ended = await house.give(personId, 'deborah-quill', end);
    assert.equal(ended.kind, 'done', JSON.stringify(ended));
    house.time.now = addMinutes(began, 3 * 24 * 60);
    const back = await house.give(personId, 'deborah-quill', {
      type: 'reverse-end',
      why: 'Another child was meant',
    });
    assert.equal(back.kind, 'done', JSON.stringify(back));

    const visitor = await house.visitor('deborah-quill');
    const at = async (day: string) => {
      const [year = '', month = '', on = ''] = day.split('-');
      const { text } = await visitor.get(
        `${pagePaths.whoHeld(personId)}?on-day=${on}&on-month=${month}&on-year=${year}`,
      );
      const [now = '', then = ''] = text.split('as known now')[1]?.split('As known then') ?? [];
      return { now, then, text };
    };
    const first = await at(londonDate(began));
    assert.match(first.then, /Not ended by then/);
    assert.doesNotMatch(first.now, /Not ended by then/);
    const between = await at(addDays(londonDate(began), 2));
    for (const known of ['as known now', 'As known then'])
      assert.match(between.text, new RegExp(`${known}[^<]*: the child was not in the care of the network`));
    const toCome = await at(addDays(londonDate(began), 40));
    assert.match(toCome.text, /The day must be today or before it/);
  });
});
