import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { bankHolidays } from '../../domain/calendar/holidays.ts';
import { defaultRuleSets } from '../../domain/calendar/time-limits.ts';
import { type Context, systemActor } from '../../domain/child/context.ts';
import type { Change } from '../child-store.ts';
import { demonstrationDirectory } from '../demonstration/directory.ts';
import { type Lines, type Taking, takeFile } from './files.ts';
import type { Batch, FileStore } from './ports.ts';

const context = (): Context => ({
  now: '2026-11-23T12:00:00.000Z',
  actor: systemActor,
  directory: demonstrationDirectory(),
  ruleSets: defaultRuleSets,
  holidays: bankHolidays,
});

/** A store whose batches are written when the test says so. */
function slowStore() {
  const begun: {
    readonly batch: Batch;
    readonly before: Promise<void>;
    readonly end: (how: 'written' | 'gone') => void;
  }[] = [];
  const store: FileStore = {
    begin: async ({ fileHash }) => ({
      fileHash,
      completedAt: null,
      rowsRead: 0,
      rowsTaken: 0,
      rowsQuarantined: 0,
      lastRow: 0,
    }),
    complete: async () => undefined,
    known: async () => [],
    namesakes: async () => [],
    putAway: async () => new Set(),
    clients: async () => [],
    areasOf: async () => new Map(),
    write: (batch, before) => new Promise((end) => begun.push({ batch, before, end })),
  };
  return { store, begun };
}

/** A file of so many batches, whose rows are numbers; each is a child of that id, and is told who was on the way. */
function takingOf(store: FileStore, batches: number) {
  async function* rows() {
    for (let row = 1; row <= batches * 500; row += 1) yield { kind: 'row' as const, row };
  }
  const onTheWays: (readonly string[])[] = [];
  const source: Lines<number> = {
    file: { fileHash: 'a-file', name: 'caseload.csv', kind: 'caseload' },
    lines: rows(),
    lineOf: (row) => row,
    onProgress: () => undefined,
  };
  async function take(
    rowsOfBatch: readonly number[],
    onTheWay: ReadonlySet<string>,
  ): Promise<Taking<number>> {
    onTheWays.push([...onTheWay]);
    const child = { born_on: null, mother_number: null } as Change['child'];
    const changes = [{ personId: `child ${rowsOfBatch[0]}`, child } as Change];
    return { judged: { changes, postcodes: [], quarantine: [], counts: {} }, left: [] };
  }
  return { result: takeFile(store, source, context, take), onTheWays };
}

async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 100_000 && !holds(); turn += 1) await nextTurn();
  assert.ok(holds());
}

describe('batches of a file', () => {
  test('are written two at once, never three, and the next is judged knowing the children of both', async () => {
    const { store, begun } = slowStore();
    const { result, onTheWays } = takingOf(store, 3);
    await until(() => onTheWays.length === 3);
    for (let turn = 0; turn < 20; turn += 1) await nextTurn();
    assert.equal(begun.length, 2);
    assert.deepEqual(onTheWays, [[], ['child 1'], ['child 1', 'child 501']]);
    begun[0]?.end('written');
    await until(() => begun.length === 3);
    begun[1]?.end('written');
    begun[2]?.end('written');
    assert.equal((await result).rowsTaken, 1500);
  });

  test('wait for the one before them, and are told when it was not written', async () => {
    const { store, begun } = slowStore();
    const { result } = takingOf(store, 2);
    await until(() => begun.length === 2);
    let told = 'nothing';
    const second = begun[1]?.before.then(
      () => 'written',
      (error: Error) => error.message,
    );
    void second?.then((word) => {
      told = word;
    });
    await nextTurn();
    assert.equal(told, 'nothing');
    begun[0]?.end('gone');
    assert.match((await second) ?? '', /left while it was taken in/);
    begun[1]?.end('written');
    await assert.rejects(result, /left while it was taken in/);
  });
});
