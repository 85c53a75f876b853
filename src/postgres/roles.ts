import pg from 'pg';
import { DatabaseRefusal } from './embedded/refusal.ts';

/** The role the application acts as: owns nothing, bypasses nothing, may not change facts. One per server. */
const appRole = 'handhold_app';

/**
 * An owner's address turned into the application's: the same login, which takes the role handhold_app as each
 * connection starts. The same on the embedded default and on a server, and nothing to configure.
 *
 * Its limit: SQL smuggled into a statement could say RESET ROLE and be the owner again. Our statements are fixed text
 * with bound values, and the extended protocol takes one statement at a time, so there is no known way in. In production
 * give the application a login of its own (HANDHOLD_APP_URL, a member of handhold_app and of nothing else): then there
 * is nothing to go back to.
 */
export function appUrlOf(adminUrl: string): string {
  return withOption(adminUrl, `-c role=${appRole}`);
}

/** Adds a start option to an address, keeping those it has. */
export function withOption(connectionUrl: string, option: string): string {
  const url = new URL(connectionUrl);
  const options = [url.searchParams.get('options'), option].filter(Boolean).join(' ');
  url.searchParams.delete('options');
  // URLSearchParams writes a blank as '+', which PostgreSQL's own tools would take for a plus.
  const rest = url.searchParams.toString();
  url.search = `${rest}${rest ? '&' : ''}options=${encodeURIComponent(options)}`;
  return url.href;
}

/**
 * Makes handhold_app on the server when it is missing and lets the owner take it. Roles belong to the whole server, where
 * an advisory lock does not reach (it is per database): several starting at once are told apart by the error instead.
 */
export async function ensureAppRole(client: pg.Client): Promise<void> {
  await untilDone(async () => {
    const { rows } = await client.query('select from pg_roles where rolname = $1', [appRole]);
    if (rows.length === 0) await client.query(`create role ${appRole} nologin nobypassrls`);
  });
  await untilDone(async () => {
    const { rows } = await client.query<{ can: boolean }>(
      `select pg_has_role(current_user, $1, 'SET') as can`,
      [appRole],
    );
    if (!rows[0]?.can) await client.query(`grant ${appRole} to current_user with set true, inherit false`);
  });
}

/**
 * Throws DatabaseRefusal where row security would not hold for the pages, as with the owner's login in
 * HANDHOLD_APP_URL: nothing else would show it, and every team would read every record (P10). Also where the login may
 * not read, or the server takes no writes: then every look at a record would fail, and nobody could sign in.
 */
export async function mustServePages(app: pg.Pool): Promise<void> {
  const text = `select current_user as login, row_security_active('child') as held, pg_has_role(current_user, $1, 'USAGE') as may,
    current_setting('transaction_read_only') = 'on' as reads`;
  type Found = { login: string; held: boolean; may: boolean; reads: boolean };
  const [found] = (await app.query<Found>(text, [appRole])).rows;
  if (!found) throw new Error('The database did not say who asks');
  const { login, held, may, reads } = found;
  if (reads)
    throw new DatabaseRefusal(
      'This server only reads: it is a standby of another one, or set so. Name the one that takes writes in DATABASE_URL.',
    );
  const wrong = held
    ? `is no member of ${appRole}, so the pages could read nothing`
    : 'owns the tables or bypasses row security, so every team would read every record';
  if (!held || !may)
    throw new DatabaseRefusal(
      `HANDHOLD_APP_URL: the login ${login} ${wrong}. Give a login that is a member of ${appRole} and of nothing else, ` +
        'or leave it out: then the owner’s login takes that role.',
    );
}

/** An SQL name, quoted. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

const lostRace = new Set(['42710', '23505', 'XX000' /* "tuple concurrently updated" */]);

async function untilDone(act: () => Promise<void>): Promise<void> {
  for (let turn = 1; ; turn += 1) {
    try {
      return await act();
    } catch (error) {
      const isRace = error instanceof pg.DatabaseError && lostRace.has(error.code ?? '');
      if (!isRace || turn === 10) throw error;
    }
  }
}
