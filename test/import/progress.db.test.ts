import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { clientRow, clientsWith } from './client-lines.ts';
import { caseloadOf, type ImportWorld, importWorld } from './import-world.ts';

/**
 * By the clock of this world every file takes long enough to report progress. Messages, which come by the folder, are in
 * messages.db.test.ts.
 */
describe('how far a long file is, is said', () => {
  let world: ImportWorld;
  before(async () => {
    world = await importWorld();
  });
  after(() => world.close());

  const directory =
    'kind,id,name,from,to,type,organisation,area,service,team,intake_team,lead,deputy,phone,email,out_of_hours,holding_desk,duty,ods_code,region,nation,in_network,row,priority,limit,unit\n' +
    'area,E09000003,Barnet,1997-04-01,,,,,,,,,,,,,,,,London,,yes,,,,\n';
  for (const [file, content, rows] of [
    ['caseload.csv', caseloadOf(3), 3],
    ['clients.csv', clientsWith(clientRow(1)), 1],
    ['postcodes.csv', 'pcds,dointr,doterm,oscty,oslaua\nLU1 2AB,198001,,E99999999,E06000032\n', 1],
    ['directory.csv', directory, 1],
  ] as const)
    test(`of ${file}`, async () => {
      const [taken] = await world.take(world.file(file, content));
      assert.equal(taken?.outcome, 'taken', taken?.says ?? '');
      assert.match(world.said.join('\n'), new RegExp(`^${file}: ${rows} rows, [\\d,]+ a second$`, 'm'));
    });
});
