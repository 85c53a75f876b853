import type { WebDeps } from '../deps.ts';
import { paths } from '../paths.ts';
import { go, type Route } from './route.ts';

/** Whoever is back says so with one button, which stands on every page while they are away (scenario A30). */
export function ownAbsenceRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'POST',
      path: paths.endAbsence,
      permission: 'end-own-absence',
      looks: null,
      handle: async ({ actor, view, now }) => {
        await deps.changeDirectory({ type: 'return', practitionerId: actor.practitionerId }, actor, now);
        return go(view.navigation[0]?.href ?? paths.home);
      },
    },
  ];
}
