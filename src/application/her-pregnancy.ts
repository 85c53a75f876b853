import type { ClientCommand } from '../domain/programme/client-commands.ts';
import type { ChildStore } from './child-store.ts';
import type { LoadedClient } from './client-store.ts';

/**
 * A client who enrols, with the unborn children in care that bear her number as their mother’s, whichever team has them: health
 * visiting may follow the pregnancy already, and a second record of it would be a second team that answers (promise P1).
 */
export async function withHerPregnancy(
  store: ChildStore,
  loaded: LoadedClient,
  command: ClientCommand,
): Promise<LoadedClient> {
  const { nhsNumber } = loaded.state.identity;
  if (command.type !== 'enrol' || command.pregnancyId === null || nhsNumber === null) return loaded;
  const hers = new Set(loaded.children.map(({ personId }) => personId));
  const others = (await store.ofFamily([], [nhsNumber], null)).filter(
    ({ personId, motherNumber, inCare }) => inCare && motherNumber === nhsNumber && !hers.has(personId),
  );
  const found = await Promise.all(others.map(({ personId }) => store.loadAny(personId)));
  const unborn = found.flatMap((child) =>
    child && child.state.identity.bornOn === null ? [{ personId: child.personId, state: child.state }] : [],
  );
  return { ...loaded, children: [...loaded.children, ...unborn] };
}
