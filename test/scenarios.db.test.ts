import { after } from 'node:test';
import { demonstrationDirectory } from '../src/application/demonstration/directory.ts';
import { openAlone, openPostgres } from './postgres-ledger.ts';
import { openLedgersWith } from './world.ts';

// The same scenarios over the real database: each file, once imported, registers its tests with the ledger that is set at that
// moment.
const postgres = await openPostgres(demonstrationDirectory());
const whole = await openAlone(demonstrationDirectory());
openLedgersWith((_directory, alone) => (alone ? whole : postgres).ledger());
after(() => postgres.close());
after(() => whole.close());

await import('./scenarios/around-the-child.test.ts');
await import('./scenarios/caseload.test.ts');
await import('./scenarios/clients.test.ts');
await import('./scenarios/codes.test.ts');
await import('./scenarios/doors.test.ts');
await import('./scenarios/false-sightings.test.ts');
await import('./scenarios/families.test.ts');
await import('./scenarios/hidden.test.ts');
await import('./scenarios/joining.test.ts');
await import('./scenarios/keeping.test.ts');
await import('./scenarios/leaving.test.ts');
await import('./scenarios/limits.test.ts');
await import('./scenarios/losses.test.ts');
await import('./scenarios/missing.test.ts');
await import('./scenarios/onward.test.ts');
await import('./scenarios/passage.test.ts');
await import('./scenarios/programme.test.ts');
await import('./scenarios/reviews.test.ts');
await import('./scenarios/safeguarding.test.ts');
await import('./scenarios/silences.test.ts');
await import('./scenarios/sites.test.ts');
await import('./scenarios/taken-back.test.ts');
await import('./scenarios/unborn.test.ts');
await import('./scenarios/visits.test.ts');
