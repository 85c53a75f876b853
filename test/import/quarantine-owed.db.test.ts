import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sweep } from '../../src/postgres/sweep.ts';
import { caseloadWith, type ImportWorld, importWorld, rowOf } from './import-world.ts';

const samples = fileURLToPath(new URL('../../src/fhir/samples/', import.meta.url));
const sample = (name: string) => readFileSync(`${samples}${name}`, 'utf8');

type Owed = { team_id: string | null; kind: string; row_id: string; due_at: string };

describe('what lies in quarantine is owed from the moment it is kept', () => {
  let world: ImportWorld;
  before(async () => {
    world = await importWorld();
    await world.take(
      world.file(
        'postcodes.csv',
        'pcds,dointr,doterm,oscty,oslaua\nLU1 2AB,198001,,E99999999,E06000032\nW5 2UB,198001,,E99999999,E09000009\n',
      ),
    );
  });
  beforeEach(() => world.forget());
  after(() => world.close());

  const owed = () =>
    world.ask<Owed>('select team_id, kind, row_id, due_at from quarantine order by received_at, row_no');

  test('a birth without a known place is owed by the holding desk on the same day, and somebody is told (A43)', async () => {
    const birth = sample('birth.xml').replaceAll(/LU1 ?2AB/g, 'ZQ9 9ZZ');
    const [taken] = await world.take(world.file('birth.xml', birth));
    assert.equal(taken?.reason, 'unknown-place');
    assert.deepEqual(await owed(), [
      { team_id: null, kind: 'settle-birth', row_id: 'H50', due_at: '2026-11-23T17:00:00.000Z' },
    ]);
    await sweep(world.pools.admin, { now: '2026-11-23T12:01:00.000Z', sweeper: 'test' });
    const raised = await sweep(world.pools.admin, { now: '2027-02-23T12:00:00.000Z', sweeper: 'test' });
    assert.deepEqual([raised.raised, raised.stillOpen], [5, 1]);
    const told = await world.ask<{ code: string }>(
      `select code from notice where team_id = 'network-holding-desk' order by created_at`,
    );
    assert.equal(told[0]?.code, 'quarantine/new/settle-birth/1');
    assert.ok(told.length > 1);
  });

  test('a move of a child whom nobody knows is owed by the team of the place, as every move is', async () => {
    const move = sample('change-of-address.xml');
    await world.take(world.file('move.xml', move));
    const [item] = await owed();
    assert.deepEqual([item?.kind, item?.row_id], ['settle-move', '1']);
    assert.match(item?.team_id ?? '', /-hv$/);
    assert.equal(item?.due_at, '2026-11-24T17:00:00.000Z');
  });

  test('a death is owed at once by the team that holds the child', async () => {
    const dying = { nhs_number: '9990011052', date_of_birth: '2024-09-09', team_id: 'ealing-hv' };
    await world.take(world.file('a.csv', caseloadWith(rowOf(dying))), `${samples}death-formal.xml`);
    const [item] = await owed();
    assert.deepEqual([item?.team_id, item?.kind], ['ealing-hv', 'settle-death']);
    assert.match(item?.due_at ?? '', /^2026-11-23T14:00:00/);
  });

  test('a line of a file is owed by the team that it names; what cannot be read on the same day', async () => {
    await world.take(
      world.file('b.csv', caseloadWith(rowOf({ nhs_number: '9990011029' }))),
      world.file('c.xml', '<Bundle'),
    );
    assert.deepEqual(
      (await owed()).map(({ team_id, kind, row_id }) => [team_id, kind, row_id]),
      [
        ['luton-hv', 'settle-row', 'H53'],
        [null, 'settle-message', 'H52'],
      ],
    );
  });

  test('the same again is owed once', async () => {
    const file = world.file('again.xml', '<Bundle');
    await world.take(file);
    const before = await world.tableCounts();
    await world.take(file);
    assert.deepEqual(await world.tableCounts(), before);
  });
});
