import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { RefusalCode } from '../src/domain/language/refusals.ts';
import { ofChildren } from './refusals/of-children.ts';
import { ofClients } from './refusals/of-clients.ts';
import { ofHandovers } from './refusals/of-handovers.ts';
import { refusalOf, type Telling } from './refusals/telling.ts';
import { scenario } from './world.ts';

/** Every refusal of the catalogue as a person meets it. The type makes the compiler name a code that is missing here. */
const told = { ...ofHandovers, ...ofChildren, ...ofClients } as const satisfies Record<RefusalCode, Telling>;

describe('every refusal of the catalogue can be met', () => {
  for (const [code, tell] of Object.entries(told) as [RefusalCode, Telling][])
    scenario(code, async (world) => {
      const refusal = refusalOf(await tell(world));
      assert.equal(refusal?.code, code, refusal?.detail ?? code);
      // What a person reads: no day as the program writes it, and no team by its id.
      assert.doesNotMatch(refusal?.detail ?? '', /\d{4}-\d\d-\d\d|^[a-z\d]+(-[a-z\d]+)+$/);
    });
});
