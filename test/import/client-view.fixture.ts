import type { Instant } from '../../src/domain/calendar/time.ts';
import type { Directory } from '../../src/domain/directory/directory.ts';
import { unknownClient } from '../../src/domain/programme/client-state.ts';
import type { ClientView } from '../../src/web/forms/client-form.ts';

/** What a form about an enrolled client of Luton is drawn against. */
export function clientView(directory: Directory, now: Instant): ClientView {
  return {
    clientId: 'client',
    state: { ...unknownClient, status: 'enrolled', teamId: 'luton-fnp' },
    directory,
    caseloads: [],
    actor: {
      practitionerId: 'shanice-brown',
      name: 'Shanice Brown',
      role: 'family-nurse',
      teamId: 'luton-fnp',
      duty: false,
    },
    now,
  };
}
