import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { isElsewhere, lockFolder } from './folder-lock.ts';
import { startedAt } from './processes.ts';

describe('the data folder’s lock', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'handhold-lock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const leave = (holder: object | string) =>
    writeFileSync(
      path.join(folder, 'handhold.lock'),
      typeof holder === 'string' ? holder : JSON.stringify(holder),
    );

  test('is held once, and free again after release', () => {
    const first = lockFolder(folder, 'handhold start');
    const second = lockFolder(folder, 'handhold check');
    assert.equal(first.kind, 'held');
    assert.ok(second.kind === 'refused');
    assert.equal(second.holder.pid, process.pid);
    assert.equal(second.holder.program, 'handhold start');
    if (first.kind === 'held') first.release();
    assert.deepEqual(readdirSync(folder), []);
    assert.equal(lockFolder(folder, 'handhold check').kind, 'held');
  });

  test('of a process that is gone is cleared', () => {
    const { pid } = spawnSync('true');
    leave({ pid, program: 'handhold start', host: '', ticks: null });
    assert.equal(lockFolder(folder, 'handhold start').kind, 'held');
  });

  test('whose number another process has now is cleared', { skip: startedAt(1) === null }, () => {
    leave({ pid: process.ppid, program: 'handhold start', host: '', ticks: '1' });
    assert.equal(lockFolder(folder, 'handhold start').kind, 'held');
  });

  test('of another host or container is never taken away, whatever its number is here', () => {
    const { pid: gone } = spawnSync('true');
    for (const pid of [process.pid, gone]) {
      leave({ pid, program: 'handhold start', host: 'another-container', ticks: '123' });
      const lock = lockFolder(folder, 'handhold start');
      assert.ok(lock.kind === 'refused');
      assert.equal(lock.holder.host, 'another-container');
      assert.ok(isElsewhere(lock.holder));
      assert.deepEqual(readdirSync(folder), ['handhold.lock']);
    }
  });

  test('of a process of this host that is gone is cleared', () => {
    const { pid } = spawnSync('true');
    leave({ pid, program: 'handhold start', host: hostname(), ticks: null });
    assert.equal(lockFolder(folder, 'handhold start').kind, 'held');
  });

  test('that cannot be read is cleared', () => {
    leave('not JSON');
    assert.equal(lockFolder(folder, 'handhold start').kind, 'held');
  });
});
