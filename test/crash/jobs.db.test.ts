import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { SummaryToPass } from '../../src/application/pass-summary.ts';
import { addMinutes } from '../../src/domain/calendar/time.ts';
import { nthTestNumber } from '../../src/domain/identity/nhs-number.ts';
import { gatherMail } from '../../src/jobs/outbox.ts';
import { checkAll } from '../../src/postgres/check.ts';
import { childStore } from '../../src/postgres/child-store.ts';
import { noon, nursery } from '../../src/postgres/children.fixture.ts';
import { createPools, type Pools } from '../../src/postgres/pool.ts';
import { type TestDatabase, withDatabase } from '../../src/postgres/test-database.ts';
import { type Job, runJob } from './jobs.ts';
import { makeProgram, type Program } from './program.ts';

const children = 6;
/** Ninety days later every step of everything that is owed about an offer is due. */
const later = addMinutes(noon, 90 * 24 * 60);

describe('kill -9 in the sweep, in the outbox, while folding anew and in a change of the directory', () => {
  let database: TestDatabase;
  let pools: Pools;
  let nurse: Awaited<ReturnType<typeof nursery>>;
  let program: Program;
  const folder = mkdtempSync(path.join(tmpdir(), 'handhold-mail-'));
  before(async () => {
    program = await makeProgram(path.join(import.meta.dirname, 'jobs.fixture.ts'));
    database = await withDatabase();
    pools = createPools({ ...database });
    nurse = await nursery(pools.admin);
    for (let child = 0; child < children; child += 1) await nurse.offered();
  });
  after(async () => {
    await pools.close();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A program that runs the job and kills itself at this point. */
  function killed(killAt: string, ...job: Job): void {
    program.killed([database.adminUrl, ...job.map((word) => word ?? '')], killAt);
  }

  /** The same job, run after the crash. */
  const run = (...job: Job) => runJob(database.adminUrl, pools, job);

  async function count(text: string): Promise<number> {
    return (await pools.admin.query<{ n: number }>(`select count(*) as n from ${text}`)).rows[0]?.n ?? 0;
  }

  test('after a batch: what was raised stays raised once, the next sweep raises the rest and says when', async () => {
    const due = await count(`deadline where next_step_at <= '${later}'`);
    const steps = await count(`deadline, unnest(steps) as step where step <= '${later}'`);
    assert.ok(due > 3 && steps > 3 * due);
    killed('sweep-after-batch', 'sweep', later);
    const raised = await count('escalation');
    const told = await count("notice where code like 'overdue/%'");
    assert.ok(raised > 0 && told > 0, 'the first batch is there');
    assert.equal(await count(`deadline where next_step_at <= '${later}'`), due - 3);
    assert.equal(await count('sweep_run where completed_at is null'), 1, 'a killed sweep is not complete');
    await run('sweep', addMinutes(later, 1));
    assert.equal(await count(`deadline where next_step_at <= '${later}'`), 0);
    assert.equal(await count('escalation'), steps, 'every due step of every deadline, once');
    assert.equal(
      await count(
        `(select from notice where code like 'overdue/%' group by team_id, person_id, handover_id, code having count(*) > 1) twice`,
      ),
      0,
      'nobody is told one thing twice',
    );
    assert.equal(await count('sweep_run where completed_at is not null'), 1);
    await run('sweep', addMinutes(later, 2));
    assert.equal(await count('escalation'), steps);
  });

  test('after a nurse’s supervision was raised: each step stays raised once, and is told once', async () => {
    await pools.admin.query(
      `insert into supervision (team_id, nurse_id, held_on, supervisor_id, recorded_by, recorded_at) values ('luton-fnp', 'ewa-nowak', $1::timestamptz::date, 'x', 'x', $1)`,
      [addMinutes(later, -60 * 24 * 60)],
    );
    const open = await count('sweep_run where completed_at is null');
    killed('sweep-after-supervision', 'sweep', addMinutes(later, 3));
    assert.equal(await count('sweep_run where completed_at is null'), open + 1);
    const [raised, told] = [
      await count('supervision_escalation'),
      await count('notice where nurse_id is not null'),
    ];
    assert.ok(raised >= 3 && told >= 2, `${raised} raised, ${told} told`);
    await run('sweep', addMinutes(later, 4));
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
    killed('sweep-after-quarantine', 'sweep', addMinutes(later, 5));
    const before = await count(told);
    assert.deepEqual([await count('quarantine_escalation'), before > 4], [35, true]);
    await run('sweep', addMinutes(later, 6));
    assert.deepEqual([await count('quarantine_escalation'), await count(told)], [35, before]);
    // Each batch is a statement of its own: of three, the first was written and the others were not.
    await pools.admin.query('truncate quarantine_escalation');
    await pools.admin.query('update quarantine set next_step = 0, next_step_at = due_at');
    killed('sweep-after-batch-of-quarantine', 'sweep', addMinutes(later, 7));
    assert.equal(await count('quarantine_escalation'), 15);
    await run('sweep', addMinutes(later, 8));
    assert.equal(await count('quarantine_escalation'), 35);
  });

  test('after a mail went out and before that is noted: it goes out again as the same mail, and no other is lost', async () => {
    await gatherMail(pools.admin, later, 'https://handhold.example');
    const mails = await count('mail');
    assert.ok(mails > 1);
    killed('mail-after-send', 'mail', later, folder);
    assert.equal(readdirSync(folder).length, 1);
    assert.equal(await count('mail where sent_at is not null'), 0);
    const [file = ''] = readdirSync(folder);
    const first = readFileSync(path.join(folder, file), 'utf8');
    // Another sender takes the mail up only after the lease of the first has run out.
    await run('mail', addMinutes(later, 1), folder);
    await run('mail', addMinutes(later, 6), folder);
    assert.equal(await count('mail where sent_at is null'), 0);
    assert.equal(readdirSync(folder).length, mails);
    assert.equal(readFileSync(path.join(folder, file), 'utf8'), first, 'the same mail, Message-ID and all');
  });

  test('after a batch that was folded anew: the next start goes on from there, and the check is OK', async () => {
    await pools.admin.query(
      `update child_state set state = (state::jsonb - 'sightings')::json; update fold set version = 0`,
    );
    const older = "child_state where not state::jsonb ? 'sightings'";
    killed('refold-after-batch', 'refold');
    assert.equal(await count(older), children - 2, 'the first batch is kept');
    killed('refold-after-batch', 'refold');
    assert.equal(await count(older), children - 4, 'the second went on from it');
    assert.equal(await run('refold'), children - 4);
    assert.equal(await count(older), 0);
    assert.deepEqual((await checkAll(pools.admin)).findings, []);
  });

  test('a summary for the new record of an adopted child: killed between the two records or after both, sent again it stands once in each', async () => {
    const [own = '', newNumber = ''] = [1, 2].map((n) => nthTestNumber(n) ?? '');
    const [old, fresh] = [await nurse.child(noon, own), await nurse.child(noon, newNumber)];
    await nurse.done('grace-adeyemi', old, {
      type: 'end',
      reason: 'adopted',
      confirmedBy: 'Family court',
      detail: 'Adopted',
      newNumber,
      agreedBy: 'ruth-pemberton',
    });
    const summary: SummaryToPass = {
      personId: old,
      commandId: randomUUID(),
      expectedVersion: (await childStore(pools.admin).loadAny(old))?.version ?? 0,
      newNumber,
      text: 'Well, and up to date with vaccines',
      agreedBy: 'grace-adeyemi',
    };
    const stands = async () =>
      Promise.all([
        count(`fact where type = 'SummaryTaken' and person_id = '${fresh}'`),
        count(`fact where type = 'SummaryPassed' and person_id = '${old}'`),
      ]);
    for (const [point, taken, passed] of [
      ['before-append:take-summary', 0, 0],
      ['after-append:take-summary', 1, 0],
      ['before-append:pass-summary', 1, 0],
      ['after-append:pass-summary', 1, 1],
    ] as const) {
      killed(point, 'pass-summary', later, JSON.stringify(summary));
      assert.deepEqual(await stands(), [taken, passed], point);
    }
    assert.equal(await run('pass-summary', later, JSON.stringify(summary)), 'repeated');
    assert.deepEqual(await stands(), [1, 1]);
    assert.deepEqual((await checkAll(pools.admin)).findings, []);
  });

  /** The directory, and the offer that lies with this person, as they stand. */
  async function standing(who: string) {
    const { rows } = await pools.admin.query(
      `select p.status, (select count(*)::int from absence a where a.practitioner_id = p.id) as absences,
        (select count(*)::int from directory_change) as changes, (select version from directory_version) as version,
        (select count(*)::int from handover h where h.addressed_to = p.id) as addressed,
        (select count(*)::int from fact f where f.type = 'OfferReturnedToDesk' and f.data ->> 'practitionerId' = p.id) as returned
       from practitioner p where p.id = $1`,
      [who],
    );
    return rows[0];
  }

  for (const [job, command, who] of [
    ['leave', 'leave', 'kate-brennan'],
    ['disable', 'disable', 'nadia-farouk'],
    ['away', 'be-away', 'leo-marsh'],
  ] as const)
    test(`${command}: killed before it is committed nothing has happened, and sent again it happens once`, async () => {
      await nurse.offered(who);
      const before = await standing(who);
      assert.deepEqual([before.status, before.addressed, before.returned], ['present', 1, 0]);
      for (const point of [
        'before-append:return-offer',
        'after-append:return-offer',
        `directory-before-commit:${command}`,
      ]) {
        killed(point, job, later, who);
        assert.deepEqual(await standing(who), before, point);
      }
      await run(job, later, who);
      assert.deepEqual(await standing(who), {
        ...before,
        status: { leave: 'left', disable: 'disabled', away: 'present' }[job],
        absences: before.absences + (job === 'away' ? 1 : 0),
        changes: before.changes + 1,
        version: before.version + 1,
        addressed: 0,
        returned: 1,
      });
      assert.deepEqual((await checkAll(pools.admin)).findings, []);
    });

  for (const [who, was, does] of [
    ['nadia-farouk', 'disabled', { status: 'present' }],
    ['leo-marsh', 'present', { here: true }],
  ] as const)
    test(`back again, ${was === 'disabled' ? 'from an account that was switched off' : 'from an absence'}: killed before it is committed nothing has happened, and sent again it happens once`, async () => {
      const here = async () => {
        const { rows } = await pools.admin.query<{ here: boolean }>(
          'select not exists (select from absence where practitioner_id = $1 and (away_to is null or away_to > $2)) as here',
          [who, addMinutes(later, 1)],
        );
        return { ...(await standing(who)), ...rows[0] };
      };
      const before = await here();
      assert.deepEqual([before.status, before.here], [was, who !== 'leo-marsh']);
      killed('directory-before-commit:return', 'back', addMinutes(later, 1), who);
      assert.deepEqual(await here(), before);
      await run('back', addMinutes(later, 1), who);
      assert.deepEqual(await here(), {
        ...before,
        ...does,
        changes: before.changes + 1,
        version: before.version + 1,
      });
      assert.deepEqual((await checkAll(pools.admin)).findings, []);
    });

  test('a turn at the desk: killed before it is committed nobody sits there, and sent again one turn is begun and ended', async () => {
    const turns = () => count("duty_turn where practitioner_id = 'nadia-farouk'");
    const atDesk = () =>
      count(
        `ladder_name where team_id = 'ealing-hv' and step = 0 and names @> '[{"practitionerId": "nadia-farouk"}]'`,
      );
    const going = () =>
      count("duty_turn where practitioner_id = 'nadia-farouk' and ends_at - begun_at > interval '1 hour'");
    const sat = addMinutes(later, 2);
    await pools.admin.query("update practitioner set duty = false where id = 'nadia-farouk'");
    killed('directory-before-commit:act-as-duty', 'sit-down', sat, 'nadia-farouk');
    assert.deepEqual([await turns(), await going()], [0, 0]);
    await run('sit-down', sat, 'nadia-farouk');
    await run('sit-down', sat, 'nadia-farouk');
    assert.deepEqual([await turns(), await going(), await atDesk()], [1, 1, 1]);
    killed('directory-before-commit:end-duty', 'get-up', addMinutes(sat, 5), 'nadia-farouk');
    assert.deepEqual([await going(), await atDesk()], [1, 1]);
    await run('get-up', addMinutes(sat, 5), 'nadia-farouk');
    assert.deepEqual([await turns(), await going(), await atDesk()], [1, 0, 0]);
  });

  test('offers to somebody whose absence has begun lie on the desk one by one: killed after one, the next run returns the rest, and none twice', async () => {
    for (let offer = 0; offer < 3; offer += 1) await nurse.offered('samira-haddad', addMinutes(noon, offer));
    await pools.admin.query(`insert into absence (practitioner_id, away_from) values ('samira-haddad', $1)`, [
      addMinutes(noon, 60),
    ]);
    const addressed = () => count("handover where addressed_to = 'samira-haddad'");
    const returned = () => count("fact where type = 'OfferReturnedToDesk'");
    const before = await returned();
    killed('before-append:return-offer', 'return', later);
    assert.deepEqual([await addressed(), await returned()], [3, before]);
    killed('after-append:return-offer', 'return', later);
    assert.deepEqual([await addressed(), await returned()], [2, before + 1]);
    assert.equal(await run('return', later), 2);
    assert.deepEqual([await addressed(), await returned()], [0, before + 3]);
    assert.deepEqual((await checkAll(pools.admin)).findings, []);
  });

  test('children of whoever left come to the lead one by one: killed after one, the next run names the rest, and none twice', async () => {
    await run('leave', later, 'hannah-whitlock');
    const held = () => count("child where holder_practitioner = 'hannah-whitlock'");
    const named = () => count(`fact where type = 'PractitionerNamed'`);
    const [all, before] = [await held(), await named()];
    assert.ok(all > 2);
    killed('before-append:name-practitioner', 'rename', later);
    assert.deepEqual([await held(), await named()], [all, before]);
    killed('after-append:name-practitioner', 'rename', later);
    assert.deepEqual([await held(), await named()], [all - 1, before + 1]);
    assert.equal(await run('rename', later), all - 1);
    assert.deepEqual([await held(), await named()], [0, before + all]);
    assert.deepEqual((await checkAll(pools.admin)).findings, []);
  });

  test('an account and a team that are closed: killed before it is committed nothing has happened, and sent again it happens once', async () => {
    const closed = async () => {
      const { rows } = await pools.admin.query(
        `select (select account_closed_at is not null from practitioner where id = 'hannah-whitlock') as account,
          (select count(*)::int from session where practitioner_id = 'hannah-whitlock') as sessions,
          (select valid_to::text from team where id = 'hf-hv') as team, (select count(*)::int from directory_change) as changes,
          (select version from directory_version) as version`,
      );
      return rows[0];
    };
    await pools.admin.query(
      `insert into session (session_id, practitioner_id, data, expires_at) values ('an open one', 'hannah-whitlock', '{}', $1)`,
      [addMinutes(later, 60)],
    );
    const before = await closed();
    assert.deepEqual([before.account, before.sessions, before.team], [false, 1, null]);
    killed('directory-before-commit:close-account', 'close-account', later, 'hannah-whitlock');
    killed('directory-before-commit:close-team', 'close-team', later, 'hf-hv');
    assert.deepEqual(await closed(), before);
    await run('close-account', later, 'hannah-whitlock');
    await run('close-team', later, 'hf-hv');
    assert.deepEqual(await closed(), {
      account: true,
      sessions: 0,
      team: '2027-06-30',
      changes: before.changes + 2,
      version: before.version + 2,
    });
  });

  test('the last day of a team comes to its children one by one: killed after one, the next run tells the rest, and none twice', async () => {
    await pools.admin.query("update team set valid_to = '2027-03-31' where id = 'luton-hv'");
    await pools.admin.query('update directory_version set version = version + 1');
    const held = await count("child where holder_team = 'luton-hv' and care_status = 'in-care'");
    const told = () => count("fact where type = 'LastDaySet'");
    killed('before-append:set-last-day', 'last-days', later);
    assert.equal(await told(), 0);
    killed('after-append:set-last-day', 'last-days', later);
    assert.equal(await told(), 1);
    assert.equal(await run('last-days', later), held - 1);
    assert.equal(await told(), held);
    assert.equal(await run('last-days', later), 0);
    assert.deepEqual((await checkAll(pools.admin)).findings, []);
  });

  test('mail that is written when the program dies: what it was to tell is in one mail, whole, once it runs again', async () => {
    await gatherMail(pools.admin, later, 'https://handhold.example');
    const told = async () => ({
      mails: await count('mail'),
      untold: await count('notice where digest_id is null'),
      steps: await count('escalation where people_told_at is null and step >= 1'),
    });
    const rest = await told();
    assert.deepEqual([rest.untold, rest.steps], [0, 0]);
    await pools.admin.query(
      `insert into notice (team_id, for_lead, person_id, code, created_at)
       select team, false, (select person_id from child where not hushed(person_id, 'OfferReturnedToDesk') order by 1 limit 1), 'OfferReturnedToDesk', $1 from unnest(array['luton-hv', 'ealing-hv']) team`,
      [later],
    );
    await pools.admin.query(
      `update escalation e set people_told_at = null from (
         select person_id, key, from_at from escalation join deadline using (person_id, key, from_at) where step = 2 order by person_id, key limit 1) one
       where (e.person_id, e.key, e.from_at) = (one.person_id, one.key, one.from_at) and e.step = 2`,
    );
    const before = await told();
    assert.deepEqual([before.untold, before.steps], [2, 1]);
    killed('mail-before-commit', 'gather', addMinutes(later, 10));
    assert.deepEqual(await told(), before, 'nothing is told, and nothing counts as told');
    killed('mail-after-team', 'gather', addMinutes(later, 11));
    const half = await told();
    assert.deepEqual([half.untold, half.steps], [1, 0], 'one team has its mail');
    await run('gather', addMinutes(later, 12));
    const after = await told();
    assert.deepEqual([after.untold, after.steps], [0, 0]);
    assert.equal(
      await count(
        '(select digest_id from notice where digest_id is not null group by digest_id having count(distinct team_id) > 1) mixed',
      ),
      0,
    );
    assert.equal(after.mails - half.mails, 1);
  });
});
