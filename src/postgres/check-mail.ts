import type { PoolClient } from 'pg';
import type { Finding } from './check-rows.ts';

const waitsForNothing = `select mail_id as id, created_at as at, 'was not sent, is not tried again, and nothing says why' as says
  from mail where sent_at is null and next_try_at is null and last_error is null`;
const gatheredIntoNone = `select mail_id, created_at, 'was gathered into a later one, which is gone: what it was to tell, nobody is told'
  from mail m where last_error like 'Gathered into the later mail %' and not exists (select from mail l where l.mail_id::text = right(m.last_error, 36))`;

/**
 * Each mail was sent, is tried again, or says why it is not: else what it was to tell would wait for ever. No fact holds a mail, so that one
 * that is gone altogether is missed by nothing.
 */
export async function checkMail(client: PoolClient): Promise<readonly Finding[]> {
  const { rows } = await client.query<{ id: string; says: string }>(
    `${waitsForNothing} union all ${gatheredIntoNone} order by at limit 100`,
  );
  return rows.map(({ id, says }) => ({
    personId: null,
    version: null,
    where: 'mail',
    says: `the mail ${id} ${says}`,
  }));
}
