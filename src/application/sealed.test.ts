import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredFact } from '../domain/child/facts.ts';
import { gpBesideHome } from '../domain/directory/gp-practice.ts';
import { demonstrationDirectory } from './demonstration/directory.ts';
import { withoutAddresses, withoutSealed } from './sealed.ts';

const gp = { odsCode: 'ZZ831', name: 'The Quayside Practice' };

/** The home is sealed by the first fact, or open. */
function told(sealed: boolean): string {
  const facts = [
    {
      type: 'AddressRecorded',
      address: {
        lines: ['4 Elm Road'],
        postcode: 'W5 9QX',
        areaCode: 'E09000009',
        temporary: false,
        sealed,
        from: '2026-01-05',
      },
      why: '',
    },
    {
      type: 'GpRecorded',
      gp,
      why: 'The Quayside practice rang',
      gpElsewhere: { answer: 'keeps-practice', odsCode: 'ZZ831', areaCode: 'E09000009' },
    },
    { type: 'GpToldRecorded', handoverId: 'h1', gp: { route: 'gp', practice: 'Quayside, by letter' } },
  ];
  const stored = facts.map((fact, no) => ({
    version: no + 1,
    fact,
    happenedAt: '2026-11-20T10:00:00.000Z',
    recordedAt: '2026-11-20T10:00:00.000Z',
    by: { practitionerId: 'samira-haddad', teamId: 'ealing-hv', role: 'health-visitor' },
  })) as unknown as readonly StoredFact[];
  return JSON.stringify(withoutSealed(stored));
}

test('the GP practice is left out of the facts of a child whose address is sealed, in a box and in words (P11)', () => {
  assert.doesNotMatch(told(true), /Quayside|ZZ831/i);
  assert.match(told(true), /keeps-practice/, 'what was said of it stays');
  assert.match(told(false), /The Quayside Practice.*ZZ831/, 'an open one is told');
});

test('a practice beside a sealed home has an area and no name (P11)', () => {
  const beside = (code: string, sealed: boolean) =>
    gpBesideHome(
      demonstrationDirectory(),
      { ...gp, odsCode: code },
      { areaCode: 'E09000009', sealed },
      '2026-11-20',
    );
  for (const code of ['ZZ831', 'Y90417']) {
    assert.doesNotMatch(beside(code, true)?.says ?? '', new RegExp(`Quayside|${code}`));
    assert.match(beside(code, false)?.says ?? '', /Quayside/);
  }
  assert.match(beside('ZZ831', true)?.says ?? '', /^The GP is in Hammersmith and Fulham, the home in Ealing/);
  assert.deepEqual(
    beside('ZZ831', true)?.differs,
    beside('ZZ831', false)?.differs,
    'and is settled as any other',
  );
});

test('what was put aside about a sealed child holds no practice, whether a message or a row of a file (P11)', () => {
  const message = { subject: { familyName: 'Sorrel', gp, addresses: [] } };
  const row = { family_name: 'Sorrel', gp_ods_code: gp.odsCode, gp_name: gp.name };
  for (const content of [message, row].map((one) => withoutAddresses(JSON.stringify(one)))) {
    assert.doesNotMatch(content, /Quayside|ZZ831/);
    assert.match(content, /Sorrel/);
  }
});
