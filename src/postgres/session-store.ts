import pg, { type Pool } from 'pg';
import type { Instant } from '../domain/calendar/time.ts';
import { gathering } from './gathering.ts';

type Opened = { readonly data: Record<string, unknown>; readonly notices: number };
type Asked = { readonly id: string; readonly now: Instant };

const getText = `select asked.n::int as n, s.data, count_notices(p.team_id) as notices
  from unnest($1::text[], $2::timestamptz[]) with ordinality as asked (id, now, n)
  join session s on s.session_id = asked.id and s.expires_at > asked.now left join practitioner p on p.id = s.practitioner_id`;

/**
 * Sign-in sessions: one row each, so that one can be ended at once and all can be listed. Every page begins with one: those that
 * are asked for at the same time are one question.
 */
export function sessionStore(pool: Pool) {
  const get = gathering<Asked, Opened | null>({
    send: async (asked) => {
      const values = [asked.map(({ id }) => id), asked.map(({ now }) => now)];
      const { rows } = await pool.query<Opened & { n: number }>({ name: 'sessions', text: getText, values });
      const found = new Map(rows.map(({ n, data, notices }) => [n, { data, notices }]));
      return asked.map((_, place) => found.get(place + 1) ?? null);
    },
    undone: (error) => error instanceof pg.DatabaseError,
    lanes: 2,
    most: 32,
  });
  return {
    /** With the number of unread notices, so that a page begins with one round trip: the count tells nothing of a child. */
    get: (id: string, now: Instant): Promise<Opened | null> => get({ id, now }),
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

/** Takes away sessions that have ended: whoever only opens the sign-in page leaves one behind as well. */
export async function dropEndedSessions(pool: Pool, now: Instant): Promise<void> {
  await pool.query('delete from session where expires_at <= $1', [now]);
}
