import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { nthTestNumber } from '../../src/domain/identity/nhs-number.ts';
import { caseloadOf, type ImportWorld, importWorld, rowOf } from './import-world.ts';

const program = fileURLToPath(new URL('./import.fixture.ts', import.meta.url));
const sample = fileURLToPath(new URL('../../src/fhir/samples/change-of-gp.xml', import.meta.url));

describe('an import that is killed', () => {
  let world: ImportWorld;
  before(async () => {
    world = await importWorld();
  });
  after(() => world.close());

  function run(file: string, killAt: string | null) {
    const env = { ...process.env, HANDHOLD_KILL_AT: killAt ?? '' };
    const ended = spawnSync(process.execPath, [program, world.adminUrl, file], {
      env,
      encoding: 'utf8',
    });
    if (killAt === null) assert.equal(ended.status, 0, ended.stderr);
    else assert.equal(ended.signal, 'SIGKILL', ended.stderr);
  }

  for (const killAt of ['import-after-batch:2', 'import-before-commit:3']) {
    test(`at ${killAt} and begun again loses nothing and does nothing twice`, async () => {
      await world.forget();
      // One line is another team's claim on a child of an earlier batch, one cannot be trusted.
      const claim = rowOf({
        nhs_number: nthTestNumber(10) ?? '',
        given_name: 'Given10',
        family_name: 'Family10',
        date_of_birth: '2024-02-10',
        team_id: 'ealing-hv',
      });
      const file = world.file(
        'killed.csv',
        `${caseloadOf(4_998)}${claim}\n${rowOf({ nhs_number: '9990000000' })}\n`,
      );
      run(file, killAt);
      const after = await world.tableCounts();
      assert.ok((after.child ?? 0) > 0 && (after.child ?? 0) < 4_998);
      run(file, null);
      const { child, accountable_period, access, quarantine } = await world.tableCounts();
      assert.deepEqual(
        { child, accountable_period, quarantine },
        { child: 4_998, accountable_period: 4_998, quarantine: 1 },
      );
      assert.equal(access, 4_999);
      const [file_] = await world.ask(
        'select rows_read, rows_taken, rows_quarantined, completed_at is not null as done from import_file',
      );
      assert.deepEqual(file_, { rows_read: 5_000, rows_taken: 4_999, rows_quarantined: 1, done: true });
    });
  }

  test('between the effect of a message and its receipt takes effect once', async () => {
    await world.forget();
    await world.take(
      world.file(
        'orla.csv',
        `nhs_number,given_name,family_name,date_of_birth,postcode,team_id\n9990011028,Orla,Fenwick,2025-02-11,,luton-hv\n`,
      ),
    );
    run(sample, 'import-message-before-kept');
    run(sample, null);
    assert.deepEqual(await world.ask("select count(*) as n from fact where type = 'GpRecorded'"), [{ n: 1 }]);
    assert.deepEqual(await world.ask('select count(*) as n from inbox_message'), [{ n: 1 }]);
  });
});
