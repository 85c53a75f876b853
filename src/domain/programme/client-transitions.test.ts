import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refusals } from '../language/refusals.ts';
import { type ClientCommandName, clientCommandNames } from './client-commands.ts';
import { clientCell } from './client-transitions.ts';
import { clientStatuses } from './statuses.ts';

const statuses = ['unknown', ...clientStatuses] as const;
const allowing = (name: ClientCommandName) => statuses.filter((status) => clientCell(status, name) === 'yes');

describe('the table of the client’s commands', () => {
  test('every command can be given in some status, and every refusal says why and what can be done', () => {
    for (const name of clientCommandNames) {
      assert.notDeepEqual(allowing(name), [], name);
      for (const status of statuses) {
        const says = clientCell(status, name);
        if (says !== 'yes') assert.match(`${refusals[says].says} ${refusals[says].canDo}`, /\..*\./, says);
      }
    }
  });

  test('she is referred once, and whoever is in the programme, or was to its end, is not enrolled again', () => {
    assert.deepEqual(allowing('refer'), ['unknown']);
    assert.deepEqual(allowing('enrol'), [
      'referred',
      'offered',
      'declined',
      'left-early',
      'ended-after-loss',
    ]);
  });

  test('whoever may be visited may leave, and nobody leaves twice', () => {
    const inProgramme = ['enrolled', 'paused', 'transferring-out'];
    assert.deepEqual(allowing('plan-visit'), inProgramme);
    assert.deepEqual(allowing('leave'), inProgramme);
  });

  test('a loss and a death are taken back wherever she stands, once she is known', () => {
    assert.deepEqual(allowing('take-back-death'), [...clientStatuses]);
  });
});
