import type { Pool } from 'pg';
import type { Known, ListedChild, Readings } from '../application/readings.ts';
import type { Actor } from '../domain/child/context.ts';
import { parseNhsNumber } from '../domain/identity/nhs-number.ts';
import { normalisePostcode } from '../domain/identity/postcode.ts';
import { children, linesOf } from './list-questions.ts';
import { askAsParty } from './party.ts';

/** By NHS number, postcode, or name, with a date of birth to narrow; within the searcher's access only. */
const searchQuestion = children(`$2::text is not null and $3::timestamptz is not null
  and ($5::text is null or c.nhs_number = $5) and ($6::text is null or c.postcode = $6)
  and ($7::text is null or (c.given_name || ' ' || c.family_name) ilike $7) and ($8::date is null or c.born_on = $8)`);

/**
 * The look at each child that is found is part of the one statement: no child is found without it (promise P10,
 * decision 0028).
 */
const searchText = `
  with found as (${linesOf(searchQuestion, 50)}),
  looked as (
    insert into read_record (person_id, practitioner_id, team_id, role, page, why)
    select "personId", $2, $1, $9, 'search', $10 from found)
  select * from found`;

/** Who is found, and who bears the number where nobody is found within the searcher's access. */
export async function search(pool: Pool, actor: Actor, { text, bornOn }: Parameters<Readings['search']>[1]) {
  const number = parseNhsNumber(text);
  const postcode = number.ok ? null : normalisePostcode(text);
  const byName =
    number.ok || postcode !== null || text.trim() === ''
      ? null
      : `%${text.trim().replace(/[%_\\]/g, '\\$&')}%`;
  if (!number.ok && postcode === null && byName === null && bornOn === null)
    return { found: [], known: null };
  const values = [
    actor.teamId,
    actor.practitionerId,
    new Date().toISOString(),
    0,
    number.ok ? number.number : null,
    postcode,
    byName,
    bornOn,
    actor.role,
    `Found by ${number.ok ? 'NHS number' : postcode !== null ? 'postcode' : byName !== null ? 'name' : 'date of birth'}`,
  ];
  const found = await askAsParty<ListedChild>(pool, actor.teamId, 'search', searchText, values);
  if (found.length > 0 || !number.ok) return { found, known: null };
  const { rows } = await pool.query<Known>('select * from holder_of_number($1, $2, $3)', [
    number.number,
    actor.practitionerId,
    actor.teamId,
  ]);
  return { found, known: rows[0] ?? null };
}
