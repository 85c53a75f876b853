import type { ChildCommand } from '../domain/child/commands.ts';
import type { ChildState } from '../domain/child/state.ts';
import type { Identity } from '../domain/responsibility/facts.ts';
import type { ChildStore, OfFamily } from './child-store.ts';

/**
 * A family is sealed together (promises P7 and P11): where one child sleeps would tell where the others are. Who seals one
 * seals all, whichever team holds each, and whoever joins a sealed family is sealed from its first instant. Opening is a
 * decision on one child and is never done for others.
 */

/** The same command, told whether by it the child joins a family in which an address is sealed. */
export async function joining(
  store: ChildStore,
  personId: string,
  command: ChildCommand,
  before: ChildState,
): Promise<ChildCommand> {
  if (command.type !== 'take-on' && command.type !== 'record-identity') return command;
  const { identity } = command;
  const joins = command.type === 'take-on' || !sameFamily(identity, before.identity);
  return joins && (await sealedFamily(store, personId, identity))
    ? { ...command, familySealed: true }
    : command;
}

/** The children who are to be sealed once this command was written, each by a command of its own, harmless to repeat. */
export async function toSealAfter(
  store: ChildStore,
  personId: string,
  command: ChildCommand,
): Promise<readonly string[]> {
  if (command.type !== 'take-on' && !seals(command)) return [];
  const state = (await store.loadAny(personId))?.state;
  if (!state) return [];
  const { identity, address } = state;
  const others = await othersOf(store, personId, identity);
  if (seals(command)) return others.filter((one) => one.inCare && !one.sealed).map((one) => one.personId);
  // Sealed by somebody else while this child was taken on.
  return !address?.sealed && others.some((one) => one.sealed) ? [personId] : [];
}

/** Whether a person has said by this command that the place must stay hidden. */
function seals(command: ChildCommand): boolean {
  if (command.type === 'seal-address') return true;
  if ('address' in command) return command.address?.sealed ?? false;
  return 'sleepsAt' in command ? (command.sleepsAt?.sealed ?? false) : false;
}

async function sealedFamily(store: ChildStore, personId: string, identity: Identity): Promise<boolean> {
  return (await othersOf(store, personId, identity)).some((one) => one.sealed);
}

/** The other children of the family, of the mother, or of the client of whom this one is, whoever holds them. */
async function othersOf(
  store: ChildStore,
  personId: string,
  { familyId, mother }: Identity,
): Promise<readonly OfFamily[]> {
  const [families, mothers] = [[familyId ?? []].flat(), [mother?.nhsNumber ?? []].flat()];
  return (await store.ofFamily(families, mothers, personId)).filter((one) => one.personId !== personId);
}

function sameFamily(a: Identity, b: Identity): boolean {
  return a.familyId === b.familyId && (a.mother?.nhsNumber ?? null) === (b.mother?.nhsNumber ?? null);
}
