import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { FaultyLine } from '../application/import/rows.ts';
import type { Directory, SiteRules } from '../domain/directory/directory.ts';
import { service, threeAreas } from '../domain/directory/three-areas.fixture.ts';
import type { Chunks } from './csv.ts';
import { readSites, type SiteRow, siteColumns, sitesOf } from './sites-csv.ts';

const sample = readFileSync(new URL('samples/sites.csv', import.meta.url), 'utf8');
const [header = '', newLine = '', transferLine = ''] = sample.split('\n');
const directory: Directory = {
  ...threeAreas,
  services: new Map([...threeAreas.services, ['luton-fnp', service('luton-fnp', { kind: 'fnp' })]]),
};

async function read(chunks: Chunks): Promise<{ sites: readonly SiteRules[]; faults: readonly FaultyLine[] }> {
  const rows: SiteRow[] = [];
  const faults: FaultyLine[] = [];
  for await (const line of readSites(chunks)) {
    if (line.kind === 'row') rows.push(line.row);
    if (line.kind === 'fault') faults.push(line);
  }
  const made = sitesOf(rows, directory);
  return { sites: made.sites, faults: [...faults, ...made.faults] };
}

/** The line of the sample for new clients, with some cells changed. */
function changed(cells: Readonly<Record<string, string>>, line = newLine): string {
  const names = header.split(',');
  const values = line.split(',');
  for (const [name, value] of Object.entries(cells)) values[names.indexOf(name)] = value;
  return values.join(',');
}

describe('a file of sites', () => {
  test('gives the versions of a site, with rules of their own for new clients and for transfers', async () => {
    const { sites, faults } = await read([sample]);
    assert.deepEqual(faults, []);
    const [first, second, ...more] = sites;
    assert.deepEqual(more, []);
    assert.deepEqual(first, {
      serviceId: 'luton-fnp',
      version: 'luton-2024',
      from: '2024-04-01',
      to: null,
      why: 'Agreed by the commissioner',
      catchment: ['E06000032'],
      endsAtMonths: 24,
      mayEndFromMonths: 12,
      caseloadPerWholeTime: 25,
      newClients: {
        ageLimit: 19,
        ageAt: 'last-period',
        wider: { ageLimit: 24, vulnerabilities: ['homelessness', 'looked-after'], atLeast: 1 },
        firstTimeMother: true,
        countsAsFirst: ['miscarriage', 'termination', 'stillbirth', 'removed-at-birth'],
        multipleBirths: true,
        aimDays: 112,
        limitDays: 195,
        lateBookingLimitDays: null,
        concealedAtAnyTime: false,
      },
      transfersIn: {
        ageLimit: 24,
        ageAt: 'last-period',
        wider: null,
        firstTimeMother: true,
        countsAsFirst: ['miscarriage', 'termination', 'stillbirth', 'removed-at-birth'],
        multipleBirths: true,
        aimDays: null,
        limitDays: null,
        lateBookingLimitDays: null,
        concealedAtAnyTime: false,
      },
    });
    assert.deepEqual(
      [second?.version, second?.from, second?.newClients, second?.transfersIn],
      ['luton-2027', '2027-04-01', null, null],
    );
  });

  test('has every column of the header, and says of a missing one which it is', async () => {
    assert.deepEqual(
      header.split(','),
      siteColumns.map(({ name }) => name),
    );
    const { faults } = await read([header.replace('catchment,', ''), '\n']);
    assert.match(faults[0]?.sentence ?? '', /lacks the column catchment$/);
  });

  test('takes any age, every need, and late and concealed pregnancies where the site does', async () => {
    const all = changed({ wider_needs: 'all', late_booking_limit: '32+6', concealed_at_any_time: 'yes' });
    const any = changed({ age_limit: 'any' }, transferLine);
    const { sites, faults } = await read([[header, all, any].join('\n')]);
    assert.deepEqual(faults, []);
    assert.equal(sites[0]?.newClients?.wider?.vulnerabilities.length, 10);
    assert.equal(sites[0]?.newClients?.lateBookingLimitDays, 230);
    assert.equal(sites[0]?.newClients?.concealedAtAnyTime, true);
    assert.equal(sites[0]?.transfersIn?.ageLimit, null);
  });

  const wrong: readonly (readonly [Readonly<Record<string, string>>, string, RegExp])[] = [
    [{ site: 'Luton' }, 'site', /small letters/],
    [{ from: 'spring' }, 'from', /not a date/],
    [{ to: '2020-01-01' }, 'to', /ends before it begins/],
    [{ why: '' }, 'why', /who decided/],
    [{ catchment: '' }, 'catchment', /at least one area/],
    [{ ends_at_months: '30' }, 'ends_at_months', /between 12 and 24/],
    [{ may_end_from_months: '25' }, 'ends_at_months', /not after its end/],
    [{ caseload: '0' }, 'caseload', /from 1 to 100/],
    [{ clients: 'all' }, 'clients', /new or transfer/],
    [{ takes: '' }, 'takes', /yes or no/],
    [{ takes: 'no' }, 'age_limit', /stays empty/],
    [{ age_limit: '' }, 'age_limit', /or any$/],
    [{ age_limit: '5' }, 'age_limit', /whole years/],
    [{ age_at: 'birth' }, 'age_at', /last-period or conception/],
    [{ wider_age_limit: '19' }, 'wider_age_limit', /above the age limit/],
    [{ wider_age_limit: '' }, 'wider_needs', /stays empty/],
    [{ wider_needs: 'poverty' }, 'wider_needs', /domestic-abuse/],
    [{ wider_at_least: '3' }, 'wider_age_limit', /not more than the list has/],
    [{ wider_at_least: '' }, 'wider_at_least', /from 1/],
    [{ first_time_mothers_only: '' }, 'first_time_mothers_only', /yes or no/],
    [{ counts_as_first: 'loss' }, 'counts_as_first', /miscarriage/],
    [{ multiple_births: 'twins' }, 'multiple_births', /yes or no/],
    [{ limit: '28' }, 'limit', /such as 28\+0 or 27\+6, or none/],
    [{ limit: '' }, 'limit', /or none/],
    [{ limit: 'none' }, 'limit', /nothing to aim at/],
    [{ aim: '29+0' }, 'limit', /aim lies after/],
    [{ late_booking_limit: '20+0' }, 'limit', /before the limit/],
    [{ concealed_at_any_time: '' }, 'concealed_at_any_time', /yes or no/],
    [{ site: 'luton-hv-service' }, 'site', /No service of the programme/],
    [{ catchment: 'E06000032 E99999999' }, 'catchment', /No area has the id E99999999/],
  ];
  for (const [cells, column, says] of wrong)
    test(`${JSON.stringify(cells)} is a fault of ${column}`, async () => {
      const same = Object.fromEntries(
        Object.entries(cells).filter(
          ([name]) => header.split(',').indexOf(name) < header.split(',').indexOf('clients'),
        ),
      );
      const { faults } = await read([[header, changed(cells), changed(same, transferLine)].join('\n')]);
      const found = faults.find((one) => one.line === 2);
      assert.ok(found, 'the line passed');
      assert.equal(found.column, column);
      assert.match(found.sentence, says);
    });

  const pairs: readonly (readonly [string, readonly string[], number, RegExp])[] = [
    ['one line alone', [newLine], 2, /no line for transfer; write one with takes no/],
    ['the same clients twice', [newLine, newLine, transferLine], 3, /two lines for new/],
    [
      'another end in the second line',
      [newLine, changed({ ends_at_months: '18' }, transferLine)],
      3,
      /line 2 is the first/,
    ],
  ];
  for (const [name, lines, line, says] of pairs)
    test(`${name} is a fault`, async () => {
      const { faults } = await read([[header, ...lines].join('\n')]);
      assert.equal(faults.length, 1);
      assert.equal(faults[0]?.line, line);
      assert.match(faults[0]?.sentence ?? '', says);
    });
});
