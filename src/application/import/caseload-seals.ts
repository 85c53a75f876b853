import { type Context, systemActor } from '../../domain/child/context.ts';
import type { Identity } from '../../domain/responsibility/facts.ts';
import type { ChildStore } from '../child-store.ts';
import { issue } from '../command.ts';
import { issuedNow } from '../issued.ts';
import { identityOf } from './caseload-rows.ts';
import type { KnownChild } from './ports.ts';
import type { CaseloadEntry } from './rows.ts';

/** Whether the child of a row is sealed with its family, though the row itself does not say so. */
export type SealedWithFamily = (row: CaseloadEntry) => boolean;

/**
 * A family in which one address is sealed is sealed together (promises P7 and P11), whichever line of the file, or record that
 * is known, says so. Asked of each batch before its rows are judged; what an earlier batch said is remembered. Known children
 * of a family of which a row that is new says that it is sealed are sealed at once.
 */
export function familySeals(children: ChildStore) {
  const said = new Set<string>();
  return async (
    rows: readonly CaseloadEntry[],
    isNew: (row: CaseloadEntry) => boolean,
    context: Context,
  ): Promise<SealedWithFamily> => {
    const identities = rows.map(identityOf);
    const known = await children.ofFamily(
      identities.flatMap(({ familyId }) => familyId ?? []),
      identities.flatMap(({ mother }) => mother?.nhsNumber ?? []),
      null,
    );
    spread(said, rows.filter(isNew));
    for (const one of known) {
      if (
        one.inCare &&
        !one.sealed &&
        familyKeys(one.familyId, one.motherNumber).some((key) => said.has(key))
      )
        await seal(children, one.personId, context);
    }
    const sealed = new Set(said);
    for (const one of known) {
      if (one.sealed) for (const key of familyKeys(one.familyId, one.motherNumber)) sealed.add(key);
    }
    return (row) => !row.addressSealed && keysOf(identityOf(row)).some((key) => sealed.has(key));
  };
}

/** Who is sealed, and who is of a family with such a child by reference or by the mother’s number, until nobody is added. */
function spread(said: Set<string>, rows: readonly CaseloadEntry[]): void {
  const before = said.size;
  for (const row of rows) {
    const keys = keysOf(identityOf(row));
    if (row.addressSealed || keys.some((key) => said.has(key))) for (const key of keys) said.add(key);
  }
  if (said.size > before) spread(said, rows);
}

/**
 * Seals a known child of whom a line says that its address is sealed, whichever team holds it: sealing can be undone, an address that
 * was read cannot. Answers whether it was open before.
 */
export async function sealKnown(
  children: ChildStore,
  row: CaseloadEntry,
  { personId, careStatus }: KnownChild,
  context: Context,
): Promise<boolean> {
  if (!row.addressSealed || careStatus !== 'in-care') return false;
  if ((await children.loadAny(personId))?.state.address?.sealed) return false;
  await seal(children, personId, context);
  return true;
}

async function seal(children: ChildStore, personId: string, context: Context): Promise<void> {
  const command = {
    type: 'seal-address',
    why: 'A caseload file says that the address of the family is sealed',
  } as const;
  const issued = issuedNow(personId, command);
  const outcome = await issue(children, issued, { ...context, actor: systemActor });
  if (outcome.kind === 'conflict') throw new Error('A family could not be sealed: import the file again');
}

function keysOf({ familyId, mother }: Identity): readonly string[] {
  return familyKeys(familyId, mother?.nhsNumber ?? null);
}

function familyKeys(familyId: string | null, motherNumber: string | null): readonly string[] {
  return [familyId ? `family ${familyId}` : [], motherNumber ? `mother ${motherNumber}` : []].flat();
}
