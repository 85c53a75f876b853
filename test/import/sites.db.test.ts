import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { siteRulesOn } from '../../src/domain/programme/sites.ts';
import { loadDirectory } from '../../src/postgres/directory-store.ts';
import { type ImportWorld, importWorld } from './import-world.ts';

const sample = readFileSync(new URL('../../src/fhir/samples/sites.csv', import.meta.url), 'utf8').replaceAll(
  'luton-fnp,',
  'luton-fnp-service,',
);

describe('a file of sites, and one of the directory', () => {
  let world: ImportWorld;
  before(async () => {
    world = await importWorld();
  });
  after(() => world.close());

  const rulesOn = async (day: string) => {
    const rules = siteRulesOn((await loadDirectory(world.pools.app)).directory, 'luton-fnp', day);
    return [
      rules?.version,
      rules?.newClients?.ageLimit ?? 'none',
      rules?.newClients?.wider?.ageLimit ?? 'none',
    ];
  };

  test('with a fault changes nothing, and tells a person which line is wrong', async () => {
    const [faulty] = await world.take(world.file('faulty.csv', sample.replace('16+0', '16')));
    assert.deepEqual(faulty?.counts, { quarantined: 1, 'not taken because of them': 3 });
    assert.deepEqual(await rulesOn('2026-11-23'), ['luton-2020', 19, 'none']);
    const waiting = await world.ask<{ says: string }>('select says from quarantine');
    assert.match(waiting[0]?.says ?? '', /such as 28\+0 .*column aim/);
  });

  test('gives the site its rules from their day on, and again changes nothing', async () => {
    const file = world.file('sites.csv', sample);
    const [taken] = await world.take(file);
    assert.deepEqual([taken?.kind, taken?.counts], ['sites', { taken: 4 }]);
    assert.deepEqual(await rulesOn('2024-03-31'), ['luton-2020', 19, 'none']);
    assert.deepEqual(await rulesOn('2026-11-23'), ['luton-2024', 19, 24]);
    assert.deepEqual(await rulesOn('2027-04-01'), ['luton-2027', 'none', 'none']);
    assert.equal((await world.take(file))[0]?.outcome, 'repeated');
  });

  const head =
    'kind,id,name,from,to,type,organisation,area,service,team,intake_team,lead,deputy,phone,email,out_of_hours,holding_desk,duty,ods_code,region,nation,in_network,row,priority,limit,unit';
  const service =
    'service,barnet-hv-service,Health visiting Barnet,2026-04-01,,health-visiting,barnet,E09000003,,,barnet-hv,,,,,,,,,,,,,,,';
  const barnet = [
    head,
    'area,E09000003,Barnet,1997-04-01,,,,,,,,,,,,,,,,London,,yes,,,,',
    'organisation,barnet,Invented Barnet Community Services,2026-04-01,,,,,,,,,,,,,,,Z9903,,,,,,,',
    service,
    'team,barnet-hv,"Health visiting, Barnet",2026-04-01,,health-visiting,barnet,E09000003,barnet-hv-service,,,nell-ashby,,01632 960031,barnet@example.test,Ring 111,no,,,,,,,,,',
    'practitioner,nell-ashby,Nell Ashby,2026-04-01,,lead,,,,barnet-hv,,,,01632 960032,nell@example.test,,,yes,,,,,,,,',
  ];
  const found = async () => {
    const { directory } = await loadDirectory(world.pools.app);
    const { teams, practitioners, services, areas, version } = directory;
    const one = (id: string) => ({ team: teams.has(id), lead: teams.get(id)?.leadId ?? null });
    return {
      ...one('barnet-hv'),
      service: services.get('barnet-hv-service')?.intakeTeamId ?? null,
      person: practitioners.get('nell-ashby')?.role ?? null,
      inNetwork: areas.get('E09000003')?.inNetwork ?? false,
      others: teams.has('luton-hv') && practitioners.has('amara-osei'),
      version,
    };
  };

  test('a directory file with one reference that leads nowhere changes nothing, and the line is named', async () => {
    const before = await found();
    const faulty = barnet.map((line) =>
      line === service ? line.replace(',barnet-hv,', ',barnet-desk,') : line,
    );
    const [file] = await world.take(world.file('directory-faulty.csv', `${faulty.join('\n')}\n`));
    assert.equal(file?.kind, 'directory');
    assert.deepEqual(file?.counts, { quarantined: 1, 'not taken because of them': 5 });
    assert.deepEqual(await found(), before);
    const [item] = await world.ask<{ says: string; row_no: number }>(
      `select says, row_no from quarantine where file_name = 'directory-faulty.csv'`,
    );
    assert.match(item?.says ?? '', /No team has the id barnet-desk.*column intake_team/);
    assert.equal(item?.row_no, 4);
  });

  test('a directory file puts an area, its service, team and people beside what stands, and again changes nothing', async () => {
    const before = await found();
    const file = world.file('directory.csv', `${barnet.join('\n')}\n`);
    const [taken] = await world.take(file);
    assert.deepEqual([taken?.kind, taken?.outcome, taken?.counts], ['directory', 'taken', { taken: 5 }]);
    const now = await found();
    assert.deepEqual(
      { ...now, version: null },
      {
        team: true,
        lead: 'nell-ashby',
        service: 'barnet-hv',
        person: 'lead',
        inNetwork: true,
        others: true,
        version: null,
      },
    );
    assert.ok(now.version > before.version);
    assert.equal((await world.take(file))[0]?.outcome, 'repeated');
    assert.deepEqual(await found(), now);
    // A line that is there already, in another file, points to what the first one brought.
    const renamed = service.replace('Health visiting Barnet', 'Health visiting in Barnet');
    const [second] = await world.take(world.file('renamed.csv', `${head}\n${renamed}\n`));
    assert.deepEqual(second?.counts, { taken: 1 });
    const { directory } = await loadDirectory(world.pools.app);
    assert.equal(directory.services.get('barnet-hv-service')?.intakeTeamId, 'barnet-hv');
    assert.equal(directory.teams.get('barnet-hv')?.leadId, 'nell-ashby');
  });
});
