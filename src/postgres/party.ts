import pg, { type Pool, type PoolClient, type QueryResultRow } from 'pg';

/** A query inside one party's transaction. */
export type Ask = <Row extends QueryResultRow>(
  name: string,
  text: string,
  values: readonly unknown[],
) => Promise<Row[]>;

/**
 * Runs reads as one team: row security sees the team by SET LOCAL, which a pooler and a cluster both carry (stack.md, 3).
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
 * One question as one team, as asParty asks it, in one round trip: begin, question and commit are sent together and answered
 * together. Where the beginning fails, the question is asked for no team and sees nothing; where the question fails, the
 * commit rolls back. The rows are given only once all three succeeded, so that nobody is shown a record whose look was not
 * kept (P10).
 */
export async function askAsParty<Row extends QueryResultRow>(
  pool: Pool,
  teamId: string,
  name: string,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const client = await pool.connect();
  const answers = await Promise.allSettled([
    client.query(`begin; set local handhold.team = ${pg.escapeLiteral(teamId)}`),
    client.query<Row>({ name, text, values: [...values] }),
    client.query('commit'),
  ]);
  const [begun, asked, ended] = answers;
  const failed = answers.find((answer) => answer.status === 'rejected')?.reason;
  // Without a code it is no answer of the server: the connection itself is broken, or may be inside a transaction.
  client.release(failed && (failed as { code?: string }).code === undefined);
  if (begun.status === 'fulfilled' && asked.status === 'fulfilled' && ended.status === 'fulfilled')
    return asked.value.rows;
  throw failed;
}
