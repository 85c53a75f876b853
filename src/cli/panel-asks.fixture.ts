import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { renameSync } from 'node:fs';
import path from 'node:path';
import { londonDate } from '../domain/calendar/time.ts';
import { asOwner, handhold } from './command-line.fixture.ts';

/** What a panel asks at the command line, and that each look is recorded (P10). */
export async function panelAsks(data: string): Promise<void> {
  await asOwner(data, async (pool) => {
    const one = async (where: string) => {
      const text = `select c.person_id as id from child c where c.care_status = 'in-care' and ${where} order by 1 limit 1`;
      return (await pool.query<{ id: string }>(text)).rows[0]?.id ?? '';
    };
    const looks = async (id: string) => {
      const text = `select page, why from read_record where person_id = $1 and practitioner_id = 'command-line' order by read_at`;
      return (await pool.query(text, [id])).rows;
    };
    const child = await one(`c.given_name = 'Wren' and c.family_name = 'Alder'`);
    const today = londonDate(new Date().toISOString());
    const ask = (...args: string[]) => handhold('who-held', '--data', data, ...args);

    const held = ask('--child', child, '--on', today, '--json');
    assert.equal(held.status, 0, held.stderr);
    const { personId, asKnownNow, asKnownThen } = JSON.parse(held.stdout);
    assert.equal(personId, child);
    assert.equal(asKnownNow.gapMinutes, 0);
    assert.partialDeepStrictEqual(asKnownNow.held, [{ teamId: 'luton-hv', practitionerId: 'amara-osei' }]);
    assert.deepEqual(asKnownThen, asKnownNow);
    const page = ask('--child', child, '--on', today);
    assert.equal(page.status, 0, page.stderr);
    assert.match(
      page.stdout,
      /Now\n {2}Amara Osei \(Luton health visiting\) answers for this child since [^\n]+\n {2}Ring: 020 7946 \d+\n {2}Out of hours: [^\n]*020 7946/,
    );
    assert.match(
      page.stdout,
      /At the duty desk of Luton health visiting \(020 7946 \d+\) then\n {2}Nobody took a turn\n/,
    );
    assert.match(page.stdout, /As known now\n {2}Amara Osei, Luton health visiting\n/);
    assert.match(page.stdout, /Minutes with nobody accountable: 0/);
    const asked = { page: 'who-held', why: 'Asked at the command line who held the child' };
    assert.deepEqual(await looks(child), [asked, asked]);

    for (const [args, status, says] of [
      [['--child', child, '--on', '2999-01-01'], 1, /still to come/],
      [['--child', randomUUID(), '--on', today], 1, /There is no child/],
      [['--child', child, '--on', 'yesterday'], 2, /needs --child with an id and --on/],
      [['--on', today], 2, /needs --child with an id/],
    ] as const) {
      const refused = ask(...args);
      assert.equal(refused.status, status, `${args.join(' ')}: ${refused.stderr}`);
      assert.match(refused.stderr, says);
      assert.equal(refused.stdout, '');
    }
    assert.deepEqual(
      await looks(child),
      [asked, asked],
      'what is refused for the question looked at nothing',
    );

    const sealed = await one('c.sealed');
    const { rows: places } = await pool.query<{ line: string }>(
      `select distinct data #>> '{address,lines,0}' as line from fact where person_id = $1 and data #>> '{address,lines,0}' is not null`,
      [sealed],
    );
    assert.ok(places.length > 0, 'a sealed child with a place to leave out');
    const written = handhold('export', '--data', data, '--child', sealed, '--why', 'A subject asks');
    assert.equal(written.status, 0, written.stderr);
    const exported = JSON.parse(written.stdout);
    assert.equal(exported.personId, sealed);
    assert.equal(exported.facts[0].fact.type, 'TakenOn');
    for (const { line } of places)
      assert.ok(!written.stdout.includes(line), 'a sealed place left by the export');
    assert.deepEqual(await looks(sealed), [{ page: 'export', why: 'A subject asks' }]);
    const unasked = handhold('export', '--data', data, '--child', sealed);
    assert.equal(unasked.status, 2);
    assert.match(unasked.stderr, /--why with a reason/);
    assert.equal(handhold('export', '--data', data, '--child', randomUUID(), '--why', 'x').status, 1);
  });
}

/** By its exit code whoever runs the check each night knows whether a person must look, and that a person has (P1, P9). */
export async function checkTells(data: string): Promise<void> {
  await asOwner(data, async (pool) => {
    const check = (status: number, ...args: string[]) => {
      const answered = handhold('check', '--json', '--data', data, ...args);
      assert.equal(answered.status, status, `${args.join(' ')}: ${answered.stdout}${answered.stderr}`);
      return JSON.parse(answered.stdout);
    };
    const { rows } = await pool.query<{ id: string; no: number }>(
      'select person_id as id, period_no as no from accountable_period where ended_at is not null and end_reason is null limit 1',
    );
    const [period] = rows;
    assert.ok(period, 'somebody has had two holders');
    const moved = (by: string) =>
      pool.query(
        'update accountable_period set ended_at = ended_at - $3::interval where person_id = $1 and period_no = $2',
        [period.id, period.no, by],
      );
    await moved('30 minutes');
    const gap = check(1);
    assert.equal(gap.ok, false);
    assert.ok(
      gap.findings.some(({ personId }: { personId: string }) => personId === period.id),
      'the child is named',
    );
    await moved('-30 minutes');
    const { no } = check(0, '--checkpoint').checkpoint;

    await pool.query('delete from checkpoint where checkpoint_no = $1', [no]);
    assert.match(check(1).findings[0].says, new RegExp(`number ${no} is missing in the database`));
    const why = 'The disk of the server failed';
    assert.equal(check(0, '--accept-restore', '--why', why).checkpoint.no, no + 1);
    assert.equal(check(0).against, no + 1);
    assert.match(check(1, '--accept-restore', '--why', why).says, /was not restored/);

    renameSync(path.join(data, 'checkpoints'), path.join(data, 'checkpoints-lost'));
    assert.match(check(1).findings[0].says, /begin anew: --begin-anew/);
    const anew = check(0, '--begin-anew', '--why', why);
    assert.deepEqual([anew.after, anew.checkpoint.no], [no + 1, no + 2]);
    assert.equal(check(0).against, no + 2);
    assert.match(check(1, '--begin-anew', '--why', why).says, /not lost/);
    const told = await pool.query(
      'select begun_why, begun_by is not null as named from checkpoint where begun_why is not null',
    );
    assert.deepEqual(told.rows, [{ begun_why: why, named: true }]);
  });
}
