import type { Pool } from 'pg';
import { DatabaseRefusal } from './embedded/refusal.ts';

/**
 * NHS numbers that begin with 9 are given to nobody: tests, samples of the national services and the demonstration use
 * them.
 */
const realText = `select exists (select from child where nhs_number < '9' or mother_number < '9')
  or exists (select from client where nhs_number < '9') as real`;

/**
 * Throws DatabaseRefusal where the database holds numbers that are given to people. The demonstration's sign-in asks
 * for no password, so it must not run on a copy of a database in use, such as one that was restored to practise.
 */
export async function mustBeInvented(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ real: boolean }>(realText);
  if (rows[0]?.real)
    throw new DatabaseRefusal(
      'The families of this database are not invented: NHS numbers of real people stand in it, and the demonstration’s sign-in asks for no ' +
        'password. Set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, and HANDHOLD_DEMO=off; or name an empty database.',
    );
}
