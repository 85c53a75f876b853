import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ChildOfClient } from '../../application/caseload-readings.ts';
import type { Names } from '../../domain/language/timeline.ts';
import { UnseenChildren } from './client-list.tsx';

const names: Names = {
  person: () => 'Shanice Brown',
  team: () => 'Luton Family Nurse Partnership',
  area: () => 'Luton',
  owed: () => 'Visit the client',
};

const child = (childId: string): ChildOfClient => ({
  childId,
  clientId: 'not on this board',
  givenName: 'Robin',
  bornOn: '2026-01-05',
  lastSeenOn: '2026-02-01',
  left: false,
  accepted: false,
  held: true,
  column: 'routine',
});

describe('Children not seen in time', () => {
  // A list handed over as `children` arrives without its brackets when it holds one: the page answered with an error.
  for (const many of [0, 1, 2])
    test(`stand in a table when there are ${many}`, () => {
      const table = String(
        <UnseenChildren
          caption="Children not seen in time"
          unseen={['a', 'b'].slice(0, many).map(child)}
          clients={[]}
          names={names}
          today="2026-03-01"
        />,
      );
      assert.equal(table.split('>Robin</a>').length - 1, many);
    });
});
