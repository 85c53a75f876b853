import type { WebDeps } from '../deps.ts';
import { paths } from '../paths.ts';
import { sentForm } from './form-mark.tsx';
import { questionsPage } from './questions-page.tsx';
import { go, type Route } from './route.ts';

/** Whoever is back says so with one button, which stands on every page while they are away (scenario A30). */
export function ownAbsenceRoutes(deps: WebDeps): readonly Route[] {
  return [
    {
      method: 'POST',
      path: paths.endAbsence,
      permission: 'end-own-absence',
      looks: null,
      handle: async (asked) => {
        const { actor, form, now } = asked;
        const command = { type: 'return', practitionerId: actor.practitionerId } as const;
        const outcome = await deps.changeDirectory({ ...command, sent: sentForm(form) }, actor, now);
        const front = asked.view.navigation[0]?.href ?? paths.home;
        if (outcome.kind === 'done') return go(front);
        return questionsPage({
          asked,
          title: 'Your absence',
          back: { href: front, text: 'My work' },
          errors: [{ name: '', says: `${outcome.says} ${outcome.canDo}` }],
          fields: [],
          content: (
            <p>
              {asked.view.absence
                ? 'The button that ends your absence stands above, for what is recorded now.'
                : 'You are not recorded as away.'}
            </p>
          ),
        });
      },
    },
  ];
}
