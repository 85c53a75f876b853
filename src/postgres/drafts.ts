import type { Pool } from 'pg';
import type { BegunForm, Draft, Drafts } from '../application/drafts.ts';
import type { Instant } from '../domain/calendar/time.ts';
import type { Actor } from '../domain/child/context.ts';
import { named, namedChild } from './named-child.ts';
import { askAsParty } from './party.ts';

/** Drafts of forms, from PostgreSQL: row security knows the team, and each question the person whose drafts they are. */
export function drafts(pool: Pool): Drafts {
  return {
    kept: (actor, personId, form) => kept(pool, actor, personId, form),
    keep: (actor, personId, form, draft) => keep(pool, actor, personId, form, draft),
    drop: (actor, personId, form, savedAt) => drop(pool, actor, personId, form, savedAt),
    begun: ({ teamId, practitionerId }, from, most) =>
      askAsParty<BegunForm>(pool, teamId, 'begun-forms', begunText, [practitionerId, from, most]),
  };
}

async function kept(pool: Pool, actor: Actor, personId: string, form: string): Promise<Draft | null> {
  const text =
    'select data, against_version as "againstVersion", saved_at as "savedAt" from draft where person_id = $1 and practitioner_id = $2 and form = $3 and dropped_at is null';
  const [row] = await askAsParty<Draft>(pool, actor.teamId, 'draft', text, [
    personId,
    actor.practitionerId,
    form,
  ]);
  return row ?? null;
}

async function keep(pool: Pool, actor: Actor, personId: string, form: string, draft: Draft): Promise<void> {
  const text = `insert into draft (person_id, practitioner_id, form, data, against_version, saved_at) values ($1, $2, $3, $4, $5, $6)
    on conflict (person_id, practitioner_id, form) do update set data = excluded.data, against_version = excluded.against_version, saved_at = excluded.saved_at,
    dropped_at = null`;
  const values = [
    personId,
    actor.practitionerId,
    form,
    JSON.stringify(draft.data),
    draft.againstVersion,
    draft.savedAt,
  ];
  await askAsParty(pool, actor.teamId, 'save-draft', text, values);
}

/** Removes a draft. While a legal hold stands it is put aside instead (scenario A14). */
async function drop(
  pool: Pool,
  actor: Actor,
  personId: string,
  form: string,
  savedAt: Instant | null = null,
): Promise<void> {
  const it = `person_id = $1 and practitioner_id = $2 and form = $3 and saved_at = coalesce($4::timestamptz, saved_at)`;
  const text = `
    with held as (select from child_state where person_id = $1 and state -> 'hold' is not null),
    aside as (update draft set dropped_at = now() where ${it} and exists (select from held))
    delete from draft where ${it} and not exists (select from held)`;
  const values = [personId, actor.practitionerId, form, savedAt];
  await askAsParty(pool, actor.teamId, 'drop-draft', text, values);
}

/**
 * A draft stays where its record has gone from the team's sight, and may come back to it: it is on the list only while
 * the record may be read. What is sealed away after an adoption is found by no list (scenario A16).
 */
const begunText = `
  select d.person_id as "personId", d.form, d.saved_at as "savedAt", ${namedChild}
  from draft d ${named}
  where d.practitioner_id = $1 and d.dropped_at is null and not put_away(d.person_id)
  order by d.saved_at desc, d.person_id, d.form limit $3 offset $2`;
