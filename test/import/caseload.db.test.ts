import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { nthTestNumber } from '../../src/domain/identity/nhs-number.ts';
import { caseloadOf, caseloadWith, type ImportWorld, importWorld, rowOf } from './import-world.ts';
import { statementsDuring } from './statements.ts';

describe('a caseload', () => {
  let world: ImportWorld;
  before(async () => {
    world = await importWorld();
  });
  after(() => world.close());

  test('puts each child with its holder, and the same file again changes nothing', async () => {
    const file = world.file('caseload.csv', caseloadOf(2_500));
    const [first] = await world.take(file);
    assert.deepEqual(first?.counts, { 'taken on': 2_500 });
    const before = await world.tableCounts();
    assert.equal(before.child, 2_500);
    assert.equal(before.accountable_period, 2_500);
    const [again] = await world.take(file);
    assert.equal(again?.outcome, 'repeated');
    assert.deepEqual(await world.tableCounts(), before);
  });

  test('of known children with one more takes on that one only', async () => {
    const [more] = await world.take(world.file('more.csv', caseloadOf(2_501)));
    assert.deepEqual(more?.counts, { 'taken on': 1, 'known already': 2_500 });
  });

  test('of another team claims the child, and never makes a second one', async () => {
    const before = await world.tableCounts();
    const row = rowOf({
      nhs_number: nthTestNumber(0) ?? '',
      given_name: 'Given0',
      date_of_birth: '2024-01-10',
      team_id: 'ealing-hv',
    });
    const [claimed] = await world.take(world.file('claim.csv', caseloadWith(row)));
    assert.deepEqual(claimed?.counts, { 'claimed by two teams': 1 });
    assert.equal((await world.tableCounts()).child, before.child);
    const [child] = await world.ask<{ state: { claims: readonly unknown[] }; holder_team: string }>(
      'select state, holder_team from child join child_state using (person_id) where nhs_number = $1',
      [nthTestNumber(0)],
    );
    assert.equal(child?.holder_team, 'luton-hv');
    assert.equal(child?.state.claims.length, 1);
  });

  test('seals a whole family where one of its lines, or what is known of one, is sealed (P7, P11)', async () => {
    const columns =
      'nhs_number,given_name,family_name,date_of_birth,postcode,address_sealed,team_id,family_reference,mother_nhs_number';
    const line = (n: number, sealed: string, more: string) =>
      `${nthTestNumber(9_100 + n)},Fern${n},Tansy,2024-03-31,LU1 2AB,${sealed},${more}`;
    const of = (...lines: string[]) => `${[columns, ...lines].join('\n')}\n`;
    await world.take(
      world.file('first.csv', of(line(0, '', 'luton-hv,tansy,9990011036'), line(1, '', 'luton-hv,oak,'))),
      // In another team, by the number of the mother, and in its own by the reference.
      world.file(
        'second.csv',
        of(
          line(2, '', 'ealing-hv,other,9990011036'),
          line(3, 'yes', 'ealing-hv,other,'),
          line(4, '', 'ealing-hv,other,'),
        ),
      ),
    );
    await world.take(world.file('third.csv', of(line(5, '', 'luton-hv,tansy,9990011036'))));
    const sealed = await world.ask(
      "select given_name as name, sealed, postcode from child where given_name like 'Fern%' order by 1",
    );
    const open = { sealed: false, postcode: 'LU1 2AB' };
    const hidden = { sealed: true, postcode: null };
    assert.deepEqual(sealed, [
      { name: 'Fern0', ...hidden },
      { name: 'Fern1', ...open },
      { name: 'Fern2', ...hidden },
      { name: 'Fern3', ...hidden },
      { name: 'Fern4', ...hidden },
      { name: 'Fern5', ...hidden },
    ]);
  });

  test('seals a child that is known, and its family, where a later file says that its address is sealed (P11)', async () => {
    const columns =
      'nhs_number,given_name,family_name,date_of_birth,postcode,address_sealed,team_id,family_reference';
    const line = (n: number, sealed: string, team = 'luton-hv') =>
      `${nthTestNumber(9_150 + n)},Rue${n},Sorrel,2024-03-31,LU1 2AB,${sealed},${team},sorrel${n < 2 ? 0 : n}`;
    const of = (...lines: string[]) => `${[columns, ...lines].join('\n')}\n`;
    await world.take(world.file('sorrel.csv', of(line(0, ''), line(1, ''), line(2, ''), line(3, ''))));
    const file = world.file(
      'sorrel-sealed.csv',
      of(line(0, 'yes'), line(2, 'yes', 'ealing-hv'), line(3, '')),
    );
    const [taken] = await world.take(file);
    assert.deepEqual(taken?.counts, { 'known already': 2, 'claimed by two teams': 1, sealed: 2 });
    const places = await world.ask(
      "select given_name as name, sealed, postcode from child where family_name = 'Sorrel' order by 1",
    );
    const hidden = { sealed: true, postcode: null };
    assert.deepEqual(places, [
      { name: 'Rue0', ...hidden },
      { name: 'Rue1', ...hidden },
      { name: 'Rue2', ...hidden },
      { name: 'Rue3', sealed: false, postcode: 'LU1 2AB' },
    ]);
    const again = world.file('sorrel-again.csv', of(line(0, 'yes')));
    assert.deepEqual((await world.take(again))[0]?.counts, { 'known already': 1 });
  });

  test('of which only a part could be read, or nothing, is told in words each time, and never "taken in before"', async () => {
    const good = rowOf({ nhs_number: nthTestNumber(9_160) ?? '', given_name: 'Ash' });
    const file = world.file('cut.csv', caseloadWith(good, ',"Birch,Sample', ',Cedar,Sample'));
    for (const turn of ['first', 'second']) {
      const [broken] = await world.take(file);
      assert.equal(broken?.outcome, 'broken-off', turn);
      assert.match(
        broken?.says ?? '',
        /^1 rows read, 1 taken, 0 for a person.*Put right.*line \d: A quotation mark/,
      );
    }
    const waiting = await world.ask("select row_no from quarantine where file_name = 'cut.csv'");
    assert.deepEqual(waiting, [], 'whoever gives the file is told: nobody at a desk could put it right');
    const [refused] = await world.take(world.file('header.csv', 'family_name,team_id\nAsh,luton-hv\n'));
    assert.equal(refused?.outcome, 'refused');
    assert.match(refused?.says ?? '', /line 1: The header lacks the columns nhs_number/);
    assert.doesNotMatch(refused?.says ?? '', /Columns passed over/);
  });

  test('with a column that nothing reads says which, since it may be a misspelt one (P11)', async () => {
    const file = world.file(
      'misspelt.csv',
      'nhs_number,given_name,family_name,date_of_birth,postcode,team_id,adress_sealed,\n,Elm,Sample,2024-03-31,,luton-hv,yes,\n',
    );
    assert.match((await world.take(file))[0]?.says ?? '', /1 taken.*Columns passed over: adress_sealed$/);
  });

  test('with one number in two teams’ lines claims too', async () => {
    const number = nthTestNumber(9_000) ?? '';
    const rows = [
      rowOf({ nhs_number: number }),
      rowOf({ nhs_number: number, team_id: 'ealing-hv' }),
      rowOf({ nhs_number: number }),
    ];
    const [taken] = await world.take(world.file('twice.csv', caseloadWith(...rows)));
    assert.deepEqual(taken?.counts, { 'taken on': 1, 'claimed by two teams': 1, 'known already': 1 });
  });

  test('puts aside what cannot be trusted, with its line and reason, and hides a sealed address', async () => {
    const rows = [
      rowOf({ nhs_number: '9990000000' }),
      rowOf({ nhs_number: nthTestNumber(9_001) ?? '', team_id: 'no-such-team' }),
      rowOf({ nhs_number: nthTestNumber(0) ?? '', date_of_birth: '2020-01-01' }),
      rowOf({ nhs_number: nthTestNumber(9_002) ?? '', practitioner_id: 'nobody-known' }),
      rowOf({ nhs_number: nthTestNumber(9_003) ?? '', date_of_birth: '2027-01-01' }),
    ];
    const [taken] = await world.take(world.file('faults.csv', caseloadWith(...rows)));
    assert.deepEqual(taken?.counts, { quarantined: 5 });
    const items = await world.ask<{ row_no: number; reason: string }>(
      "select row_no, reason from quarantine where file_name = 'faults.csv' order by row_no",
    );
    assert.deepEqual(
      items.map(({ row_no, reason }) => [row_no, reason]),
      [
        [2, 'bad-check-digit'],
        [3, 'unknown-place'],
        [4, 'contradictory'],
        [5, 'unknown-place'],
        [6, 'contradictory'],
      ],
    );
    const sealed =
      'nhs_number,given_name,family_name,date_of_birth,address_line,postcode,address_sealed,team_id\n,Eve,Sample,2024-01-01,9 Hidden Way,LU9 9ZZ,yes,no-such-team\n';
    await world.take(world.file('sealed.csv', sealed));
    const [item] = await world.ask<{ content: string; says: string }>(
      "select content, says from quarantine where file_name = 'sealed.csv'",
    );
    assert.doesNotMatch(`${item?.content}${item?.says}`, /Hidden|LU9/);
  });

  test('without numbers meets the same children again in another file', async () => {
    const row = rowOf({ given_name: 'Bo', family_name: 'Nameless' });
    const [first] = await world.take(world.file('bare.csv', caseloadWith(row)));
    const [second] = await world.take(world.file('bare-again.csv', caseloadWith(row, row)));
    assert.deepEqual([first?.counts, second?.counts], [{ 'taken on': 1 }, { 'known already': 2 }]);
  });

  test('never makes a second child of one that comes first without and then with its number, or the other way round (A19)', async () => {
    const number = nthTestNumber(9_200) ?? '';
    const row = (cells: Readonly<Record<string, string>>) =>
      rowOf({ given_name: 'Kit', family_name: 'Twice', date_of_birth: '2024-05-06', ...cells });
    const inCare = () =>
      world.ask<{ n: number }>("select count(*)::int as n from child where family_name ilike 'Twice'");
    await world.take(world.file('kit.csv', caseloadWith(row({}))));
    const [later] = await world.take(
      world.file('kit-number.csv', caseloadWith(row({ nhs_number: number, given_name: 'KIT' }))),
    );
    const [other] = await world.take(
      world.file('kit-mother.csv', caseloadWith(row({ mother_name: 'Jo Twice' }))),
    );
    assert.deepEqual([later?.counts, other?.counts], [{ quarantined: 1 }, { quarantined: 1 }]);
    assert.deepEqual(await inCare(), [{ n: 1 }]);
    const [item] = await world.ask<{ reason: string; says: string }>(
      "select reason, says from quarantine where file_name = 'kit-number.csv'",
    );
    assert.equal(item?.reason, 'perhaps-known');
    assert.match(item?.says ?? '', /If it is the same child, record the number/);

    const both = caseloadWith(
      row({ given_name: 'Sam', nhs_number: nthTestNumber(9_201) ?? '' }),
      row({ given_name: 'Sam' }),
      row({ given_name: 'Lou' }),
      row({ given_name: 'Lou', nhs_number: nthTestNumber(9_202) ?? '' }),
      row({ given_name: 'Al', nhs_number: nthTestNumber(9_203) ?? '' }),
      row({ given_name: 'Al', nhs_number: nthTestNumber(9_204) ?? '' }),
      row({ given_name: 'Lou', team_id: 'ealing-hv' }),
    );
    const [inOne] = await world.take(world.file('one-file.csv', both));
    assert.deepEqual(inOne?.counts, { 'taken on': 5, quarantined: 2 });
  });

  test('throws no twin away: without a name and a number, with the number of the other, or named in a later file (A10, A43)', async () => {
    const row = (cells: Readonly<Record<string, string>>) =>
      rowOf({
        given_name: '',
        family_name: 'Gemini',
        date_of_birth: '2026-11-20',
        mother_name: 'Ann Gemini',
        mother_nhs_number: '9990011036',
        ...cells,
      });
    const names = async () =>
      (
        await world.ask<{ name: string }>(
          "select given_name as name from child where family_name = 'Gemini' order by 1",
        )
      ).map(({ name }) => name);
    const reasons = () =>
      world.ask<{ row_no: number; reason: string }>(
        "select row_no, reason from quarantine where file_name like 'gemini-%' order by received_at, row_no",
      );
    const [two] = await world.take(world.file('gemini-two.csv', caseloadWith(row({}), row({}))));
    assert.deepEqual(two?.counts, { 'taken on': 1, quarantined: 1 });
    const [same] = await world.take(world.file('gemini-one.csv', caseloadWith(row({}))));
    assert.deepEqual(same?.counts, { 'known already': 1 }, 'one line more of another day tells nothing new');
    const number = nthTestNumber(9_400) ?? '';
    const named = row({ given_name: 'Zoe', nhs_number: number });
    const [later] = await world.take(world.file('gemini-named.csv', caseloadWith(named)));
    assert.deepEqual(later?.counts, { quarantined: 1 });
    assert.deepEqual(await names(), ['']);
    assert.deepEqual(await reasons(), [
      { row_no: 3, reason: 'perhaps-known' },
      { row_no: 2, reason: 'perhaps-known' },
    ]);

    const [one, other, again] = ['Pat', 'Max', 'Pat Ann'].map((given_name) =>
      row({ given_name, family_name: 'Onenumber', nhs_number: nthTestNumber(9_401) ?? '' }),
    );
    const lines = caseloadWith(one ?? '', other ?? '', again ?? '');
    const [mistyped] = await world.take(world.file('one-number.csv', lines));
    assert.deepEqual(mistyped?.counts, { 'taken on': 1, quarantined: 1, 'known already': 1 });
    assert.deepEqual(
      await world.ask("select row_no, reason from quarantine where file_name = 'one-number.csv'"),
      [{ row_no: 3, reason: 'contradictory' }],
    );
  });

  test('refuses a year that no child of today was born in, in words', async () => {
    const born = ['0025-02-11', '1825-02-11', '1925-02-11', '11/02/0025'];
    const rows = born.map((date_of_birth, n) =>
      rowOf({ given_name: `Old${n}`, date_of_birth, nhs_number: nthTestNumber(9_300 + n) ?? '' }),
    );
    const [taken] = await world.take(world.file('years.csv', caseloadWith(...rows)));
    assert.deepEqual(taken?.counts, { quarantined: 4 });
    const items = await world.ask<{ says: string }>(
      "select says from quarantine where file_name = 'years.csv' order by row_no",
    );
    assert.match(items[0]?.says ?? '', /0025-02-11 is in the year 0025/);
    assert.match(items[1]?.says ?? '', /in the year 1825/);
    assert.match(items[2]?.says ?? '', /more than 20 years ago: look at the year of birth/);
    assert.match(items[3]?.says ?? '', /in the year 0025/);
  });

  test('tells of reviews, so that nothing is overdue that was done; what cannot be is put aside', async () => {
    const header =
      'nhs_number,given_name,family_name,date_of_birth,expected_date_of_delivery,postcode,team_id,level_of_service,review_antenatal,review_new_birth,review_twelve_months,review_two_years';
    const lines = [
      ',Ivy,Reviewed,2024-01-10,,,luton-hv,Universal Plus,2023-12-01,2024-01-20,declined 2025-02-01,2026-02-10',
      ',Una,Reviewed,2026-06-01,,,luton-hv,,,,,',
      ',Tim,Toosoon,2026-01-01,,,luton-hv,,,,2026-03-01,',
      ',Lea,Future,2024-01-01,,,luton-hv,,,,,2099-01-01',
    ];
    const file = world.file('reviews.csv', `${[header, ...lines].join('\n')}\n`);
    const [taken] = await world.take(file);
    assert.deepEqual(taken?.counts, { 'taken on': 2, quarantined: 2 });
    const children = await world.ask<{ given: string; reviews: { code: string; outcome: string }[] }>(
      `select given_name as given, state::jsonb -> 'reviews' as reviews from child join child_state using (person_id) where family_name = 'Reviewed' order by 1`,
    );
    assert.deepEqual(
      children.map(({ given, reviews }) => [given, reviews.map((one) => `${one.code} ${one.outcome}`)]),
      [
        ['Ivy', ['antenatal done', 'new-birth done', 'twelve-months declined', 'two-years done']],
        ['Una', []],
      ],
    );
    const owed = await world.ask<{ given: string; key: string }>(
      `select c.given_name as given, d.key from deadline d join child c using (person_id)
       where c.family_name = 'Reviewed' and d.kind = 'review' order by d.due_at`,
    );
    // The file says nothing of Una's first weeks, so those reviews are not known, and not overdue.
    const expectedOwed = ['Una six-months', 'Una twelve-months', 'Una two-years'];
    assert.deepEqual(
      owed.map(({ given, key }) => `${given} ${key.split('/')[2]}`),
      expectedOwed,
    );
    const [level] = await world.ask<{ level: string; reason: string }>(
      `select f.data ->> 'level' as level, f.data ->> 'reason' as reason from fact f join child c using (person_id)
       where c.given_name = 'Ivy' and f.type = 'LevelChanged'`,
    );
    assert.deepEqual(level, { level: 'targeted', reason: 'The caseload file calls it Universal Plus' });
    const items = await world.ask<{ row_no: number; says: string; content: string }>(
      "select row_no, says, content from quarantine where file_name = 'reviews.csv' order by row_no",
    );
    assert.match(
      items[0]?.says ?? '',
      /could not happen on that day.*12 month review opens on 1 October 2026/,
    );
    assert.match(items[0]?.content ?? '', /"review_twelve_months":"2026-03-01"/);
    assert.match(items[1]?.says ?? '', /has not come yet/);
  });

  test('goes to the database by the batch: the statements grow with the batches, not with the rows', async (context) => {
    const rows = 6_000;
    const file = world.file('many.csv', caseloadOf(rows, 100_000));
    const begun = performance.now();
    const sent = await statementsDuring(() => world.take(file));
    // The rate is only told here: its target belongs to the benchmark, which has a machine to itself.
    context.diagnostic(
      `${sent} statements; ${Math.round((rows / (performance.now() - begun)) * 1000)} rows a second`,
    );
    assert.ok(sent < rows / 40, `${sent} statements for ${rows} rows`);
  });
});
