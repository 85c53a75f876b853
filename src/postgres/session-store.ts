import type { Pool } from 'pg';
import type { Instant } from '../domain/calendar/time.ts';

/** Sign-in sessions: one row each, so that one can be ended at once and all can be listed. */
export function sessionStore(pool: Pool) {
  return {
    async get(id: string): Promise<Record<string, unknown> | null> {
      const text = 'select data from session where session_id = $1 and expires_at > now()';
      const { rows } = await pool.query<{ data: Record<string, unknown> }>({
        name: 'session',
        text,
        values: [id],
      });
      return rows[0]?.data ?? null;
    },
    async set(
      id: string,
      practitionerId: string | null,
      data: Record<string, unknown>,
      expiresAt: Instant,
    ): Promise<void> {
      const text = `insert into session (session_id, practitioner_id, data, expires_at) values ($1, $2, $3, $4)
        on conflict (session_id) do update set practitioner_id = excluded.practitioner_id, data = excluded.data, expires_at = excluded.expires_at`;
      await pool.query({
        name: 'keep-session',
        text,
        values: [id, practitionerId, JSON.stringify(data), expiresAt],
      });
    },
    async destroy(id: string): Promise<void> {
      await pool.query({
        name: 'end-session',
        text: 'delete from session where session_id = $1',
        values: [id],
      });
    },
  };
}
