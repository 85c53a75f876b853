import pg from 'pg';

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
