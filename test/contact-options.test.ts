import assert from 'node:assert/strict';
import { unknownClient } from '../src/domain/programme/client-state.ts';
import type { ClientFormName } from '../src/web/forms/client-forms.ts';
import { clientForms } from '../src/web/forms/client-forms.ts';
import { scenario } from './world.ts';

/** A client of Luton, whose nurses are all above their caseload. */
scenario(
  'Whoever keeps in touch after a loss takes no place in a caseload: no reason is asked for',
  async (world) => {
    const { actor, directory, now } = world.context('moira-kettle');
    const caseloads = ['shanice-brown', 'moira-kettle'].map((nurseId) => ({
      nurseId,
      weight: 30,
      capacity: 25,
      families: 30,
      share: 1,
    }));
    const state = { ...unknownClient, teamId: 'luton-fnp', status: 'enrolled' as const };
    const view = { clientId: 'client', state, directory, caseloads, actor, now };
    const hints = (form: ClientFormName, box: string) => {
      const field = clientForms[form].fields(view).find(({ name }) => name === box);
      assert.ok(field && 'options' in field && field.options.length > 0, form);
      return field.options.flatMap(({ hint }) => hint ?? []);
    };
    assert.match(hints('allocate-nurse', 'nurse').join(), /Above the caseload: give a reason/);
    for (const form of ['record-loss', 'record-death', 'name-contact'] as const)
      assert.deepEqual(hints(form, 'contact'), [], form);
  },
);
