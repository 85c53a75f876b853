import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rowNames, rowsNotMade } from './row-names.ts';
import { full, quick } from './sizes.ts';

describe('the rows of a run', () => {
  test('a quick run has the rows of a full one, each a median of as many rounds', () => {
    assert.deepEqual(rowNames(quick.children.length), rowNames(full.children.length));
    assert.equal(quick.rounds, full.rounds);
  });

  test('each further number of children adds its load, its sweep and two rows for each page', () => {
    assert.equal(rowNames(3).length - rowNames(2).length, 8);
    assert.equal(rowNames(2).filter((name) => name === 'Caseload page').length, 2);
  });

  test('pages can grow from one number to another, and not within one', () => {
    const growing = (numbers: number) => rowNames(numbers).filter((name) => name.endsWith(', growth'));
    assert.equal(growing(1).length, 0);
    assert.equal(growing(2).length, 3);
    assert.equal(growing(3).length, 3);
  });

  test('what a run was to have and has not is told by name', () => {
    assert.deepEqual(rowsNotMade(3, rowNames(3)), []);
    assert.deepEqual(
      rowsNotMade(
        2,
        rowNames(2).filter((name) => name !== 'Import a caseload'),
      ),
      ['Import a caseload'],
    );
    assert.equal(rowsNotMade(3, rowNames(2)).length, 8, 'of the number that did not fit');
  });
});
