import type { PoolClient } from 'pg';
import type { Finding } from './check-rows.ts';

/** What a sealed record was known by, taken from its folded state, which the check has compared with the facts. */
const missingText = `
  select distinct c.person_id as "personId" from child c join child_state s using (person_id)
  cross join lateral (select s.state::jsonb -> 'identity' as known) i
  cross join lateral put_away_marks(i.known ->> 'nhsNumber', i.known ->> 'givenName', i.known ->> 'familyName', i.known ->> 'bornOn', false) as k (mark)
  where c.care_status = 'ended' and put_away(c.person_id)
    and not exists (select from put_away_as a where a.person_id = c.person_id and a.mark = k.mark)
  order by 1 limit 100`;

/**
 * A record that an adoption has sealed is kept from being taken on anew by digests of its number, its name and its date
 * of birth (scenario A16, decision 0067). No fact holds these digests: without this check nothing would tell of a lost
 * row.
 */
export async function checkPutAway(client: PoolClient): Promise<readonly Finding[]> {
  const { rows } = await client.query<{ personId: string }>(missingText);
  return rows.map(({ personId }) => ({
    personId,
    version: null,
    where: 'put_away_as',
    says: 'what the child was known by before the adoption is not kept from being taken on anew',
  }));
}
