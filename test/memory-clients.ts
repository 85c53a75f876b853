import type { Appended } from '../src/application/child-store.ts';
import type { NurseLoad } from '../src/application/client-readings.ts';
import type {
  Answer,
  AskedOfChild,
  ChainedClientFact,
  ClientChange,
  ClientChildRow,
  ClientNotice,
  ClientRow,
  ClientStore,
  LoadedClient,
} from '../src/application/client-store.ts';
import type { Directory } from '../src/domain/directory/directory.ts';
import type { Deadline } from '../src/domain/escalation/obligations.ts';
import { caseloadStatuses } from '../src/domain/programme/caseload.ts';
import type { KnownChild } from '../src/domain/programme/client-context.ts';
import type { ClientState } from '../src/domain/programme/client-state.ts';

/** The current tables of one client, as every store keeps them: a rebuild from her facts must give them again. */
export type ClientTables = {
  readonly state: ClientState;
  readonly client: ClientRow;
  readonly children: readonly ClientChildRow[];
  readonly access: Readonly<Record<string, string>>;
  readonly deadlines: Readonly<Record<string, Pick<Deadline, 'kind' | 'ownerTeamId' | 'dueAt'>>>;
};

/** What a client's fact asked of a child, with the answer; null while it waits. */
export type AskedAndAnswered = AskedOfChild & { readonly answer: Answer | null };

/** All that stands of one client. */
export type ClientKept = {
  readonly personId: string;
  readonly facts: readonly ChainedClientFact[];
  readonly tables: ClientTables | null;
};

/** A store of clients that tests can look into. */
export type ClientLedger = {
  readonly store: ClientStore;
  readonly facts: (personId: string) => Promise<readonly ChainedClientFact[]>;
  readonly tables: (personId: string) => Promise<ClientTables | null>;
  /** Facts and tables of many, each kind read once for all of them. */
  readonly kept: (people: readonly string[]) => Promise<readonly ClientKept[]>;
  readonly notices: (personId: string) => Promise<readonly ClientNotice[]>;
  /** Everything that her facts asked of her children, in order. */
  readonly asked: (personId: string) => Promise<readonly AskedAndAnswered[]>;
  readonly people: () => Promise<readonly string[]>;
};

type Asked = {
  readonly asked: AskedOfChild;
  readonly askedBy: string;
  readonly askedTeam: string;
  answer: Answer | null;
};

type Stream = {
  readonly version: number;
  readonly headHash: string;
  readonly facts: readonly ChainedClientFact[];
  readonly notices: readonly ClientNotice[];
  readonly state: ClientState;
  readonly client: ClientRow;
  readonly children: ReadonlyMap<string, ClientChildRow>;
  readonly access: ReadonlyMap<string, string>;
  readonly deadlines: ReadonlyMap<string, Deadline>;
  readonly asked: readonly Asked[];
};

/** The store's contract, kept in memory: the same outcomes as append_client_facts, with one writer at a time. */
export function memoryClients(
  childNow: (personId: string) => KnownChild | null,
  directoryNow: () => Directory,
): ClientLedger {
  const streams = new Map<string, Stream>();
  const borneBy = new Map<string, string>();

  function load(personId: string, teamId: string | null): LoadedClient | null {
    const stream = streams.get(personId);
    if (!stream || (teamId !== null && !stream.access.has(teamId))) return null;
    const { version, headHash, state } = stream;
    const children = [...stream.children.keys()].sort().flatMap((childId) => childNow(childId) ?? []);
    const waits = stream.asked.some((one) => one.answer === null);
    return { personId, version, headHash, state, children, waits };
  }

  function loads(teamId: string): readonly NurseLoad[] {
    const clients = [...streams.values()].map(({ state }) => state);
    const nurses = [...directoryNow().practitioners.values()].filter(
      (one) =>
        one.teamId === teamId &&
        one.status === 'present' &&
        (one.role === 'family-nurse' || one.role === 'lead'),
    );
    return nurses.map(({ id }) => {
      const hers = clients.filter(
        (state) =>
          state.teamId === teamId &&
          state.nurseId === id &&
          caseloadStatuses.some((status) => status === state.status),
      );
      const weight = hers.reduce((sum, state) => sum + state.weight, 0);
      return { nurseId: id, families: hers.length, weight, share: 1 };
    });
  }

  function append(change: ClientChange): Appended {
    const { practitioners } = directoryNow();
    if (!change.mustBePresent.every((id) => practitioners.get(id)?.status === 'present'))
      return { outcome: 'gone', version: change.expectedVersion };
    const stream = streams.get(change.personId);
    const version = stream?.version ?? 0;
    const before = stream?.facts.findLast((fact) => fact.commandId === change.commandId);
    if (before) return { outcome: 'repeated', version: before.version };
    if (change.expectedVersion !== version || change.facts.length === 0)
      return { outcome: 'conflict', version };
    const { given, letGo } = change.number;
    if (given !== null && (borneBy.get(given) ?? change.personId) !== change.personId)
      return { outcome: 'borne', version };
    if (given !== null) borneBy.set(given, change.personId);
    if (letGo !== null) borneBy.delete(letGo);
    const next = moved(stream, throughJson(change));
    streams.set(change.personId, next);
    return { outcome: 'appended', version: next.version };
  }

  return {
    store: {
      load: async (personId, teamId) => load(personId, teamId),
      loads: async (teamId) => loads(teamId),
      withNumber: async ({ nhsNumber, personId, standing }) =>
        [...streams]
          .filter(([id, { client }]) => id !== personId && client.nhs_number === nhsNumber)
          .flatMap(([, { state, client }]) =>
            state.status !== 'unknown' && standing.includes(state.status)
              ? [{ teamId: client.sealed ? null : state.teamId }]
              : [],
          ),
      append: async (change) => append(change),
      waiting: async (personId) =>
        (streams.get(personId)?.asked ?? [])
          .filter((one) => one.answer === null)
          .map(({ asked, askedBy, askedTeam }) => ({ ...asked, askedBy, askedTeam })),
      answer: async (personId, consequenceId, answer) => {
        const one = streams.get(personId)?.asked.find(({ asked }) => asked.consequenceId === consequenceId);
        if (one) one.answer ??= answer;
      },
    },
    facts: async (personId) => streams.get(personId)?.facts ?? [],
    tables: async (personId) => tablesOf(streams.get(personId)),
    kept: async (people) =>
      people.map((personId) => {
        const stream = streams.get(personId);
        return { personId, facts: stream?.facts ?? [], tables: tablesOf(stream) };
      }),
    notices: async (personId) => streams.get(personId)?.notices ?? [],
    asked: async (personId) =>
      (streams.get(personId)?.asked ?? []).map(({ asked, answer }) => ({ ...asked, answer })),
    people: async () => [...streams.keys()],
  };
}

/** Through JSON and back, as the database does: the tests must not rely on what that loses. */
function throughJson(change: ClientChange): ClientChange {
  return JSON.parse(JSON.stringify(change));
}

function moved(stream: Stream | undefined, change: ClientChange): Stream {
  const children = new Map(stream?.children);
  for (const row of change.children) children.set(row.child_id, row);
  const access = new Map(stream?.access);
  for (const teamId of change.accessTaken) access.delete(teamId);
  for (const party of change.accessGiven) access.set(party.teamId, party.as);
  const deadlines = new Map(stream?.deadlines);
  for (const key of change.deadlinesMet) deadlines.delete(key);
  for (const deadline of change.deadlinesSet) deadlines.set(deadline.key, deadline);
  const by = change.facts[0]?.by;
  const asked = change.consequences.map((one) => ({
    asked: one,
    askedBy: by?.practitionerId ?? '',
    askedTeam: by?.teamId ?? '',
    answer: null,
  }));
  return {
    version: (stream?.version ?? 0) + change.facts.length,
    headHash: change.facts.at(-1)?.hash ?? '',
    facts: [...(stream?.facts ?? []), ...change.facts],
    notices: [...(stream?.notices ?? []), ...change.notices],
    state: change.state,
    client: change.client,
    children,
    access,
    deadlines,
    asked: [...(stream?.asked ?? []), ...asked],
  };
}

function tablesOf(stream: Stream | undefined): ClientTables | null {
  if (!stream) return null;
  const { state, client, children, access, deadlines } = stream;
  return {
    state,
    client,
    children: [...children.values()],
    access: Object.fromEntries(access),
    deadlines: Object.fromEntries(
      [...deadlines].map(([key, { kind, ownerTeamId, dueAt }]) => [key, { kind, ownerTeamId, dueAt }]),
    ),
  };
}
