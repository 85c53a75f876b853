import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addDays, addMinutes, londonDate } from '../../src/domain/calendar/time.ts';
import { directoryOf } from '../../src/domain/directory/directory.ts';
import { periodAt, recountPeriods } from '../../src/domain/responsibility/recount.ts';
import { loadDirectory, saveDirectory } from '../../src/postgres/directory-store.ts';
import { factsOf } from '../../src/postgres/who-held.ts';
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
    assert.match(first.now, /took the child on\. Recorded by [A-Z][^<]+ on [A-Z][a-z]+day \d/);
    assert.doesNotMatch(first.text, /Fact \d/);
    const between = await at(addDays(londonDate(began), 2));
    assert.match(between.text, /as known now[^<]*: the child was not in the care of the network/);
    // Said once where nothing was learnt since.
    assert.match(between.text, /As known then[^<]*: the same\./);
    assert.match(
      between.text.replaceAll(/<[^>]+>/g, ''),
      /first fact about the child on:\s*0, besides 2880 between an end and its reversal\./,
      'the number says what the picture shows',
    );
    const toCome = await at(addDays(londonDate(began), 40));
    assert.match(toCome.text, /The day must be today or before it/);
  });

  test('names who led the team on that day, and why it was she, whoever leads it now', async () => {
    const { personId } = await offered(house, { familyName: 'Rowan' });
    const { directory } = await loadDirectory(house.admin);
    const facts = await factsOf(house.admin, personId);
    const holder = periodAt(recountPeriods(facts), house.time.now)?.holder;
    const team = directory.teams.get(holder?.teamId ?? '') ?? assert.fail();
    const [was, is] = [team.leadId ?? '', team.deputyId ?? ''].map((id) => directory.practitioners.get(id));
    const unnamed = { type: 'name-practitioner', practitionerId: null, why: 'On sick leave' } as const;
    assert.equal((await house.give(personId, was?.id ?? '', unnamed)).kind, 'done');
    const asked = londonDate(house.time.now);
    house.time.now = addMinutes(house.time.now, 3 * 24 * 60);
    const none = { areas: [], organisations: [], services: [], practitioners: [], absences: [], version: 0 };
    const changed = directoryOf({ ...none, teams: [{ ...team, leadId: is?.id ?? '' }] });
    await saveDirectory(house.admin, changed, house.time.now);
    await house.refresh();
    house.time.now = addMinutes(house.time.now, 24 * 60);
    const visitor = await house.visitor(is?.id ?? '');
    const on = async (day: string) => {
      const [year = '', month = '', date = ''] = day.split('-');
      const { text } = await visitor.get(
        `${pagePaths.whoHeld(personId)}?on-day=${date}&on-month=${month}&on-year=${year}`,
      );
      return (text.split('as known now')[1] ?? '').split('<figure')[0] ?? '';
    };
    const then = await on(asked);
    assert.ok(then.includes(`${was?.name} leads the team`), then);
    assert.ok(!then.includes(`${is?.name} leads the team`));
    const now = await on(londonDate(house.time.now));
    assert.ok(now.includes(`${is?.name} leads the team`), now);
    assert.ok(!now.includes(`${was?.name} leads the team`));
  });
});
