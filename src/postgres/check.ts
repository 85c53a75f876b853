import type { Pool, PoolClient } from 'pg';
import type { HandoverRow } from '../application/child-store.ts';
import { canonical } from '../application/fact-chain.ts';
import { accessRows, childRow, handoverRows } from '../application/project.ts';
import type { Instant } from '../domain/calendar/time.ts';
import { foldChild } from '../domain/child/evolve.ts';
import type { StoredFact } from '../domain/child/facts.ts';
import type { ChildState } from '../domain/child/state.ts';
import type { Directory } from '../domain/directory/directory.ts';
import { caseloadStatuses } from '../domain/programme/caseload.ts';
import { type Gap, gapMinutes, gapsIn, recountPeriods } from '../domain/responsibility/recount.ts';
import { checkClient } from './check-client.ts';
import { checkMail } from './check-mail.ts';
import { checkPutAway } from './check-put-away.ts';
import { checkQuarantine } from './check-quarantine.ts';
import {
  type At,
  checkChain,
  checkDeadlines,
  compareColumns,
  differing,
  type Finding,
  type StoredRow,
} from './check-rows.ts';
import { loadDirectory } from './directory-store.ts';
import { countLooks, type Looks, lookFindings } from './looks.ts';
import { nextPeople, type PeriodRow, readPeople, type Stored } from './stored-rows.ts';

export type { Finding } from './check-rows.ts';

export type CheckResult = {
  readonly ok: boolean;
  readonly children: number;
  readonly clients: number;
  readonly facts: number;
  readonly gapMinutes: number;
  readonly findings: readonly Finding[];
};

export type CheckOptions = {
  readonly onProgress?: (line: string) => void;
  readonly batchSize?: number;
  /** After so many findings it stops looking: something is wrong with the whole. */
  readonly findingLimit?: number;
  /** Only these people, and nothing that belongs to nobody: for whoever needs to know of a few among many. */
  readonly people?: readonly string[] | null;
  /** The newest checkpoint's heads, in the order of the children. */
  readonly heads?: AsyncIterable<Head> | null;
  /** The looks that the newest checkpoint counted. */
  readonly looks?: Looks | null;
};

/** The end of a stream as a checkpoint saw it. */
export type Head = { readonly personId: string; readonly version: number; readonly hash: string };

/** Tables with rows of a child or a client beside the row by which each is found. */
const owned = [
  'child_state',
  'fact',
  'handover',
  'deadline',
  'accountable_period',
  'access',
  'escalation',
  'client_child',
  'consequence',
] as const;

type Known = { readonly directory: Directory; readonly changedAt: Instant; readonly now: Instant };

/**
 * Rebuilds every child and client from their facts and compares all that is stored beside them. It reads one instant of the database, in
 * batches in the order of the children, and takes nothing on trust but the facts; the facts are proved by their chain, and
 * the ends of the chains, and the looks, by the newest checkpoint. OK means: nothing differs, and no child had a minute without a
 * holder by the recount of its facts (`gapsIn` says what counts), which is made also of a stream that was tampered with.
 */
export async function checkAll(pool: Pool, options: CheckOptions = {}): Promise<CheckResult> {
  const { onProgress = () => undefined, batchSize = 500, findingLimit = 100 } = options;
  const { people: asked = null, heads = null, looks = null } = options;
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const known = await knownDirectory(client);
    const findings: Finding[] = asked ? [] : [...(await strays(client))];
    const next = asked ? inOrder(asked) : (after: string | null) => nextPeople(client, after, batchSize);
    const marks = heads ? headReader(heads) : null;
    let last: string | null = null;
    let children = 0;
    let clients = 0;
    let facts = 0;
    let minutes = 0;
    while (findings.length < findingLimit) {
      const people: readonly string[] = await next(last);
      if (people.length === 0) break;
      for (const stored of await readPeople(client, people)) {
        const checked = stored.client ? checkClient(stored, stored.client, known) : checkChild(stored, known);
        findings.push(...checked.findings, ...((await marks?.compare(stored.personId, stored.facts)) ?? []));
        minutes += checked.gapMinutes;
        facts += stored.facts.length;
        if (stored.client) clients += 1;
        else children += 1;
      }
      last = people.at(-1) ?? null;
      if ((children + clients) % (batchSize * 20) === 0)
        onProgress(`${children} children, ${clients} clients, ${facts} facts, ${findings.length} findings`);
    }
    if (marks && findings.length < findingLimit) findings.push(...(await marks.rest()));
    if (looks) findings.push(...lookFindings(looks.days, await countLooks(client, looks.until)));
    await client.query('commit');
    const ok = findings.length === 0 && minutes === 0;
    return { ok, children, clients, facts, gapMinutes: minutes, findings };
  } finally {
    client.release();
  }
}

/** All of them at once, and then nobody. */
function inOrder(people: readonly string[]) {
  return async (after: string | null): Promise<readonly string[]> =>
    after === null ? people.toSorted() : [];
}

async function knownDirectory(client: PoolClient): Promise<Known> {
  const { directory } = await loadDirectory(client);
  const { rows } = await client.query<{ at: Instant; now: Instant }>(
    'select changed_at as at, clock_timestamp() as now from directory_version',
  );
  return { directory, changedAt: rows[0]?.at ?? '', now: rows[0]?.now ?? '' };
}

/** Rows of somebody who has no row as a child or a client. A child has held periods, or a state, which no client has. */
async function strays(client: PoolClient): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const table of owned) {
    const { rows } = await client.query<{ id: string; where: 'child' | 'client' }>(
      `select s.id, case when exists (select from accountable_period p where p.person_id = s.id) or exists (select from child_state c where c.person_id = s.id)
         then 'child' else 'client' end as "where"
       from (select distinct x.person_id as id from ${table} x where not exists (select from child c where c.person_id = x.person_id)
         and not exists (select from client k where k.person_id = x.person_id) limit 100) s`,
    );
    found.push(
      ...rows.map(({ id, where }) => ({
        personId: id,
        version: null,
        where,
        says: `no row of the ${where}, but rows in ${table}`,
      })),
    );
  }
  return [
    ...found,
    ...(await numbers(client)),
    ...(await checkQuarantine(client)),
    ...(await checkMail(client)),
    ...(await checkPutAway(client)),
  ];
}

/** Each NHS number of a child in care, and of a client in the programme, stands once in the table that keeps it from a second one. */
async function numbers(client: PoolClient): Promise<readonly Finding[]> {
  const { rows } = await client.query<{ id: string; where: string; says: string }>(
    `select c.person_id as id, 'number_in_care' as "where", case when n.borne_by is null then 'its NHS number is not kept from a second child' else 'another child in care bears its NHS number' end as says
     from child c left join number_in_care n on n.nhs_number = c.nhs_number
     where c.care_status = 'in-care' and c.nhs_number is not null and n.borne_by is distinct from c.person_id
     union all
     select n.borne_by, 'number_in_care', 'an NHS number is kept for it that it does not bear in care' from number_in_care n
     where not exists (select from child c where c.person_id = n.borne_by and c.nhs_number = n.nhs_number and c.care_status = 'in-care')
     union all
     select c.person_id, 'number_in_programme', case when n.borne_by is null then 'her NHS number is not kept from a second client' else 'another client in the programme bears her NHS number' end
     from client c left join number_in_programme n on n.nhs_number = c.nhs_number
     where c.status = any ($1) and c.nhs_number is not null and n.borne_by is distinct from c.person_id
     union all
     select n.borne_by, 'number_in_programme', 'an NHS number is kept for her that she does not bear in the programme' from number_in_programme n
     where not exists (select from client c where c.person_id = n.borne_by and c.nhs_number = n.nhs_number and c.status = any ($1))
     limit 100`,
    [caseloadStatuses],
  );
  return rows.map(({ id, where, says }) => ({ personId: id, version: null, where, says }));
}

/** What is wrong with one child's rows. */
function checkChild(
  stored: Stored,
  known: Known,
): { readonly findings: readonly Finding[]; readonly gapMinutes: number } {
  const { personId, row, facts } = stored;
  const at = (where: string, says: string, version: number | null = null): Finding => ({
    personId,
    version,
    where,
    says,
  });
  const chain = checkChain(stored, at);
  const gaps = gapsIn(facts, known.now);
  const nobody = gaps.filter(({ endReason }) => endReason === null).map((gap) => at(...gapWords(gap)));
  const minutes = gapMinutes(gaps);
  if (!row) return { findings: [at('child', 'no row'), ...nobody], gapMinutes: minutes };
  // A broken chain is reported alone, since everything folded from it would differ. Who held the child is counted all
  // the same.
  if (chain.length > 0) return { findings: [...chain, ...nobody], gapMinutes: minutes };
  const state = foldChild(facts as unknown as readonly StoredFact[]);
  const periods = recountPeriods(facts as unknown as readonly StoredFact[]);
  return {
    findings: [
      ...nobody,
      ...checkState(row.state, state, at),
      ...compareColumns('child', row, childRow(state), at),
      ...checkHandovers(stored.handovers, handoverRows(state), at),
      ...checkPeriods(stored.periods, periods, at),
      ...checkAccess(stored, state, known, at),
      ...checkDeadlines(stored, state.deadlines, at),
    ],
    gapMinutes: minutes,
  };
}

function checkState(stored: ChildState | null, state: ChildState, at: At): readonly Finding[] {
  if (stored === null) return [at('child.state', 'has no row')];
  return canonical(stored) === canonical(state)
    ? []
    : [at('child.state', `differs in ${differing(stored, state).join(', ')}`)];
}

function gapWords({ from, to, minutes }: Gap): readonly [where: string, says: string] {
  return ['accountability', `nobody answered from ${from} to ${to ?? 'now'}: ${minutes} minutes`];
}

function checkHandovers(
  stored: readonly HandoverRow[],
  expected: readonly HandoverRow[],
  at: At,
): readonly Finding[] {
  const has = new Map(stored.map((row) => [row.handover_id, row]));
  const extra = [...has.keys()].filter((id) => !expected.some((row) => row.handover_id === id));
  return [
    ...extra.map((id) => at('handover', `${id} is in no fact`)),
    ...expected.flatMap((row) => {
      const found = has.get(row.handover_id);
      return found
        ? compareColumns('handover', found, row, at)
        : [at('handover', `${row.handover_id} has no row`)];
    }),
  ];
}

function checkPeriods(
  stored: readonly PeriodRow[],
  expected: ReturnType<typeof recountPeriods>,
  at: At,
): readonly Finding[] {
  if (stored.length !== expected.length)
    return [at('accountable_period', `${stored.length} rows, the facts give ${expected.length}`)];
  return expected.flatMap(({ no, holder, from, to, endReason }, index) => {
    const row = stored[index];
    if (!row) return [];
    const { outsideName, practitionerId, teamId } = holder;
    const successor = to !== null && endReason === null ? no + 1 : null;
    const wanted = { no, teamId, practitionerId, outsideName, from, to, successor, endReason };
    return compareColumns(`accountable_period ${no}`, row, wanted, at);
  });
}

/** Beside the parties of the state, a team that the ladder told may read the record, as an owner. */
function checkAccess(
  { access, steps, facts }: Stored,
  state: ChildState,
  { directory, changedAt }: Known,
  at: At,
): readonly Finding[] {
  const expected = new Map(accessRows(state, directory).map((party) => [party.teamId, party.as]));
  const told = new Set(steps.flatMap((step) => step.told));
  const newest = facts.at(-1)?.recordedAt ?? '';
  // Which nurses watch over a child follows from the directory; rows follow a change of it with the child's next command.
  const mayLag = (relation: string | undefined) =>
    changedAt > newest && (relation === 'named-nurse' || relation === 'designated-nurse');
  const missing = [...expected].filter(
    ([teamId, as]) => !access.some((row) => row.teamId === teamId) && !mayLag(as),
  );
  const wrong = access.filter((row) => {
    const wanted = expected.get(row.teamId);
    if (wanted === row.as || mayLag(row.as) || mayLag(wanted)) return false;
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

/** Walks a checkpoint's heads beside the children, both in the same order. */
function headReader(heads: AsyncIterable<Head>) {
  const iterator = heads[Symbol.asyncIterator]();
  let next: Promise<IteratorResult<Head>> = iterator.next();
  const advance = () => {
    next = iterator.next();
  };
  const lost = ({ personId, version }: Head): Finding => ({
    personId,
    version,
    where: 'fact',
    says: 'the checkpoint knows this stream, and it is missing',
  });

  async function compare(personId: string, facts: readonly StoredRow[]): Promise<readonly Finding[]> {
    const findings: Finding[] = [];
    for (let head = await next; !head.done && head.value.personId <= personId; head = await next) {
      const { value } = head;
      if (value.personId < personId) findings.push(lost(value));
      else {
        const fact = facts[value.version - 1];
        if (!fact) {
          const says = `the checkpoint knows ${value.version} facts, the stream has ${facts.length}: its tail is cut`;
          findings.push({ personId, version: facts.length, where: 'fact', says });
        } else if (fact.hash !== value.hash) {
          findings.push({
            personId,
            version: value.version,
            where: 'fact.hash',
            says: 'is not what the checkpoint saw: the stream was written anew',
          });
        }
      }
      advance();
    }
    return findings;
  }

  async function rest(): Promise<readonly Finding[]> {
    const findings: Finding[] = [];
    for (let head = await next; !head.done && findings.length < 100; head = await next) {
      findings.push(lost(head.value));
      advance();
    }
    return findings;
  }

  return { compare, rest };
}
