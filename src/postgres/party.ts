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
