import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nothingAsked, vulnerabilityWords } from '../../domain/programme/known.ts';
import { clientSteps } from './entry-fields.ts';

/** The last day before the code lists of the programme begin. */
const before = '2006-12-31T12:00:00.000Z';
const today = '2026-11-23T12:00:00.000Z';

function offered(name: string, now: string, known = nothingAsked): readonly string[] {
  const field = clientSteps(now, known)
    .flatMap(({ fields }) => fields)
    .find((one) => one.name === name);
  assert.ok(field?.kind === 'choices');
  return field.options.map(({ value }) => value);
}

test('the referral form offers the vulnerabilities and earlier pregnancies that their lists have on the day', () => {
  assert.deepEqual(offered('needs', today), [...Object.keys(vulnerabilityWords), 'none']);
  assert.deepEqual(offered('needs', before), ['none']);
  assert.deepEqual(offered('earlier', before), ['none']);
  assert.ok(offered('earlier', today).includes('miscarriage'));
});

test('what stands of her already is offered again, so that nothing is lost where something else is changed', () => {
  const known = { ...nothingAsked, vulnerabilities: ['isolation'], earlier: ['stillbirth'] } as const;
  assert.deepEqual(offered('needs', before, known), ['isolation', 'none']);
  assert.deepEqual(offered('earlier', before, known), ['none', 'stillbirth']);
});
