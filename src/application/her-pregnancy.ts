import type { CivilDate } from '../domain/calendar/time.ts';
import type { ChildCommand } from '../domain/child/commands.ts';
import { isExpected, mayBeOnePregnancy } from '../domain/child/pregnancy.ts';
import type { ChildState } from '../domain/child/state.ts';
import type { Directory } from '../domain/directory/directory.ts';
import type { Refusal } from '../domain/language/refusals.ts';
import type { ClientCommand } from '../domain/programme/client-commands.ts';
import type { ChildStore, LoadedChild } from './child-store.ts';
import type { LoadedClient } from './client-store.ts';

/**
 * The context of an enrolment, with the unborn children in care that have the client's number as their mother’s,
 * whichever team holds them. Health visiting may follow the pregnancy already, and a second record of it would be a
 * second team that answers (promise P1). The file of a site that begins names the record itself, which exists by then,
 * whether or not she has a number.
 */
export async function withHerPregnancy(
  store: ChildStore,
  loaded: LoadedClient,
  command: ClientCommand,
): Promise<LoadedClient> {
  if (command.type !== 'enrol') return loaded;
  const { keptSince, identity } = loaded.state;
  const named = keptSince === undefined ? null : await unbornBy(store, command.pregnancyId);
  const numbered = await unbornOf(store, identity.nhsNumber === null ? [] : [identity.nhsNumber]);
  const hers = new Set(loaded.children.map(({ personId }) => personId));
  const others = [
    ...(named ? [named] : []),
    ...numbered.filter(({ personId }) => personId !== named?.personId),
  ];
  return {
    ...loaded,
    children: [...loaded.children, ...others.filter(({ personId }) => !hers.has(personId))],
  };
}

async function unbornBy(store: ChildStore, personId: string | null): Promise<LoadedChild | null> {
  const child = personId === null ? null : await store.loadAny(personId);
  return child && isExpected(child.state) ? child : null;
}

/** A pregnancy as somebody tells of it: of which record, of which mother, and when the child is expected. */
export type Pregnancy = {
  readonly personId: string;
  readonly motherNumber: string;
  readonly expectedOn: CivilDate | null;
};

/**
 * Why a child’s record cannot be that of a pregnancy: its mother’s number stands on another unborn child in care, as
 * where health visiting would take on the baby of a client. For a client who enrols it is asked before
 * (`withHerPregnancy`).
 */
export async function pregnancyFollowed(
  store: ChildStore,
  personId: string,
  command: ChildCommand,
  before: ChildState,
  directory: Directory,
): Promise<Refusal | null> {
  const pregnancy = toldBy(personId, command, before);
  if (pregnancy === null) return null;
  return followedBy(await unbornOf(store, [pregnancy.motherNumber]), pregnancy, directory);
}

function toldBy(personId: string, command: ChildCommand, before: ChildState): Pregnancy | null {
  if (command.type !== 'take-on' && command.type !== 'record-identity') return null;
  if (command.type === 'take-on' && command.reason === 'enrolment') return null;
  const { bornOn, expectedOn, mother } = command.identity;
  const motherNumber = mother?.nhsNumber ?? null;
  const standsAlready = motherNumber === (before.identity.mother?.nhsNumber ?? null);
  return bornOn !== null || motherNumber === null || standsAlready
    ? null
    : { personId, motherNumber, expectedOn };
}

/** The unborn children in care that bear one of these numbers as their mother’s, whichever team has each. */
export async function unbornOf(
  store: ChildStore,
  motherNumbers: readonly string[],
): Promise<readonly LoadedChild[]> {
  if (motherNumbers.length === 0) return [];
  const wanted = new Set<string | null>(motherNumbers);
  const hers = (await store.ofFamily([], motherNumbers, null)).filter(
    ({ inCare, motherNumber }) => inCare && motherNumber !== null && wanted.has(motherNumber),
  );
  const found = await Promise.all(hers.map(({ personId }) => store.loadAny(personId)));
  return found.filter((child) => child !== null).filter(({ state }) => isExpected(state));
}

/** The refusal where one of these unborn children is of that pregnancy. Of a sealed one it says no team, since that is an area (P11). */
export function followedBy(
  unborn: readonly LoadedChild[],
  { personId, motherNumber, expectedOn }: Pregnancy,
  { teams }: Directory,
): Refusal | null {
  const other = unborn.find(
    (one) =>
      one.personId !== personId &&
      one.state.identity.mother?.nhsNumber === motherNumber &&
      mayBeOnePregnancy(one.state, expectedOn),
  );
  if (!other) return null;
  const { care, address } = other.state;
  if (care.status !== 'in-care' || address?.sealed) return { code: 'pregnancy-followed' };
  const { teamId } = care.holder;
  return { code: 'pregnancy-followed', detail: teams.get(teamId)?.name ?? teamId };
}
