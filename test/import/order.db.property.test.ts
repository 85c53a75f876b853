import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { fc } from '../generated.ts';
import { caseloadWith, type ImportWorld, importWorld, rowOf } from './import-world.ts';

const address = readFileSync(
  new URL('../../src/fhir/samples/change-of-address.xml', import.meta.url),
  'utf8',
);

/** The n-th message of a family that moves to and fro between two areas, one a day. */
function message(n: number): string {
  const day = `2026-03-${String(n + 2).padStart(2, '0')}`;
  return address
    .replaceAll(
      'a1000000-0000-4000-8000-000000000001',
      `a1000000-0000-4000-8000-0000000001${String(n).padStart(2, '0')}`,
    )
    .replace('2026-03-02T09:30:00', `${day}T09:30:00`)
    .replace('w5 2ub', n % 2 === 0 ? 'w5 2ub' : 'W6 9JU');
}

type Effect = { readonly open: number; readonly newest: string | null };

describe('address messages of one child', () => {
  let world: ImportWorld;
  before(async () => {
    world = await importWorld();
    await world.take(
      world.file(
        'postcodes.csv',
        'pcds,dointr,doterm,oscty,oslaua\nW5 2UB,198001,,E99999999,E09000009\nW6 9JU,198001,,E99999999,E09000013\n',
      ),
    );
  });
  after(() => world.close());

  async function effect(order: readonly number[], together: boolean): Promise<Effect> {
    await world.forget();
    await world.take(
      world.file('orla.csv', caseloadWith(rowOf({ nhs_number: '9990011028', date_of_birth: '2025-02-11' }))),
    );
    // Files that come together are read in the order of their names, so the names follow this order and not the messages.
    const files = order.map((n, place) => world.file(`m${place}.xml`, message(n)));
    if (together) await world.take(...files);
    else for (const file of files) await world.take(file);
    const [row] = await world.ask<Effect>(
      `select (select count(*) from json_array_elements(state -> 'enquiries') e where e ->> 'settled' is null) as open,
        (select max(s ->> 'effectiveAt') from json_array_elements(state -> 'enquiries') e, json_array_elements(e -> 'signals') s) as newest from child join child_state using (person_id)`,
    );
    return row ?? { open: -1, newest: null };
  }

  test('in any order, together or one by one, leave one open enquiry with the newest signal', async () => {
    const orders = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(orders, fc.boolean(), async (order, together) => {
        const inOrder = await effect(
          order.toSorted((a, b) => a - b),
          false,
        );
        assert.equal(inOrder.open, 1);
        assert.deepEqual(await effect(order, together), inOrder);
      }),
      { numRuns: 12 },
    );
  });
});
