import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { reasonsOn } from '../../src/domain/programme/reasons.ts';
import { loadDirectory } from '../../src/postgres/directory-store.ts';
import { courseForms } from '../../src/web/forms/course-forms.ts';
import { clientView } from './client-view.fixture.ts';
import { type ImportWorld, importWorld } from './import-world.ts';
import { testNow } from './test-now.ts';

const header =
  'kind,id,name,from,to,type,organisation,area,service,team,intake_team,lead,deputy,phone,email,ods_code,counts_as';
const line = (
  id: string,
  cells: { name?: string; from?: string; to?: string; type?: string; service?: string; counts?: string },
) =>
  `reason,${id},${cells.name ?? 'In words'},${cells.from ?? '2026-04-01'},${cells.to ?? ''},${cells.type ?? 'paused'},,,${cells.service ?? ''},,,,,,,,${cells.counts ?? ''}`;

describe('the reasons of a directory file', () => {
  let world: ImportWorld;
  before(async () => {
    world = await importWorld();
  });
  after(() => world.close());

  const directory = async () => (await loadDirectory(world.pools.app)).directory;

  test('that cannot be counted as anything change nothing, and say which line is wrong', async () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      [line('exams', { counts: 'tired' }), /counts as: asked, in-hospital/],
      [line('exams', {}), /counts as: asked, in-hospital/],
      [line('away', { counts: 'asked' }), /counts as/],
      [line('exams', { counts: 'asked', type: 'status' }), /declined-offer, left, paused, missed-visit/],
      [line('exams', { counts: 'asked', service: 'nowhere' }), /No service has the id nowhere/],
    ];
    for (const [place, [wrong, says]] of cases.entries()) {
      const file = world.file(
        `wrong-${place}.csv`,
        `${header}\n${line('break', { counts: 'asked' })}\n${wrong}\n`,
      );
      const [faulty] = await world.take(file);
      assert.equal(faulty?.counts.quarantined, 1);
      const [item] = await world.ask<{ says: string }>(
        'select says from quarantine order by received_at desc limit 1',
      );
      assert.match(item?.says ?? '', says);
    }
    assert.deepEqual((await directory()).reasons, []);
  });

  test('are offered by the forms of the site between their days, and a later file ends one', async () => {
    const exams = { name: 'Examinations', service: 'luton-fnp-service', counts: 'asked' };
    const [taken] = await world.take(
      world.file(
        'reasons.csv',
        `${header}\n${line('exams', exams)}\n${line('away', { from: '2007-01-01', to: '2026-11-01', name: 'Away' })}\n`,
      ),
    );
    assert.deepEqual([taken?.kind, taken?.counts], ['directory', { taken: 2 }]);
    const known = await directory();
    const codes = (team: string, day: string) =>
      reasonsOn(known, 'paused', team, day).map(({ code }) => code);
    assert.deepEqual(codes('luton-fnp', '2026-11-23'), [
      'asked',
      'in-hospital',
      'nurse-away',
      'exams',
      'other',
    ]);
    assert.deepEqual(codes('ealing-fnp', '2026-11-23'), ['asked', 'in-hospital', 'nurse-away', 'other']);
    assert.ok(codes('ealing-fnp', '2026-10-31').includes('away'));

    const view = clientView(known, testNow);
    const [why] = courseForms.pause.fields(view);
    assert.ok(why?.kind === 'choice');
    assert.deepEqual(why.options.at(-2), { value: 'exams', words: 'Examinations' });
    const given: Readonly<Record<string, string>> = { reason: 'exams', review: '2026-11-30', note: '' };
    const answers = { text: (name: string) => given[name] ?? '', list: () => [] };
    assert.deepEqual(courseForms.pause.command(answers, view), {
      type: 'pause',
      reason: 'asked',
      own: 'exams',
      reviewOn: '2026-11-30',
      note: '',
    });

    await world.take(world.file('ends.csv', `${header}\n${line('exams', { ...exams, to: '2026-11-23' })}\n`));
    const after = reasonsOn(await directory(), 'paused', 'luton-fnp', '2026-11-23').map(({ code }) => code);
    assert.deepEqual(after, ['asked', 'in-hospital', 'nurse-away', 'other']);
    assert.equal((await directory()).reasons.length, 2, 'it is ended, and stays');
  });
});
