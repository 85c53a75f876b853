import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Pool } from 'pg';
import { addMinutes } from '../domain/calendar/time.ts';
import { acceptRestore } from './accept-restore.ts';
import { beginAnew } from './begin-anew.ts';
import { checkAll } from './check.ts';
import { KeptElsewhere, makeCheckpoint, openCheckpoints } from './checkpoint.ts';
import { noon, nursery } from './children.fixture.ts';
import { createPools, type Pools } from './pool.ts';
import { type TestDatabase, withDatabase } from './test-database.ts';

describe('a restore, and the looks (P9, P10)', () => {
  let database: TestDatabase;
  let pools: Pools;
  let pool: Pool;
  let folder: string;
  let nurse: Awaited<ReturnType<typeof nursery>>;
  let child: string;
  let older: string;
  let backups = 0;

  before(async () => {
    database = await withDatabase();
    pools = createPools({ ...database });
    pool = pools.admin;
    folder = mkdtempSync(path.join(tmpdir(), 'handhold-restore-'));
    nurse = await nursery(pool);
    older = await nurse.child();
    child = await nurse.child();
    await look(older, '2026-11-20T09:00:00Z');
    await look(older, '2026-11-20T10:00:00Z');
    await look(child, '2026-11-21T10:00:00Z');
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await pools.close();
    await database.close();
  });

  async function look(personId: string, at: string) {
    await pool.query(
      `insert into read_record (person_id, read_at, practitioner_id, team_id, role, page, why)
       values ($1, $2, 'amara-osei', 'luton-hv', 'health-visitor', 'child', 'Holds the child')`,
      [personId, at],
    );
  }

  const seen = (personId: string, at: string) =>
    nurse.done('hannah-whitlock', personId, { type: 'record-sighting', seenOn: at, where: 'At home' });

  async function findings(): Promise<readonly string[]> {
    const opened = await openCheckpoints(pool, folder);
    const result = await checkAll(pool, { ...opened, batchSize: 2 });
    return [...opened.findings, ...result.findings].map(({ personId, where, says }) =>
      `${personId ?? ''} ${where}: ${says}`.trim(),
    );
  }

  async function versionOf(personId: string): Promise<number> {
    const { rows } = await pool.query<{ version: number }>('select version from child where person_id = $1', [
      personId,
    ]);
    return rows[0]?.version ?? 0;
  }

  const checkpoint = (minute: number) => makeCheckpoint(pool, folder, addMinutes(noon, minute));
  const accept = (why = 'The disk failed') =>
    acceptRestore(pool, folder, { why, by: 'operator', now: addMinutes(noon, 600) });

  const kept = [
    'fact',
    'child',
    'child_state',
    'deadline',
    'handover',
    'accountable_period',
    'access',
    'escalation',
    'read_record',
    'checkpoint',
  ];

  /** What stands of the children and of the checkpoints, to be put back later. */
  async function backup(): Promise<() => Promise<void>> {
    backups += 1;
    const schema = `backup_${backups}`;
    await pool.query(`create schema ${schema}`);
    for (const name of kept) await pool.query(`create table ${schema}.${name} as table public.${name}`);
    return () => putBack(schema);
  }

  async function putBack(from: string): Promise<void> {
    const { rows } = await pool.query<{ name: string; columns: string }>(
      `select table_name as name, string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
       where table_schema = 'public' and table_name = any ($1) and is_generated = 'NEVER' group by table_name`,
      [kept],
    );
    for (const { name, columns } of rows)
      await pool.query(
        `truncate public.${name}; insert into public.${name} (${columns}) select ${columns} from ${from}.${name}`,
      );
  }

  test('looks that are gone, changed or put in are told, and no later checkpoint forgets them', async () => {
    await checkpoint(1);
    assert.deepEqual(await findings(), []);
    const restore = await backup();
    await pool.query(`delete from read_record where read_at = '2026-11-20T09:00:00Z'`);
    const gone = ['read_record: 1 of 2 looks of 2026-11-20 is gone'];
    assert.deepEqual(await findings(), gone);
    await checkpoint(2);
    assert.deepEqual(await findings(), gone, 'what was counted once is not counted again');
    await pool.query('delete from checkpoint where checkpoint_no = 2');
    rmSync(path.join(folder, 'checkpoints.jsonl'));
    await restore();
    await pool.query('delete from checkpoint');
    await checkpoint(1);
    for (const [change, says] of [
      [
        `update read_record set why = 'Asked by the court' where read_at = '2026-11-21T10:00:00Z'`,
        'read_record: the looks of 2026-11-21 are not those that the checkpoint counted: 1 then, 1 now',
      ],
      [
        `update read_record set read_at = '2026-11-20T12:00:00Z' where read_at = '2026-11-21T10:00:00Z'`,
        'read_record: the looks of 2026-11-20 are not those that the checkpoint counted: 2 then, 3 now',
      ],
    ] as const) {
      const undo = await backup();
      await pool.query(change);
      assert.ok((await findings()).includes(says), says);
      await undo();
      assert.deepEqual(await findings(), []);
    }
  });

  test('a checkpoint follows the one before: it puts no signature over what is gone', async () => {
    await seen(older, '2026-11-22');
    await checkpoint(20);
    const undo = await backup();
    await pool.query('delete from fact where person_id = $1 and version > 1', [older]);
    await pool.query(
      `update child set version = 1, head_hash = (select hash from fact f where f.person_id = $1 and version = 1) where person_id = $1`,
      [older],
    );
    await assert.rejects(checkpoint(21), /what number \d+ knew of .* is gone or was changed/);
    await undo();
    await checkpoint(22);
    assert.deepEqual(await findings(), []);
  });

  test('what a restore lost is named and accepted once, and what goes missing afterwards is told again', async () => {
    const to = await checkpoint(60);
    const restore = await backup();
    const had = await versionOf(child);
    await seen(child, '2026-11-23');
    const born = await nurse.child();
    const [lost, whole] = [await versionOf(child), await versionOf(born)];
    const facts = lost === had + 1 ? `fact ${lost}` : `facts ${had + 1} to ${lost}`;
    // A look of the time between the two checkpoints, by the database's own clock.
    const lookedAt = new Date(Date.parse(to.looks?.until ?? '') + 1).toISOString();
    await look(child, lookedAt);
    const newest = await checkpoint(120);
    await restore();
    await nurse.done('hannah-whitlock', older, { type: 'seal-address', why: 'Entered late' });

    const told = await findings();
    assert.ok(told.includes(`checkpoint: number ${newest.no} is missing in the database`), told.join('\n'));
    await assert.rejects(checkpoint(121), /does not know number \d+: was it restored/);

    const accepted = await accept();
    assert.ok(accepted.kind === 'accepted', JSON.stringify(accepted));
    assert.deepEqual(accepted.lost, [
      ...[`${born}: the whole record, ${whole} facts`, `${child}: ${facts}`].toSorted(),
      `1 of 1 looks of ${lookedAt.slice(0, 10)} is gone`,
    ]);
    assert.equal(accepted.agreesWith, to.no);
    const { restored, no } = accepted.checkpoint;
    assert.deepEqual(
      [restored?.to, restored?.why, restored?.by, restored?.streams, restored?.looks],
      [to.no, 'The disk failed', 'operator', 2, 1],
    );
    const named = readFileSync(path.join(folder, `lost-${String(no).padStart(8, '0')}.txt`), 'utf8');
    assert.ok(named.includes(born) && named.includes(child));
    const { rows } = await pool.query(
      'select restored_to, restored_why from checkpoint where checkpoint_no = $1',
      [no],
    );
    assert.deepEqual(rows, [{ restored_to: to.no, restored_why: 'The disk failed' }]);

    assert.deepEqual(await findings(), [], 'the new checkpoint stands');
    await checkpoint(180);
    assert.deepEqual(await findings(), []);
    const again = await accept();
    assert.ok(again.kind === 'refused' && /was taken away/.test(again.says), 'there is nothing to accept');

    const undo = await backup();
    for (const table of ['fact', 'child', 'child_state', 'accountable_period', 'access', 'deadline'])
      await pool.query(`delete from ${table} where person_id = $1`, [child]);
    assert.ok(
      (await findings()).includes(`${child} fact: the checkpoint knows this stream, and it is missing`),
    );
    const hidden = await accept('The disk failed');
    assert.equal(hidden.kind, 'refused', 'a stream that was taken away is no restore');
    await undo();
  });

  test('what is older than the restore must stand: somebody who took it away is not excused by one', async () => {
    await checkpoint(300);
    const restore = await backup();
    await seen(child, '2026-11-23');
    await checkpoint(360);
    await restore();
    const undo = await backup();
    await pool.query('delete from read_record where person_id = $1', [older]);
    const refused = await accept();
    assert.ok(refused.kind === 'refused');
    assert.deepEqual(
      refused.findings.map(({ says }) => says),
      ['2 of 2 looks of 2026-11-20 are gone'],
    );
    await undo();
    // The backup was taken of the restored database, so the loss itself can still be accepted.
    assert.equal((await accept()).kind, 'accepted');
    assert.deepEqual(await findings(), []);
    assert.ok(existsSync(path.join(folder, 'checkpoints.jsonl')));
  });

  test('a folder that is lost with its copies is begun anew by a person, who is named; where it is not lost, nothing is begun', async () => {
    const last = await checkpoint(420);
    const by = { by: 'operator', now: addMinutes(noon, 700) };
    const here = await beginAnew(pool, folder, { why: 'The disk failed', ...by });
    assert.ok(here.kind === 'refused' && /It is not lost/.test(here.says));
    const elsewhere = mkdtempSync(path.join(tmpdir(), 'handhold-anew-'));
    const at = (minute: number) => makeCheckpoint(pool, elsewhere, addMinutes(noon, minute));
    // As on an instance whose checkpoints another one keeps.
    await assert.rejects(at(421), KeptElsewhere);
    const lost = await openCheckpoints(pool, elsewhere);
    assert.match(
      lost.findings[0]?.says ?? '',
      /the folder none\. Put the copy of the folder back.*--begin-anew/,
    );

    const undo = await backup();
    await pool.query('delete from fact where person_id = $1 and version = 2', [older]);
    const broken = await beginAnew(pool, elsewhere, { why: 'The disk failed', ...by });
    assert.ok(broken.kind === 'refused' && broken.findings.length > 0, 'what is not well is not signed');
    await undo();

    const anew = await beginAnew(pool, elsewhere, { why: 'The disk failed', ...by });
    assert.ok(anew.kind === 'begun', JSON.stringify(anew));
    assert.equal(anew.checkpoint.no, last.no + 1);
    const { rows } = await pool.query(
      'select begun_why as why, begun_by as by from checkpoint where checkpoint_no = $1',
      [last.no + 1],
    );
    assert.deepEqual(rows, [{ why: 'The disk failed', by: 'operator' }]);
    const again = await beginAnew(pool, elsewhere, { why: 'Twice', ...by });
    assert.equal(again.kind, 'refused');
    // From then on it tells what goes missing, and a restore is accepted, as ever.
    rmSync(folder, { recursive: true });
    folder = elsewhere;
    assert.deepEqual(await findings(), []);
    const restore = await backup();
    await seen(child, '2026-11-23');
    await at(480);
    assert.deepEqual(await findings(), []);
    await restore();
    assert.ok((await findings()).some((says) => /is missing in the database/.test(says)));
    const accepted = await accept();
    assert.ok(accepted.kind === 'accepted' && accepted.agreesWith === last.no + 1, JSON.stringify(accepted));
    assert.deepEqual(await findings(), []);
  });
});
