import type {
  Appended,
  ChainedFact,
  Change,
  ChildRow,
  ChildStore,
  HandoverRow,
  LoadedChild,
} from '../src/application/child-store.ts';
import type { Instant } from '../src/domain/calendar/time.ts';
import { londonDate } from '../src/domain/calendar/time.ts';
import { sealedAway } from '../src/domain/child/adoption.ts';
import type { ChildState } from '../src/domain/child/state.ts';
import { type Directory, teamLive } from '../src/domain/directory/directory.ts';
import type { Deadline } from '../src/domain/escalation/obligations.ts';
import type { TeamNotice } from '../src/domain/language/notices.ts';
import type { Holder } from '../src/domain/responsibility/facts.ts';
import { type ClientLedger, memoryClients } from './memory-clients.ts';

export type PeriodKept = {
  readonly no: number;
  readonly holder: Holder;
  readonly from: Instant;
  readonly to: Instant | null;
  readonly endReason: string | null;
};

/** The current tables of one child, as every store keeps them: a rebuild from the facts must give them again. */
export type Tables = {
  readonly state: ChildState;
  readonly child: ChildRow;
  readonly handovers: readonly HandoverRow[];
  readonly access: Readonly<Record<string, string>>;
  readonly deadlines: Readonly<Record<string, Pick<Deadline, 'kind' | 'ownerTeamId' | 'dueAt'>>>;
  readonly periods: readonly PeriodKept[];
};

/** All that stands of one child. */
export type Kept = {
  readonly personId: string;
  readonly facts: readonly ChainedFact[];
  readonly tables: Tables | null;
};

/** A store that tests can look into: the facts of a stream, the tables beside them, and the notices sent. */
export type Ledger = {
  readonly store: ChildStore;
  readonly clients: ClientLedger;
  /** The facts after a version, or all. */
  readonly facts: (personId: string, after?: number) => Promise<readonly ChainedFact[]>;
  readonly tables: (personId: string) => Promise<Tables | null>;
  /** The facts and tables of many people, each kind read once for all of them. */
  readonly kept: (people: readonly string[]) => Promise<readonly Kept[]>;
  readonly notices: (personId: string) => Promise<readonly TeamNotice[]>;
  readonly people: () => Promise<readonly string[]>;
  /** Tells the store that the directory changed: a practitioner who left can no longer be written as a holder. */
  readonly directoryIs: (directory: Directory) => Promise<void>;
  readonly close: () => Promise<void>;
  /** The due reviews that a page lists for each team; absent where there is no database to ask. */
  readonly reviewsDue?: (directory: Directory, now: Instant) => Promise<readonly ListedReview[]>;
  /** The jobs of a real database; where it is absent the test does what they would do. */
  readonly real?: RealWork;
};

/** One line of one team's list of due reviews. */
export type ListedReview = { readonly teamId: string; readonly personId: string; readonly key: string };

/** The leaver and the sweep themselves, as they run in the service. */
export type RealWork = {
  /** Answers the directory as it is from then on. */
  readonly leaves: (practitionerId: string, now: Instant) => Promise<Directory>;
  readonly isAway: (practitionerId: string, deputyId: string | null, now: Instant) => Promise<Directory>;
  readonly isBack: (practitionerId: string, now: Instant) => Promise<Directory>;
  readonly sweeps: (now: Instant) => Promise<void>;
  readonly raised: (personId: string) => Promise<readonly Raised[]>;
};

/** A step of the ladder that a sweep raised, with the names that it told. */
export type Raised = {
  readonly kind: string;
  readonly ownerTeamId: string;
  readonly step: number;
  readonly names: readonly string[];
};

type Stream = {
  version: number;
  headHash: string;
  facts: ChainedFact[];
  notices: TeamNotice[];
  state: ChildState;
  child: ChildRow;
  handovers: Map<string, HandoverRow>;
  access: Map<string, string>;
  deadlines: Map<string, Deadline>;
  periods: PeriodKept[];
};

/** The store's contract, kept in memory: the same outcomes as record_commands, with one writer at a time. */
export function memoryLedger(first: Directory): Ledger {
  const streams = new Map<string, Stream>();
  let directory = first;

  function loaded(personId: string): LoadedChild | null {
    const stream = streams.get(personId);
    return stream
      ? { personId, version: stream.version, headHash: stream.headHash, state: stream.state }
      : null;
  }

  function append(change: Change): Appended {
    const stream = streams.get(change.personId);
    const version = stream?.version ?? 0;
    const before = stream?.facts.findLast((fact) => fact.commandId === change.commandId);
    if (before) return { outcome: 'repeated', version: before.version };
    if (!everybodyThere(change, directory)) return { outcome: 'gone', version: change.expectedVersion };
    if (change.expectedVersion !== version || change.facts.length === 0)
      return { outcome: 'conflict', version };
    const borne = [...streams].some(
      ([id, { child }]) =>
        id !== change.personId && child.nhs_number === change.numberGiven && child.care_status === 'in-care',
    );
    if (change.numberGiven !== null && borne) return { outcome: 'borne', version };
    const next = moved(stream ?? emptyStream(change), { ...change, facts: throughJson(change.facts) });
    streams.set(change.personId, next);
    return { outcome: 'appended', version: next.version };
  }

  const store: ChildStore = {
    load: async (personId, teamId) => (streams.get(personId)?.access.has(teamId) ? loaded(personId) : null),
    loadAny: async (personId) => loaded(personId),
    ofFamily: async (families, mothers, personId) =>
      [...streams]
        .filter(
          ([, { child, state }]) =>
            families.includes(child.family_id ?? '') ||
            mothers.includes(child.mother_number ?? '') ||
            (clientOf(state) !== null && clientOf(state) === clientOf(streams.get(personId ?? '')?.state)),
        )
        .map(([personId, { child }]) => ({
          personId,
          familyId: child.family_id,
          motherNumber: child.mother_number,
          inCare: child.care_status === 'in-care',
          sealed: child.sealed,
        })),
    numberTaken: async (nhsNumber, personId) => {
      const others = [...streams].filter(([id]) => id !== personId).map(([, stream]) => stream);
      if (others.some(({ child }) => child.nhs_number === nhsNumber && child.care_status === 'in-care'))
        return 'in-care';
      const sealed = ({ state }: Stream) => sealedAway(state) && state.identity.nhsNumber === nhsNumber;
      return others.some(sealed) ? 'put-away' : null;
    },
    bearing: async (nhsNumber) =>
      [...streams]
        .filter(([, { child }]) => child.nhs_number === nhsNumber)
        .sort(
          ([, a], [, b]) =>
            Number(b.child.care_status === 'in-care') - Number(a.child.care_status === 'in-care'),
        )
        .map(([personId]) => personId),
    markItemsOf: async () => {},
    append: async (change) => append(change),
  };
  const childNow = (personId: string) => {
    const stream = streams.get(personId);
    return stream ? { personId, state: stream.state } : null;
  };
  return {
    store,
    clients: memoryClients(childNow, () => directory),
    facts: async (personId, after = 0) => streams.get(personId)?.facts.slice(after) ?? [],
    tables: async (personId) => tablesOf(streams.get(personId)),
    kept: async (people) =>
      people.map((personId) => {
        const stream = streams.get(personId);
        return { personId, facts: stream?.facts ?? [], tables: tablesOf(stream) };
      }),
    notices: async (personId) => streams.get(personId)?.notices ?? [],
    people: async () => [...streams.keys()],
    directoryIs: async (changed) => {
      directory = changed;
    },
    close: async () => undefined,
  };
}

/** Through JSON and back, as the database does: the tests must not rely on what that loses. */
function throughJson(facts: readonly ChainedFact[]): readonly ChainedFact[] {
  return JSON.parse(JSON.stringify(facts));
}

function everybodyThere(change: Change, directory: Directory): boolean {
  const on = londonDate(change.facts[0]?.recordedAt ?? '2026-01-01T00:00:00.000Z');
  const present = change.mustBePresent.every((id) => directory.practitioners.get(id)?.status === 'present');
  return present && change.mustBeLive.every((id) => teamLive(directory, id, on));
}

function emptyStream(change: Change): Stream {
  return {
    version: 0,
    headHash: '',
    facts: [],
    notices: [],
    state: change.state,
    child: change.child,
    handovers: new Map(),
    access: new Map(),
    deadlines: new Map(),
    periods: [],
  };
}

function moved(stream: Stream, change: Change): Stream {
  const { periodClosed: closed, facts } = change;
  const handovers = new Map(stream.handovers);
  for (const row of change.handovers) handovers.set(row.handover_id, row);
  const access = new Map(stream.access);
  for (const teamId of change.accessTaken) access.delete(teamId);
  for (const party of change.accessGiven) access.set(party.teamId, party.as);
  const deadlines = new Map(stream.deadlines);
  for (const { fact } of change.facts) {
    if (fact.type !== 'DeadlinesMoved') continue;
    for (const key of fact.met) deadlines.delete(key);
    for (const deadline of fact.set) deadlines.set(deadline.key, deadline);
  }
  const periods = stream.periods.map((period) =>
    closed && period.no === closed.no ? { ...period, to: closed.at, endReason: closed.endReason } : period,
  );
  for (const opened of change.periodsOpened) periods.push({ ...opened, endReason: null });
  return {
    version: stream.version + facts.length,
    headHash: facts.at(-1)?.hash ?? stream.headHash,
    facts: [...stream.facts, ...facts],
    notices: [...stream.notices, ...change.notices],
    state: change.state,
    child: change.child,
    handovers,
    access,
    deadlines,
    periods,
  };
}

function tablesOf(stream: Stream | undefined): Tables | null {
  if (!stream) return null;
  const { state, child, handovers, access, deadlines, periods } = stream;
  return {
    state,
    child,
    handovers: [...handovers.values()],
    access: Object.fromEntries(access),
    deadlines: Object.fromEntries(
      [...deadlines].map(([key, { kind, ownerTeamId, dueAt }]) => [key, { kind, ownerTeamId, dueAt }]),
    ),
    periods,
  };
}

/** The client on whose list a child stands. */
function clientOf(state: ChildState | undefined): string | null {
  return state?.awaited?.clientId ?? state?.programme?.clientId ?? null;
}
