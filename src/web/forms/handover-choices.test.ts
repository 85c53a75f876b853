import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demonstrationDirectory } from '../../application/demonstration/directory.ts';
import { childForms } from './child-forms.ts';
import type { View } from './form.ts';
import { otherPriorities, receivers } from './handover-choices.ts';

const view = {
  handover: {
    destination: { teamId: 'ealing-hv' },
    priority: { computed: { priority: 'heightened' }, chosen: null, held: null },
  },
  state: { circumstances: {}, care: { status: 'in-care', holder: { teamId: 'ealing-hv' } } },
  directory: demonstrationDirectory(),
  now: '2026-11-23T12:00:00.000Z',
} as unknown as View;

const valuesOf = (of: View, which: 'above' | 'below') => otherPriorities(of, which).map(({ value }) => value);

test('nobody is offered to take a child who may not answer for one', () => {
  const [whom] = childForms['name-practitioner'].fields(view);
  assert.ok(whom?.kind === 'choice');
  for (const options of [receivers(view), whom.options]) {
    const offered = options.map(({ value }) => value);
    assert.ok(offered.includes('samira-haddad'));
    assert.ok(!offered.includes('leo-marsh'), 'an administrator');
  }
});

test('a priority is raised to a higher one, and lowered to a lower one', () => {
  assert.deepEqual([valuesOf(view, 'above'), valuesOf(view, 'below')], [['urgent'], ['routine']]);
});

test('nobody is offered to lower to routine what a plan keeps above it', () => {
  const circumstances = { statutory: [{ kind: 'child-protection-plan' }] };
  const planned = {
    ...view,
    handover: {
      ...view.handover,
      priority: { computed: { priority: 'urgent' }, chosen: null },
    },
    state: { ...view.state, circumstances },
  } as unknown as View;
  assert.deepEqual(valuesOf(planned, 'below'), ['heightened']);
});
