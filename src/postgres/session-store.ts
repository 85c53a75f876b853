import type { Pool } from 'pg';
import type { Instant } from '../domain/calendar/time.ts';

/** Sign-in sessions: one row each, so that one can be ended at once and all can be listed. */
export function sessionStore(pool: Pool) {
  return {
    /** With the number of unread notices, so that a page begins with one round trip: the count tells nothing of a child. */
    async get(id: string, now: Instant): Promise<{ data: Record<string, unknown>; notices: number } | null> {
      const text = `select s.data, count_notices(p.team_id) as notices
        from session s left join practitioner p on p.id = s.practitioner_id where s.session_id = $1 and s.expires_at > $2`;
      const { rows } = await pool.query<{ data: Record<string, unknown>; notices: number }>({
        name: 'session',
        text,
        values: [id, now],
      });
      return rows[0] ?? null;
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
