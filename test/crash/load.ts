import assert from 'node:assert/strict';
import type { Pools } from '../../src/postgres/pool.ts';
import { checkChildren } from '../ledger-checks.ts';
import type { Ledger } from '../memory-store.ts';
import { type Answered, directory, give, type Lane, type Life } from './lanes.ts';
import { anotherOf, everyKindOfLife } from './lives.ts';

/** Enough for one round: no client plays more commands than this in a quarter of a second. More would only be read and thrown away. */
const stepsAhead = 80;
/** After a crash a client also sends again what was answered before: it cannot know what the other side kept. */
const sentAgain = 2;

export type Workload = {
  /** What each client goes on with: from a little before the first command that was not answered. */
  readonly lanes: () => readonly Lane[];
  readonly answered: Answered;
  readonly acknowledged: ReadonlySet<string>;
  /** Every life that was given to a client so far. */
  readonly begun: () => readonly Life[];
};

/** Lives without end for `clients` clients; the last two play the same ones as the first two, as a double click does. */
export async function workload(clients: number): Promise<Workload> {
  const templates = await everyKindOfLife();
  const acknowledged = new Set<string>();
  const queues: Life[][] = Array.from({ length: clients - 2 }, () => []);
  const begun: Life[] = [];
  let next = 0;

  function another(): Life {
    const template = templates[next % templates.length];
    assert.ok(template);
    next += 1;
    const life = anotherOf(template);
    begun.push(life);
    return life;
  }

  function laneOf(queue: Life[]): Lane {
    while (queue[0]?.steps.every((step) => acknowledged.has(step.commandId))) queue.shift();
    while (queue.reduce((sum, life) => sum + life.steps.length, 0) < stepsAhead) queue.push(another());
    return queue.map((life) => {
      const first = life.steps.findIndex((step) => !acknowledged.has(step.commandId));
      return { ...life, steps: life.steps.slice(Math.max(0, first - sentAgain)) };
    });
  }

  return {
    lanes() {
      const lanes = queues.map(laneOf);
      return [...lanes, ...lanes.slice(0, 2)];
    },
    answered(commandId, outcome) {
      assert.ok(outcome === 'done' || outcome === 'repeated', `${commandId} came to ${outcome}`);
      acknowledged.add(commandId);
    },
    acknowledged,
    begun: () => begun,
  };
}

/** Nothing acknowledged is lost, no command is half done, no version is out of step with its facts: asked of all rows at once. */
export async function assertNothingLost({ admin }: Pools, acknowledged: ReadonlySet<string>): Promise<void> {
  const kept = await admin.query<{ id: string }>('select distinct command_id as id from fact');
  const known = new Set(kept.rows.map(({ id }) => id));
  const lost = [...acknowledged].filter((id) => !known.has(id));
  assert.deepEqual(lost, [], 'acknowledged and lost');
  const half = await admin.query(
    `select person_id, command_id from fact group by person_id, command_id
     having min(command_part) <> 1 or max(command_part) <> count(*) or max(version) - min(version) + 1 <> count(*)`,
  );
  assert.deepEqual(half.rows, [], 'half done');
  const apart = await admin.query(
    `select c.person_id from child c full join (
       select distinct on (person_id) person_id, version, hash from fact order by person_id, version desc) f using (person_id)
     where (c.version, c.head_hash) is distinct from (f.version, f.hash)`,
  );
  assert.deepEqual(apart.rows, [], 'a child and its newest fact differ');
  const unanswered = await admin.query(
    `select c.person_id from child c left join accountable_period p on p.person_id = c.person_id and p.ended_at is null
     where (p.team_id, p.practitioner_id) is distinct from
       (case when c.care_status = 'in-care' then c.holder_team end, case when c.care_status = 'in-care' then c.holder_practitioner end)`,
  );
  assert.deepEqual(unanswered.rows, [], 'P1: not the holder of the running period');
}

/** So many lives go on at the same time. */
const atOnce = 16;

/** Plays what is left of each life that was begun, and checks each child from its first fact on. */
export async function finishAndCheck(ledger: Ledger, lives: readonly Life[]): Promise<void> {
  const left = [...lives];
  const kept: string[] = [];
  async function finishOneByOne(): Promise<void> {
    for (let life = left.shift(); life; life = left.shift()) {
      const { personId, steps } = life;
      const loaded = await ledger.store.loadAny(personId);
      if (!loaded) continue;
      kept.push(personId);
      for (const step of steps.filter(({ version }) => version >= loaded.version))
        assert.equal((await give(ledger.store, personId, step)).kind, 'done');
    }
  }
  await Promise.all(Array.from({ length: atOnce }, finishOneByOne));
  await checkChildren(ledger, kept, directory);
}
