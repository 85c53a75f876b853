import type { ChildState } from '../../domain/child/state.ts';
import { numberInProgramme } from '../../domain/programme/caseload.ts';
import type { Appended, Change, ChildStore, LoadedChild } from '../child-store.ts';
import type { Stores } from '../client-command.ts';
import type { ClientLife } from '../client-life.ts';
import type { AnsweredAt, ClientChange, ClientStore, LoadedClient, Waiting } from '../client-store.ts';
import { genesis } from '../fact-chain.ts';

/** A client as she was found, or as nobody. Her children stand beside her. */
export type FoundClient = Omit<LoadedClient, 'children' | 'waits'>;

/** What is known of the people of some lines before any of them is taken. */
export type Found = { readonly clients: readonly FoundClient[]; readonly children: readonly LoadedChild[] };

type Stream<Loaded, Changed> = {
  readonly loaded: Loaded;
  /** Stood before, so that what is new is added to it. */
  readonly known: boolean;
  readonly changes: readonly Changed[];
};
type ChildStream = Stream<LoadedChild, Change>;
type ClientStream = Stream<FoundClient, ClientChange>;
type Asked = Waiting & { readonly clientId: string };

/**
 * Stores kept in memory, over what was found: the commands of a file go through the same rules as those of a page, and
 * what they write is gathered to be written together. There is one writer, so that nobody comes between.
 */
export type ClientLedger = {
  readonly stores: Stores;
  readonly clients: () => readonly FoundClient[];
  readonly children: () => readonly LoadedChild[];
  readonly written: () => Written;
  /** A copy as it stands now, on which something can be tried. */
  readonly copy: () => ClientLedger;
};

/** What was written: whole lives of whom nobody knew, and what was added to those who were there, in its order. */
export type Written = {
  readonly newChildren: readonly Change[];
  readonly children: readonly Change[];
  readonly newClients: readonly ClientLife[];
  readonly clients: readonly (Pick<ClientLife, 'answers'> & { readonly changes: readonly ClientChange[] })[];
};

/** A ledger over what a few questions have found: its stores answer with that, and keep what is written. */
export function clientLedger(found: Found): ClientLedger {
  return ledgerOf({
    children: new Map(found.children.map((loaded) => [loaded.personId, standing(loaded)])),
    clients: new Map(found.clients.map((loaded) => [loaded.personId, standing(loaded)])),
    asked: [],
    answers: new Map(),
  });
}

type Kept = {
  readonly children: Map<string, ChildStream>;
  readonly clients: Map<string, ClientStream>;
  readonly asked: Asked[];
  readonly answers: Map<string, AnsweredAt>;
};

function standing<Loaded>(loaded: Loaded): Stream<Loaded, never> {
  return { loaded, known: true, changes: [] };
}

function ledgerOf(kept: Kept): ClientLedger {
  return {
    stores: { children: childrenOf(kept), clients: clientsOf(kept) },
    clients: () => [...kept.clients.values()].map(({ loaded }) => loaded),
    children: () => [...kept.children.values()].map(({ loaded }) => loaded),
    written: () => writtenIn(kept),
    copy: () =>
      ledgerOf({
        children: new Map(kept.children),
        clients: new Map(kept.clients),
        asked: [...kept.asked],
        answers: new Map(kept.answers),
      }),
  };
}

function childrenOf({ children, clients }: Kept): ChildStore {
  const load = async (personId: string) => children.get(personId)?.loaded ?? null;
  const all = () => [...children.values()].map(({ loaded }) => loaded);
  const bearing = (nhsNumber: string) =>
    all()
      .filter(({ state }) => state.identity.nhsNumber === nhsNumber)
      .toSorted((a, b) => Number(inCare(b.state)) - Number(inCare(a.state)));
  return {
    load,
    loadAny: load,
    ofFamily: async (families, mothers, personId) => {
      const hers = [...clients.values()]
        .map(({ loaded }) => loaded.state.children.map((child) => child.personId))
        .filter((ids) => personId !== null && ids.includes(personId))
        .flat();
      return all()
        .map(({ personId: id, state }) => ({ ...familyOf(state), personId: id }))
        .filter(
          ({ personId: id, familyId, motherNumber }) =>
            hers.includes(id) || families.includes(familyId ?? '') || mothers.includes(motherNumber ?? ''),
        );
    },
    // Lines about a sealed record are judged before they are tried here.
    numberTaken: async (nhsNumber, personId) =>
      bearing(nhsNumber).some((one) => one.personId !== personId && inCare(one.state)) ? 'in-care' : null,
    bearing: async (nhsNumber) => bearing(nhsNumber).map(({ personId }) => personId),
    // No line of a file puts a record away.
    markItemsOf: async () => undefined,
    append: async (change) => {
      const stream = children.get(change.personId);
      return appended(stream, change, (loaded, known) =>
        children.set(change.personId, {
          loaded,
          known,
          changes: [...(stream?.changes ?? []), change],
        }),
      );
    },
  };
}

function familyOf({ identity, care, address }: ChildState) {
  return {
    familyId: identity.familyId,
    motherNumber: identity.mother?.nhsNumber ?? null,
    inCare: care.status === 'in-care',
    sealed: address?.sealed ?? false,
  };
}

function inCare({ care }: ChildState): boolean {
  return care.status === 'in-care';
}

function clientsOf({ children, clients, asked, answers }: Kept): ClientStore {
  return {
    load: async (personId) => {
      const loaded = clients.get(personId)?.loaded;
      if (!loaded) return null;
      const hers = loaded.state.children.flatMap(({ personId: id }) => children.get(id)?.loaded ?? []);
      return { ...loaded, children: hers, waits: false };
    },
    // Nobody is turned away for a full caseload: the families are there.
    loads: async () => [],
    // The questions of a file are no person’s look: nobody is told of them.
    withNumber: async ({ nhsNumber, personId, standing: wanted }) =>
      [...clients.values()].flatMap(({ loaded: { personId: id, state } }) => {
        const { status, teamId, address } = state;
        const other = id !== personId && state.identity.nhsNumber === nhsNumber;
        if (!other || status === 'unknown' || !wanted.includes(status)) return [];
        return [{ teamId: address?.sealed ? null : teamId }];
      }),
    append: async (change) => {
      const { given } = change.number;
      const borne = [...clients.values()].some(
        ({ loaded: { personId, state } }) =>
          personId !== change.personId && numberInProgramme(state) === given,
      );
      if (given !== null && borne) return { outcome: 'borne', version: change.expectedVersion };
      const stream = clients.get(change.personId);
      return appended(stream, change, (loaded, known) => {
        clients.set(change.personId, { loaded, known, changes: [...(stream?.changes ?? []), change] });
        const by = change.facts[0]?.by;
        const waiting = {
          clientId: change.personId,
          askedBy: by?.practitionerId ?? '',
          askedTeam: by?.teamId ?? '',
        };
        asked.push(...change.consequences.map((one) => ({ ...one, ...waiting })));
      });
    },
    waiting: async (personId) =>
      asked.filter(({ clientId, consequenceId }) => clientId === personId && !answers.has(consequenceId)),
    answer: async (_personId, consequenceId, answer, at) => {
      answers.set(consequenceId, { ...answer, at });
    },
  };
}

type Changed<State> = {
  readonly personId: string;
  readonly commandId: string;
  readonly expectedVersion: number;
  readonly facts: readonly { readonly version: number; readonly hash: string }[];
  readonly state: State;
};
type Loaded<State> = {
  readonly personId: string;
  readonly version: number;
  readonly headHash: string;
  readonly state: State;
};

/** What appending comes to where nobody else writes; `keep` is given the stream as it stands then. */
function appended<State>(
  stream:
    | { readonly loaded: Loaded<State>; readonly known: boolean; readonly changes: readonly Changed<State>[] }
    | undefined,
  { personId, commandId, expectedVersion, facts, state }: Changed<State>,
  keep: (loaded: Loaded<State>, known: boolean) => void,
): Appended {
  const version = stream?.loaded.version ?? 0;
  if (stream?.changes.some((one) => one.commandId === commandId)) return { outcome: 'repeated', version };
  if (expectedVersion !== version || facts.length === 0) return { outcome: 'conflict', version };
  const head = facts.at(-1);
  const next = { personId, version: head?.version ?? version, headHash: head?.hash ?? genesis, state };
  keep(next, stream?.known ?? false);
  return { outcome: 'appended', version: next.version };
}

function writtenIn({ children, clients, answers }: Kept): Written {
  const written = [...children.values()].filter(({ changes }) => changes.length > 0);
  const changesOf = (known: boolean) =>
    written.filter((stream) => stream.known === known).flatMap(({ changes }) => changes);
  const changed = [...clients.values()].filter(({ changes }) => changes.length > 0);
  return {
    newChildren: changesOf(false),
    children: changesOf(true),
    newClients: changed
      .filter(({ known }) => !known)
      .map(({ loaded: { personId, state }, changes }) => ({
        personId,
        facts: changes.flatMap((change) => change.facts),
        state,
        changes,
        answers,
      })),
    clients: changed.filter(({ known }) => known).map(({ changes }) => ({ changes, answers })),
  };
}
