import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { QuarantineDecision } from '../../src/application/import/decision.ts';
import { nthTestNumber } from '../../src/domain/identity/nhs-number.ts';
import { checkAll } from '../../src/postgres/check.ts';
import { loadDirectory } from '../../src/postgres/directory-store.ts';
import { makeProgram, type Program } from '../crash/program.ts';
import { clientRow, clientsWith } from './client-lines.ts';
import { caseloadOf, caseloadWith, type ImportWorld, importWorld, rowOf } from './import-world.ts';
import { settleAs } from './settling.ts';
import { testNow } from './test-now.ts';

const fixture = (name: string) => path.join(import.meta.dirname, name);
const samples = fileURLToPath(new URL('../../src/fhir/samples/', import.meta.url));
const sample = `${samples}change-of-gp.xml`;
/** The sample with its own names for what the directory of the demonstration calls so. */
const sampleOf = (name: string) =>
  readFileSync(`${samples}${name}`, 'utf8').replaceAll('luton-fnp,', 'luton-fnp-service,');

describe('an import that is killed', () => {
  let world: ImportWorld;
  let importer: Program;
  let settler: Program;
  before(async () => {
    importer = await makeProgram(fixture('import.fixture.ts'));
    settler = await makeProgram(fixture('settle.fixture.ts'));
    world = await importWorld();
  });
  after(() => world.close());

  function killed(file: string, killAt: string): void {
    importer.killed([world.adminUrl, file, testNow], killAt);
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
        `${caseloadOf(2_498)}${claim}\n${rowOf({ nhs_number: '9990000000' })}\n`,
      );
      killed(file, killAt);
      const after = await world.tableCounts();
      assert.ok((after.child ?? 0) > 0 && (after.child ?? 0) < 2_498);
      await world.take(file);
      const { child, accountable_period, access, quarantine } = await world.tableCounts();
      assert.deepEqual(
        { child, accountable_period, quarantine },
        { child: 2_498, accountable_period: 2_498, quarantine: 1 },
      );
      assert.equal(access, 2_499);
      const [file_] = await world.ask(
        'select rows_read, rows_taken, rows_quarantined, completed_at is not null as done from import_file',
      );
      assert.deepEqual(file_, { rows_read: 2_500, rows_taken: 2_499, rows_quarantined: 1, done: true });
    });
  }

  for (const killAt of ['import-before-commit:1', 'import-after-batch:2']) {
    test(`with clients at ${killAt} and begun again takes each once, with her child`, async () => {
      await world.forget();
      const rows = Array.from({ length: 510 }, (_, n) => clientRow(n));
      const file = world.file('clients.csv', clientsWith(clientRow(900, { nurse_id: 'nobody' }), ...rows));
      killed(file, killAt);
      await world.take(file);
      const { client, client_child, child, quarantine } = await world.tableCounts();
      assert.deepEqual(
        { client, client_child, child, quarantine },
        { client: 510, client_child: 510, child: 510, quarantine: 1 },
      );
      assert.deepEqual(
        await world.ask(
          'select rows_read, rows_taken, rows_quarantined, completed_at is not null as done from import_file',
        ),
        [{ rows_read: 511, rows_taken: 510, rows_quarantined: 1, done: true }],
      );
      assert.deepEqual(await world.ask('select from consequence where answered_at is null'), []);
    });
  }

  /** Everything that the directory says, of sites too, and how often an entry has changed; its version moves with each writing. */
  async function directoryStands() {
    const { directory, holidays } = await loadDirectory(world.pools.admin);
    const past = await world.ask('select kind, entry_id, until from directory_past order by 1, 2, 3');
    return { ...directory, version: null, holidays, past };
  }

  for (const kind of ['directory', 'sites'] as const)
    test(`of ${kind}, killed between its entries, what was read of it and its end: taken in again it changes nothing twice and is complete`, async () => {
      await world.forget();
      const file = world.file(`${kind}.csv`, sampleOf(`${kind}.csv`));
      const progress = () =>
        world.ask<{ read: number; taken: number; quarantined: number; done: boolean }>(
          'select rows_read as read, rows_taken as taken, rows_quarantined as quarantined, completed_at is not null as done from import_file',
        );
      const before = await directoryStands();
      killed(file, 'before-commit');
      assert.deepEqual(await directoryStands(), before, 'half of a file is none of it');
      killed(file, 'import-after-entries');
      const stands = await directoryStands();
      assert.notDeepEqual(stands, before);
      assert.deepEqual(await progress(), [{ read: 0, taken: 0, quarantined: 0, done: false }]);
      killed(file, 'import-after-progress');
      const [noted] = await progress();
      assert.ok(noted && noted.read > 0 && noted.taken === noted.read && !noted.done);
      assert.equal((await world.take(file))[0]?.outcome, 'taken');
      assert.deepEqual(await progress(), [{ ...noted, done: true }]);
      assert.equal((await world.take(file))[0]?.outcome, 'repeated');
      assert.deepEqual(await directoryStands(), stands);
      assert.equal((await world.tableCounts()).quarantine, 0);
    });

  test('of postcodes, killed after a batch: begun again it goes on behind it, and each postcode stands once', async () => {
    await world.forget();
    const letters = [...'ABDEFGHJLN'];
    const pairs = letters.flatMap((one) => letters.map((other) => one + other));
    const rows = pairs.flatMap((pair) =>
      Array.from({ length: 10 }, (_, n) => `"LU9 ${n}${pair}","198001","","E99999999","E06000032"`),
    );
    const file = world.file('postcodes.csv', `pcds,dointr,doterm,oscty,oslaua\n${rows.join('\n')}\n`);
    const ours = async () =>
      (
        await world.ask<{ n: number }>("select count(*) as n from postcode_area where postcode like 'LU9 %'")
      )[0]?.n;
    killed(file, 'import-after-batch:1');
    assert.equal(await ours(), 500);
    await world.take(file);
    assert.equal(await ours(), 1_000);
    assert.deepEqual(
      await world.ask(
        'select rows_read as read, rows_taken as taken, completed_at is not null as done from import_file',
      ),
      [{ read: 1_000, taken: 1_000, done: true }],
    );
  });

  test('between the effect of a message and its receipt takes effect once', async () => {
    await world.forget();
    await world.take(
      world.file(
        'orla.csv',
        `nhs_number,given_name,family_name,date_of_birth,postcode,team_id\n9990011028,Orla,Fenwick,2025-02-11,,luton-hv\n`,
      ),
    );
    killed(sample, 'import-message-before-kept');
    await world.take(sample);
    assert.deepEqual(await world.ask("select count(*) as n from fact where type = 'GpRecorded'"), [{ n: 1 }]);
    assert.deepEqual(await world.ask('select count(*) as n from inbox_message'), [{ n: 1 }]);
  });

  const confirmed = { settlement: 'confirmed', confirmedBy: 'Dr Sample', note: 'Rang the ward' } as const;
  const rightNumber = {
    settlement: 'import-after-correction',
    corrections: { nhs_number: '9990011028' },
    note: 'The mother read it out',
  } as const;
  const withoutNumber = {
    ...rightNumber,
    corrections: { nhs_number: '', date_of_birth: '2024-03-31' },
  } as const;

  const newest = async () =>
    (
      await world.ask<{ id: string }>(
        'select quarantine_id as id from quarantine order by received_at desc, row_no desc limit 1',
      )
    )[0]?.id ?? '';
  /** Settles the newest item in a program of its own, which is killed at that point. */
  async function killedSettling(killAt: string, decision: QuarantineDecision): Promise<void> {
    settler.killed([world.appUrl, await newest(), JSON.stringify(decision)], killAt);
  }
  const settles = async (decision: QuarantineDecision) =>
    settleAs(world.pools.app, await newest(), decision, 'grace-adeyemi');
  const open = async () =>
    (await world.ask<{ n: number }>('select count(*) as n from quarantine where settled_at is null'))[0]?.n;
  const kinds = async () =>
    (await world.ask<{ type: string }>('select type from fact order by recorded_at, version')).map(
      ({ type }) => type,
    );

  for (const [what, decision, cells] of [
    ['a line with a number', rightNumber, { nhs_number: '9990011029' }],
    ['a line without one', withoutNumber, { nhs_number: '', date_of_birth: '2099-01-01' }],
  ] as const)
    test(`${what} that a person takes in, killed before that is kept: the item stays open, and settled again has one effect`, async () => {
      await world.forget();
      await world.take(world.file('wrong.csv', caseloadWith(rowOf(cells))));
      await killedSettling('settle-before-kept', decision);
      assert.equal((await world.tableCounts()).child, 1);
      assert.equal(await open(), 1, 'nobody was told that it is settled');
      const taken = await kinds();
      assert.equal((await settles(decision)).kind, 'settled');
      assert.deepEqual([await open(), await kinds()], [0, taken]);
      assert.deepEqual((await checkAll(world.pools.admin)).findings, []);
    });

  test('a death that a person confirms, killed after each step: it ends once, and no message about it is forgotten', async () => {
    await world.forget();
    const dying = rowOf({ nhs_number: '9990011052', date_of_birth: '2024-09-09' });
    await world.take(
      world.file('a.csv', caseloadWith(dying)),
      `${samples}death-informal.xml`,
      `${samples}death-formal.xml`,
    );
    assert.equal(await open(), 2);
    const ends = async () => (await kinds()).filter((type) => type === 'AccountabilityEnded').length;
    for (const [point, ended, still] of [
      ['before-append:end', 0, 2],
      ['after-append:end', 1, 2],
      ['settle-before-kept', 1, 2],
      ['settle-before-same', 1, 1],
    ] as const) {
      await killedSettling(point, confirmed);
      assert.deepEqual([await ends(), await open()], [ended, still], point);
    }
    // The other message is still somebody’s to settle: by the list it is the only one left.
    await world.ask(
      "update quarantine set received_at = received_at + interval '1 hour' where settled_at is null",
    );
    assert.match((await settles(confirmed)).says, /ended already/);
    assert.deepEqual([await ends(), await open()], [1, 0]);
    assert.deepEqual((await checkAll(world.pools.admin)).findings, []);
  });
});
