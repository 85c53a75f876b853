import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { clientChildRows, clientRow } from '../src/application/client-project.ts';
import { canonical } from '../src/application/fact-chain.ts';
import { foldVersion } from '../src/application/fold-version.ts';
import { childRow, handoverRows } from '../src/application/project.ts';
import { foldChild } from '../src/domain/child/evolve.ts';
import type { StoredFact } from '../src/domain/child/facts.ts';
import { foldClient } from '../src/domain/programme/client-evolve.ts';
import type { StoredClientFact } from '../src/domain/programme/client-facts.ts';

/**
 * Recorded streams, one on a line, with every kind of fact that existed when they were recorded. They are never made anew, so
 * that the digest changes only if the fold does. A new kind of fact adds a line.
 */
const streams = readFileSync(path.join(import.meta.dirname, 'fold', 'streams.jsonl'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Stream);
type Stream =
  | { readonly of: 'child'; readonly facts: readonly StoredFact[] }
  | { readonly of: 'client'; readonly facts: readonly StoredClientFact[] };

const expectedFile = path.join(import.meta.dirname, 'fold', 'expected.json');

test('what is kept of the recorded streams is what this version of the fold has always made of them', () => {
  const kept = streams.map((stream) =>
    createHash('sha256')
      .update(canonical(keptOf(stream)))
      .digest('hex'),
  );
  const made = { foldVersion, digest: createHash('sha256').update(kept.join('')).digest('hex') };
  // After foldVersion was raised: WRITE_DOCS=1 npm test -- test/fold.test.ts
  if (process.env['WRITE_DOCS']) writeFileSync(expectedFile, `${JSON.stringify(made, null, 2)}\n`);
  assert.deepEqual(
    made,
    JSON.parse(readFileSync(expectedFile, 'utf8')),
    'the same facts give another state or another row than before: raise foldVersion in src/application/fold-version.ts, so ' +
      'that databases which stand are folded anew, and write what is expected with WRITE_DOCS=1',
  );
});

function keptOf(stream: Stream): object {
  if (stream.of === 'client') {
    const state = foldClient(stream.facts);
    return { state, client: clientRow(state), children: clientChildRows(state) };
  }
  const state = foldChild(stream.facts);
  return { state, child: childRow(state), handovers: handoverRows(state) };
}
