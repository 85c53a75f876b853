import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { addMinutes } from '../../src/domain/calendar/time.ts';
import { gatherMail } from '../../src/jobs/outbox.ts';
import { checkAll } from '../../src/postgres/check.ts';
import { noon, nursery } from '../../src/postgres/children.fixture.ts';
import { createPools, type Pools } from '../../src/postgres/pool.ts';
import { type TestDatabase, withDatabase } from '../../src/postgres/test-database.ts';

const program = path.join(import.meta.dirname, 'jobs.fixture.ts');
const children = 6;
/** Forty days on, every step of every ladder is due. */
const later = addMinutes(noon, 40 * 24 * 60);

describe('kill -9 in the sweep, in the outbox and while folding anew', () => {
  let database: TestDatabase;
  let pools: Pools;
  const folder = mkdtempSync(path.join(tmpdir(), 'handhold-mail-'));
  before(async () => {
    database = await withDatabase();
    pools = createPools({ ...database });
    const nurse = await nursery(pools.admin);
    for (let child = 0; child < children; child += 1) await nurse.offered();
  });
  after(async () => {
    await pools.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function run(killAt: string | null, ...job: string[]): string {
    const ended = spawnSync(process.execPath, [program, database.adminUrl, ...job], {
      env: { ...process.env, HANDHOLD_KILL_AT: killAt ?? '' },
      encoding: 'utf8',
    });
    if (killAt === null) assert.equal(ended.status, 0, ended.stderr);
    else assert.equal(ended.signal, 'SIGKILL', ended.stderr);
    return ended.stdout;
  }

  async function count(text: string): Promise<number> {
    return (await pools.admin.query<{ n: number }>(`select count(*) as n from ${text}`)).rows[0]?.n ?? 0;
  }

  test('after a batch: what was raised stays raised once, the next sweep raises the rest and says when', async () => {
    const due = await count(`deadline where next_step_at <= '${later}'`);
    assert.ok(due > 3);
    run('sweep-after-batch', 'sweep', later);
    const raised = await count('escalation');
    const told = await count("notice where code like 'overdue/%'");
    assert.ok(raised > 0 && told > 0, 'the first batch is there');
    assert.equal(await count(`deadline where next_step_at <= '${later}'`), due - 3);
    assert.equal(await count('sweep_run where completed_at is null'), 1, 'a killed sweep is not complete');
    run(null, 'sweep', addMinutes(later, 1));
    assert.equal(await count(`deadline where next_step_at <= '${later}'`), 0);
    assert.equal(await count('escalation'), due * 5, 'every step of every deadline, once');
    assert.equal(
      await count(
        `(select from notice where code like 'overdue/%' group by team_id, person_id, handover_id, code having count(*) > 1) twice`,
      ),
      0,
      'nobody is told one thing twice',
    );
    assert.equal(await count('sweep_run where completed_at is not null'), 1);
    run(null, 'sweep', addMinutes(later, 2));
    assert.equal(await count('escalation'), due * 5);
  });

  test('after a nurse’s supervision was raised: each step stays raised once, and is told once', async () => {
    await pools.admin.query(
      `insert into supervision (team_id, nurse_id, held_on, supervisor_id, recorded_by, recorded_at) values ('luton-fnp', 'ewa-nowak', $1::timestamptz::date, 'x', 'x', $1)`,
      [addMinutes(later, -60 * 24 * 60)],
    );
    const open = await count('sweep_run where completed_at is null');
    run('sweep-after-supervision', 'sweep', addMinutes(later, 3));
    assert.equal(await count('sweep_run where completed_at is null'), open + 1);
    const [raised, told] = [
      await count('supervision_escalation'),
      await count('notice where nurse_id is not null'),
    ];
    assert.ok(raised >= 3 && told >= 2, `${raised} raised, ${told} told`);
    run(null, 'sweep', addMinutes(later, 4));
    assert.equal(await count('supervision_escalation'), raised);
    assert.equal(await count('notice where nurse_id is not null'), told);
  });

  test('after the steps of quarantine were raised: each stays raised once, and is told once', async () => {
    await pools.admin.query(
      `insert into quarantine (item_key, received_at, source, file_name, reason, says, content, team_id)
       select 'item ' || n, $1, 'nems', 'invented.xml', 'malformed', '', '', 'luton-hv' from generate_series(1, 7) n`,
      [addMinutes(later, -60 * 24 * 60)],
    );
    const told = "notice where code like 'quarantine/%' or code like 'last-step/%/settle-message'";
    run('sweep-after-quarantine', 'sweep', addMinutes(later, 5));
    const before = await count(told);
    assert.deepEqual([await count('quarantine_escalation'), before > 4], [35, true]);
    run(null, 'sweep', addMinutes(later, 6));
    assert.deepEqual([await count('quarantine_escalation'), await count(told)], [35, before]);
    // A batch at a time and in its own statement: the first of three was written, the others were not.
    await pools.admin.query('truncate quarantine_escalation');
    await pools.admin.query('update quarantine set next_step = 0, next_step_at = due_at');
    run('sweep-after-batch-of-quarantine', 'sweep', addMinutes(later, 7));
    assert.equal(await count('quarantine_escalation'), 15);
    run(null, 'sweep', addMinutes(later, 8));
    assert.equal(await count('quarantine_escalation'), 35);
  });

  test('after a mail went out and before that is noted: it goes out again as the same mail, and no other is lost', async () => {
    await gatherMail(pools.admin, later, 'https://handhold.example');
    const mails = await count('mail');
    assert.ok(mails > 1);
    run('mail-after-send', 'mail', later, folder);
    assert.equal(readdirSync(folder).length, 1);
    assert.equal(await count('mail where sent_at is not null'), 0);
    const [file = ''] = readdirSync(folder);
    const first = readFileSync(path.join(folder, file), 'utf8');
    // Its lease runs out before another sender takes it up.
    run(null, 'mail', addMinutes(later, 1), folder);
    run(null, 'mail', addMinutes(later, 6), folder);
    assert.equal(await count('mail where sent_at is null'), 0);
    assert.equal(readdirSync(folder).length, mails);
    assert.equal(readFileSync(path.join(folder, file), 'utf8'), first, 'the same mail, Message-ID and all');
  });

  test('after a batch that was folded anew: the next start goes on from there, and the check is OK', async () => {
    await pools.admin.query(
      `update child_state set state = (state::jsonb - 'sightings')::json; update fold set version = 0`,
    );
    const older = "child_state where not state::jsonb ? 'sightings'";
    run('refold-after-batch', 'refold');
    assert.equal(await count(older), children - 2, 'the first batch is kept');
    run('refold-after-batch', 'refold');
    assert.equal(await count(older), children - 4, 'the second went on from it');
    assert.equal(Number(run(null, 'refold')), children - 4);
    assert.equal(await count(older), 0);
    assert.deepEqual((await checkAll(pools.admin)).findings, []);
  });
});
