import type { Pool, PoolClient } from 'pg';
import type { Appended, Change, ChildStore, LoadedChild } from '../application/child-store.ts';
import type { ChildState } from '../domain/child/state.ts';

/** A pool, or one connection inside a transaction that moves more than one child. */
export type Asked = Pick<Pool, 'query'> | Pick<PoolClient, 'query'>;

type Row = { version: number; head_hash: string; state: ChildState };

const appendStatement = {
  name: 'append-facts',
  text: `select (r.o).outcome, (r.o).version from (select append_facts(
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) as o offset 0) r`,
};

/**
 * Children's streams in PostgreSQL. Each command is two round trips: one function call to load, one to append, each its
 * own transaction, so that no connection waits on Node between statements.
 */
export function childStore(pool: Asked): ChildStore {
  async function load(name: string, text: string, values: readonly string[]): Promise<LoadedChild | null> {
    const { rows } = await pool.query<Row>({ name, text, values: [...values] });
    const row = rows[0];
    return row
      ? { personId: values[0] ?? '', version: row.version, headHash: row.head_hash, state: row.state }
      : null;
  }

  return {
    load: (personId, teamId) => load('load-child', 'select * from load_child($1, $2)', [personId, teamId]),
    loadAny: (personId) => load('load-any-child', 'select * from load_any_child($1)', [personId]),
    append: (change) => append(pool, change),
  };
}

async function append(pool: Asked, change: Change): Promise<Appended> {
  try {
    return await appendFacts(pool, change);
  } catch (error) {
    if (isRepeat(error)) return { outcome: 'repeated', version: change.expectedVersion };
    throw error;
  }
}

/** A command that takes the newest version, given again after it was written: the version fits, its facts are there already. */
function isRepeat(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === 'one_effect_of_one_command';
}

async function appendFacts(pool: Asked, change: Change): Promise<Appended> {
  const { rows } = await pool.query<Appended>({
    ...appendStatement,
    values: [
      change.personId,
      change.commandId,
      change.expectedVersion,
      JSON.stringify(change.facts),
      JSON.stringify(change.state),
      JSON.stringify(change.child),
      JSON.stringify(change.handovers),
      JSON.stringify(change.deadlinesSet),
      change.deadlinesMet,
      change.periodClosed && JSON.stringify(change.periodClosed),
      JSON.stringify(change.periodsOpened),
      JSON.stringify(change.accessGiven),
      change.accessTaken,
      JSON.stringify(change.notices),
      change.mustBePresent,
      change.mustBeLive,
    ],
  });
  const [appended] = rows;
  if (!appended) throw new Error('append_facts answered nothing');
  return appended;
}
