import { clientChildRows, clientRow } from '../application/client-project.ts';
import type { ClientChildRow, ClientRow } from '../application/client-store.ts';
import { canonical } from '../application/fact-chain.ts';
import type { Instant } from '../domain/calendar/time.ts';
import type { Directory } from '../domain/directory/directory.ts';
import { foldClient } from '../domain/programme/client-evolve.ts';
import type { AskedChild, StoredClientFact } from '../domain/programme/client-facts.ts';
import { clientParties } from '../domain/programme/client-permissions.ts';
import type { ClientState } from '../domain/programme/client-state.ts';
import {
  type At,
  checkChain,
  checkDeadlines,
  compareColumns,
  type DeadlineRow,
  differing,
  type Finding,
  type StepRow,
  type StoredRow,
} from './check-rows.ts';

/** The current rows of a client. */
export type ClientStored = Omit<ClientRow, 'weight'> & {
  readonly person_id: string;
  readonly version: number;
  readonly head_hash: string;
  readonly state: ClientState;
  readonly weight: string;
  readonly children: readonly ClientChildRow[];
  readonly asked: readonly StoredAsking[];
};

/** What a fact asked of a child: in which place, by whom and when. */
type Asking = AskedChild & {
  readonly no: number;
  readonly askedBy: string;
  readonly askedTeam: string;
  readonly askedAt: Instant;
};

/** The row of it, and whether the refusal that came stands in her facts as well. */
type StoredAsking = Asking & { readonly refused: boolean };

type Beside = {
  readonly personId: string;
  readonly facts: readonly StoredRow[];
  readonly access: readonly { readonly teamId: string; readonly as: string }[];
  readonly deadlines: readonly DeadlineRow[];
  readonly steps: readonly StepRow[];
};

/** What is wrong with one client's rows: rebuilt from her facts as a child is. A client has no accountable periods. */
export function checkClient(
  beside: Beside,
  row: ClientStored,
  { directory }: { readonly directory: Directory },
): { readonly findings: readonly Finding[]; readonly gapMinutes: number } {
  const { personId, facts } = beside;
  const at: At = (where, says, version = null) => ({ personId, version, where, says });
  const chain = checkChain({ personId, row, facts }, at, 'client');
  if (chain.length > 0) return { findings: chain, gapMinutes: 0 };
  const state = foldClient(facts as unknown as readonly StoredClientFact[]);
  const expected = clientRow(state);
  const findings = [
    ...(canonical(row.state) === canonical(state)
      ? []
      : [at('client.state', `differs in ${differing(row.state, state).join(', ')}`)]),
    ...compareColumns('client', { ...row, weight: Number(row.weight) }, expected, at),
    ...checkChildren(row.children, clientChildRows(state), at),
    ...checkAsked(facts as unknown as readonly StoredClientFact[], row.asked, at),
    ...checkParties(beside, state, directory, at),
    ...checkDeadlines(beside, state.deadlines, at),
  ];
  return { findings, gapMinutes: 0 };
}

function checkChildren(
  stored: readonly ClientChildRow[],
  expected: readonly ClientChildRow[],
  at: At,
): readonly Finding[] {
  const has = new Map(stored.map((row) => [row.child_id, row]));
  const hers = new Set(expected.map((row) => row.child_id));
  return [
    ...stored.flatMap(({ child_id: id }) =>
      hers.has(id) ? [] : [at('client_child', `${id} is in no fact`)],
    ),
    ...expected.flatMap((wanted) => {
      const row = has.get(wanted.child_id);
      if (!row) return [at('client_child', `${wanted.child_id} has no row`)];
      return compareColumns(`client_child ${wanted.child_id}`, row, wanted, at);
    }),
  ];
}

/**
 * Everything that her facts asked of her children must have its row: a request whose row is gone would never be asked,
 * and never be settled. A row that no fact asked for would have a child do what nobody wanted.
 */
function checkAsked(
  facts: readonly StoredClientFact[],
  rows: readonly StoredAsking[],
  at: At,
): readonly Finding[] {
  const has = new Map(rows.map((row) => [row.consequenceId, row]));
  const asked = new Set(
    facts
      .flatMap(({ fact }) => (fact.type === 'ChildrenAsked' ? fact.each : []))
      .map((one) => one.consequenceId),
  );
  const said = new Set(
    facts.flatMap(({ fact }) => (fact.type === 'ChildRefused' ? [fact.consequenceId] : [])),
  );
  return [
    ...facts.flatMap((stored) => checkEach(stored, has, at)),
    ...rows.flatMap(({ asks, childId, consequenceId, refused }) => {
      if (!asked.has(consequenceId)) return [at('consequence', `${asks} of child ${childId} is in no fact`)];
      if (!refused || said.has(consequenceId)) return [];
      return [
        at('consequence', `${asks} of child ${childId} was refused, and no fact says so: nobody owes it`),
      ];
    }),
  ];
}

/** What one fact asked, against the rows of it. */
function checkEach(
  { fact, by, recordedAt, version }: StoredClientFact,
  rows: ReadonlyMap<string, StoredAsking>,
  at: At,
): readonly Finding[] {
  if (fact.type !== 'ChildrenAsked') return [];
  return fact.each.flatMap((asked, no) => {
    const where = `consequence ${asked.asks} of child ${asked.childId}`;
    const row = rows.get(asked.consequenceId);
    if (!row) return [at(where, 'has no row: nobody asks it', version)];
    const wanted: Asking = {
      ...asked,
      no,
      askedBy: by.practitionerId,
      askedTeam: by.teamId,
      askedAt: recordedAt,
    };
    return compareColumns(where, row, wanted, (column, says) => at(column, says, version));
  });
}

/**
 * Beside the parties of the state, a team that the ladder told may read the record. Which named nurses may follows the
 * directory only with the next command.
 */
function checkParties(
  { access, steps }: Beside,
  state: ClientState,
  directory: Directory,
  at: At,
): readonly Finding[] {
  const expected = new Map(clientParties(state, directory).map((party) => [party.teamId, party.as]));
  const told = new Set(steps.flatMap((step) => step.told));
  const missing = [...expected].filter(
    ([teamId, as]) => as !== 'named-nurse' && !access.some((row) => row.teamId === teamId),
  );
  const wrong = access.filter((row) => {
    const wanted = expected.get(row.teamId);
    if (wanted === row.as || wanted === 'named-nurse' || row.as === 'named-nurse') return false;
    return !(wanted === undefined && row.as === 'owner' && told.has(row.teamId));
  });
  return [
    ...missing.map(([teamId, as]) => at('access', `${teamId} has no row, the facts make it ${as}`)),
    ...wrong.map((row) =>
      at(
        'access.relation',
        `${row.teamId} is ${row.as}, the facts say ${expected.get(row.teamId) ?? 'no party'}`,
      ),
    ),
  ];
}
