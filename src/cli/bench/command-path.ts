import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { issue } from '../../application/command.ts';
import { actorOf } from '../../application/demonstration/life.ts';
import { addDays, londonDate } from '../../domain/calendar/time.ts';
import { defaultRuleSets } from '../../domain/calendar/time-limits.ts';
import type { ChildCommand } from '../../domain/child/commands.ts';
import type { Context } from '../../domain/child/context.ts';
import { holderOf } from '../../domain/child/state.ts';
import { presentAt, whoAnswers } from '../../domain/directory/directory.ts';
import { bulkLoad } from '../../postgres/bulk-load.ts';
import { childStore, rememberedByProgram } from '../../postgres/child-store.ts';
import type { DirectorySnapshot } from '../../postgres/directory-store.ts';
import type { Pools } from '../../postgres/pool.ts';
import { type TrialChild, trialChildren } from './trial-children.ts';

/** One slice of load: so many clients in a closed loop for so long. Answers how many were done in a second. */
export type Slice = (clients: number, milliseconds: number) => Promise<number>;

/** Every client repeats the act until the time is over; what began is waited for and counted. */
async function closedLoop(
  clients: number,
  milliseconds: number,
  act: () => Promise<number>,
): Promise<number> {
  const begun = performance.now();
  let done = 0;
  async function client(): Promise<void> {
    while (performance.now() - begun < milliseconds) {
      const more = await act();
      done += more;
    }
  }
  await Promise.all(Array.from({ length: clients }, client));
  return (done / (performance.now() - begun)) * 1000;
}

const bareTables = `
  create schema if not exists bench;
  create table if not exists bench.event (
    id bigint generated always as identity primary key, person_id uuid not null, data jsonb not null, recorded_at timestamptz not null);
  create table if not exists bench.handover (
    handover_id uuid primary key, person_id uuid not null, state text not null, data jsonb not null);
  create unique index if not exists one_open on bench.handover (person_id) where state = 'open';
  create table if not exists bench.deadline (
    deadline_id uuid primary key, handover_id uuid not null references bench.handover, due_at timestamptz not null, done_at timestamptz);
  create index if not exists due on bench.deadline (due_at) where done_at is null`;

const bareText = `
  with passage as (insert into bench.handover values ($1, $2, 'open', $3) returning handover_id),
  noted as (insert into bench.event (person_id, data, recorded_at) values ($2, $4, $5)),
  owed as (insert into bench.deadline select $6, handover_id, $5::timestamptz + interval '5 days', null from passage)
  select 1`;

/**
 * The measure: three inserts into three tables as one statement, with a partial unique index, an index on due times, a
 * foreign key and two jsonb columns.
 */
export async function bareStatement(pool: Pool): Promise<Slice> {
  await pool.query(bareTables);
  const said = JSON.stringify({ type: 'HandoverOffered', to: 'ealing-hv', summary: 'A child of two, calm.' });
  async function act(): Promise<number> {
    const ids = [randomUUID(), randomUUID()];
    const now = new Date().toISOString();
    await pool.query({
      name: 'bare',
      text: bareText,
      values: [ids[0], ids[1], said, said, now, randomUUID()],
    });
    return 1;
  }
  return (clients, milliseconds) => closedLoop(clients, milliseconds, act);
}

/**
 * The product's command path: each child is offered, accepted and seen, through `issue` and the product's store. Makes
 * the children beforehand, enough for the commands expected.
 */
export async function commandPath(pools: Pools, loaded: DirectorySnapshot, children: number): Promise<Slice> {
  const { directory } = loaded;
  const now = new Date().toISOString();
  const waiting = [...trialChildren(children, directory, now)];
  for (let from = 0; from < waiting.length; from += 500) {
    const changes = waiting.slice(from, from + 500).flatMap(({ life }) => life.changes);
    // Whoever took a child on in the past may have left since; that is not judged again.
    await bulkLoad(
      pools.admin,
      changes.map((change) => ({ ...change, mustBePresent: [], mustBeLive: [] })),
    );
  }
  await pools.admin.query(
    'analyze child, child_state, fact, accountable_period, handover, access, deadline, notice',
  );
  const store = childStore(pools.app, rememberedByProgram);
  const receivers = [...directory.practitioners.values()].filter(
    (one) => one.teamId === 'ealing-hv' && one.role === 'health-visitor' && presentAt(directory, one.id, now),
  );

  async function give(
    personId: string,
    version: number,
    who: string,
    command: ChildCommand,
  ): Promise<number> {
    const context: Context = {
      now: new Date().toISOString(),
      actor: actorOf(who, directory),
      directory,
      holidays: loaded.holidays,
      ruleSets: defaultRuleSets,
    };
    const issued = { personId, commandId: randomUUID(), command, expectedVersion: version, happenedAt: null };
    const outcome = await issue(store, issued, context);
    if (outcome.kind !== 'done') throw new Error(`${command.type}: ${JSON.stringify(outcome)}`);
    return outcome.version;
  }

  async function passage({ life, handoverId }: TrialChild, by: string): Promise<number> {
    const { personId, state, facts } = life;
    const holder = holderOf(state);
    // Whoever took the child on in the past may have left or be away since.
    const releasing =
      whoAnswers(directory, holder?.teamId ?? '', holder?.practitionerId ?? null, now).practitionerId ?? '';
    const firstContactOn = addDays(londonDate(new Date().toISOString()), 1);
    const offered = await give(personId, facts.length, releasing, { type: 'offer', handoverId });
    const accepted = await give(personId, offered, by, {
      type: 'accept',
      handoverId,
      practitionerId: by,
      firstContactOn,
    });
    await give(personId, accepted, by, { type: 'record-seen', handoverId, where: 'At home', joint: false });
    return 3;
  }

  let turn = 0;
  return (clients, milliseconds) =>
    closedLoop(clients, milliseconds, () => {
      const child = waiting.pop();
      if (!child) throw new Error('The bench ran out of trial children');
      turn += 1;
      return passage(child, receivers[turn % receivers.length]?.id ?? '');
    });
}
