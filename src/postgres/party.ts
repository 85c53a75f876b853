import pg, { type Pool, type PoolClient, type QueryResultRow } from 'pg';
import { gathering } from './gathering.ts';
import { OneTransaction, type Question } from './one-transaction.ts';

/** A query inside one party's transaction. */
export type Ask = <Row extends QueryResultRow>(
  name: string,
  text: string,
  values: readonly unknown[],
) => Promise<Row[]>;

/**
 * Runs reads as one team: row security sees the team by SET LOCAL, which a pooler and a cluster both carry.
 * The setting ends with the transaction, so that no connection remembers a team.
 */
export async function asParty<Result>(
  pool: Pool,
  teamId: string,
  work: (ask: Ask) => Promise<Result>,
): Promise<Result> {
  const client: PoolClient = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(`begin; set local handhold.team = ${pg.escapeLiteral(teamId)}`);
    const result = await work(
      async (name, text, values) => (await client.query({ name, text, values: [...values] })).rows,
    );
    await client.query('commit');
    return result;
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release(broken && (broken as { code?: string }).code === undefined ? broken : undefined);
  }
}

/**
 * One question as one team, as asParty asks it, in one round trip. The rows are given only once the transaction is committed,
 * so that nobody is shown a record whose look was not kept (P10).
 */
export async function askAsParty<Row extends QueryResultRow>(
  pool: Pool,
  teamId: string,
  name: string,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const [rows = []] = await askAllAsParty<Row>(pool, teamId, [{ name, text, values }]);
  return rows;
}

/** Several questions as one team, in one transaction and one round trip; the rows of each, in the order of the questions. */
export async function askAllAsParty<Row extends QueryResultRow>(
  pool: Pool,
  teamId: string,
  questions: readonly Question[],
): Promise<readonly Row[][]> {
  const [, ...rows] = await inOneTransaction<Row>(pool, [asTeam(teamId), ...questions]);
  return rows;
}

export type PartyQuestion = { readonly teamId: string; readonly question: Question };

/**
 * Asks as askAsParty does, for questions that are short and asked often. What comes while two transactions are under
 * way goes together as the next one, each question as its own team. What they write, such as looks, goes to disk
 * together, and is there before any of them is answered (P10). Made once for all who ask.
 */
export function gatheredAsParty(pool: Pool) {
  const ask = gathering<PartyQuestion, QueryResultRow[]>({
    send: async (asked) => {
      const together = asked.flatMap(({ teamId, question }) => [asTeam(teamId), question]);
      const rows = await inOneTransaction<QueryResultRow>(pool, together);
      return asked.map((_, place) => rows[2 * place + 1] ?? []);
    },
    // The server says itself that one of them failed: all are undone with it.
    undone: (error) => error instanceof pg.DatabaseError,
    lanes: 2,
    most: 16,
  });
  return async <Row extends QueryResultRow>(teamId: string, question: Question) =>
    (await ask({ teamId, question })) as Row[];
}

async function inOneTransaction<Row extends QueryResultRow>(
  pool: Pool,
  questions: readonly Question[],
): Promise<readonly Row[][]> {
  const client = await pool.connect();
  try {
    const asked = new OneTransaction<Row>(questions);
    client.query(asked);
    const rows = await asked.answered;
    client.release();
    return rows;
  } catch (error) {
    // Without a code it is no answer of the server: the connection itself is broken.
    client.release((error as { code?: string }).code === undefined);
    throw error;
  }
}

/** As SET LOCAL, which takes no values: the setting ends with the transaction, or with the next team's. */
function asTeam(teamId: string): Question {
  return { name: 'as-team', text: `select set_config('handhold.team', $1, true)`, values: [teamId] };
}
