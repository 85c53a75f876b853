import { clientChildRows, clientRow } from '../application/client-project.ts';
import type { ClientChildRow, ClientRow } from '../application/client-store.ts';
import { canonical } from '../application/fact-chain.ts';
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

/** What a fact asked of a child, and whether the refusal that came stands in her facts as well. */
type StoredAsking = AskedChild & { readonly refused: boolean };

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
  const children = [...clientChildRows(state)].sort((a, b) => (a.child_id < b.child_id ? -1 : 1));
  const findings = [
    ...(canonical(row.state) === canonical(state)
      ? []
      : [at('client.state', `differs in ${differing(row.state, state).join(', ')}`)]),
    ...compareColumns('client', { ...row, weight: Number(row.weight) }, expected, at),
    ...(canonical(row.children) === canonical(children)
      ? []
      : [at('client_child', 'differs from the facts')]),
    ...checkAsked(facts as unknown as readonly StoredClientFact[], row.asked, at),
    ...checkParties(beside, state, directory, at),
    ...checkDeadlines(beside, state.deadlines, at),
  ];
  return { findings, gapMinutes: 0 };
}

/**
 * Everything that her facts asked of her children must have its row: a request whose row is gone would never be asked,
 * and never be settled.
 */
function checkAsked(
  facts: readonly StoredClientFact[],
  rows: readonly StoredAsking[],
  at: At,
): readonly Finding[] {
  const has = new Map(rows.map(({ refused: _refused, ...row }) => [row.consequenceId, row]));
  const said = new Set(
    facts.flatMap(({ fact }) => (fact.type === 'ChildRefused' ? [fact.consequenceId] : [])),
  );
  const unsaid = rows
    .filter(({ refused, consequenceId }) => refused && !said.has(consequenceId))
    .map(({ asks, childId }) =>
      at('consequence', `${asks} of child ${childId} was refused, and no fact says so: nobody owes it`),
    );
  const unasked = facts.flatMap(({ fact, version }) => {
    if (fact.type !== 'ChildrenAsked') return [];
    return fact.each.flatMap((asked) => {
      const row = has.get(asked.consequenceId);
      if (row && canonical(row) === canonical(asked)) return [];
      const says = row ? 'is not what was asked' : 'has no row: nobody asks it';
      return [at('consequence', `${asked.asks} of child ${asked.childId} ${says}`, version)];
    });
  });
  return [...unasked, ...unsaid];
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
  const extra = access.filter(
    (row) => !expected.has(row.teamId) && !told.has(row.teamId) && row.as !== 'named-nurse',
  );
  return [
    ...missing.map(([teamId, as]) => at('access', `${teamId} has no row, the facts make it ${as}`)),
    ...extra.map((row) => at('access', `${row.teamId} is ${row.as}, the facts make it no party`)),
  ];
}
