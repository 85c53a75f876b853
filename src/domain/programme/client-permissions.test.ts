import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemActor } from '../child/context.ts';
import { mayCommandClient } from './client-permissions.ts';

test('a message reports a death and records none: that is a nurse’s or a lead’s of her own site (P6)', () => {
  const own = [{ teamId: 'luton-fnp', as: 'holder' }] as const;
  const may = (role: 'system' | 'lead' | 'family-nurse', command: 'report-death' | 'record-death') =>
    mayCommandClient({ ...systemActor, role, teamId: 'luton-fnp' }, command, own);
  assert.deepEqual([may('system', 'report-death'), may('system', 'record-death')], [true, false]);
  for (const role of ['lead', 'family-nurse'] as const)
    assert.deepEqual([may(role, 'report-death'), may(role, 'record-death')], [false, true], role);
});
