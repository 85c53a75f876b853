import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import pg from 'pg';
import { OneTransaction } from './one-transaction.ts';

/** What a newer driver has to be looked at for, told by the test that it breaks. */
const { version } = createRequire(import.meta.url)('pg/package.json') as { readonly version: string };
const changed = `pg ${version} no longer does what OneTransaction stands on (decision 0018): keep the version before, or mend one-transaction.ts`;

/** A connection that only notes what goes out on it. */
function notingWire() {
  const sent: string[] = [];
  const note =
    (what: string) =>
    (given?: { readonly name?: string; readonly statement?: string }): void =>
      void sent.push([what, given?.name || given?.statement].filter(Boolean).join(' '));
  const wire = {
    stream: { cork: note('cork'), uncork: note('uncork') },
    parsedStatements: {},
    submittedNamedStatements: {} as Record<string, string>,
    ...Object.fromEntries(
      ['parse', 'bind', 'describe', 'execute', 'sync', 'flush', 'close', 'query'].map((name) => [
        name,
        note(name),
      ]),
    ),
  };
  return { sent, wire: wire as unknown as Parameters<OneTransaction<object>['submit']>[0] & typeof wire };
}

const one = { name: 'one', text: 'select $1::int as n', values: [1] };
const two = { name: 'two', text: 'select $1::text as said', values: ['two'] };

test('the driver has every call by which several statements share one Sync', () => {
  const query = pg.Query.prototype as unknown as Record<string, unknown>;
  for (const call of [
    'submit',
    'handleRowDescription',
    'handleDataRow',
    'handleCommandComplete',
    'handleReadyForQuery',
    'handleError',
  ])
    assert.equal(typeof query[call], 'function', `${call} is gone. ${changed}`);
  const made = new pg.Query({ text: 'select 1' }) as unknown as { readonly _result?: object };
  assert.ok(made._result && '_types' in made._result, `how values are read is kept elsewhere. ${changed}`);
  assert.equal(typeof pg.Connection.prototype.sync, 'function', `a connection syncs otherwise. ${changed}`);
});

test('each statement goes out whole and unsynced, one Sync stands behind all, and the book of what is on its way is kept', () => {
  const { sent, wire } = notingWire();
  assert.equal(new OneTransaction([one, two]).submit(wire), null);
  assert.deepEqual(
    sent.filter((what) => !what.endsWith('cork')),
    ['parse one', 'bind one', 'describe', 'execute', 'parse two', 'bind two', 'describe', 'execute', 'sync'],
    changed,
  );
  assert.equal(sent[0], 'cork', changed);
  assert.equal(sent.at(-1), 'uncork', changed);
  assert.deepEqual(wire.submittedNamedStatements, { one: one.text, two: two.text }, changed);
});

test('a statement that failed, and those behind it, are taken out of the book: the server does not know them', async () => {
  const { wire } = notingWire();
  const asked = new OneTransaction([one, two]);
  asked.submit(wire);
  asked.handleError(new Error('division by zero'), wire);
  assert.deepEqual(wire.submittedNamedStatements, {}, changed);
  await assert.rejects(asked.answered, /division by zero/);
});
