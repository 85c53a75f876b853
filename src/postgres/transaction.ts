import type { Pool, PoolClient } from 'pg';
import { killPoint } from '../application/kill-points.ts';

/** Work as one transaction, on a connection of its own. Where it fails nothing of it stands, and the connection is not used again. */
export async function inTransaction<Result>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    killPoint('before-commit');
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}
