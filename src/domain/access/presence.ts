import type { Context } from '../child/context.ts';
import { awayAt, inPost, membersOf, presentAt, roleAt, sayAway } from '../directory/directory.ts';
import type { Refusal } from '../language/refusals.ts';

/**
 * Who is away has a successor from that instant, and does nothing until the absence is ended; who has left does nothing at
 * all (scenario A30). Null for whoever is here. Messages and the sweep are never away.
 */
export function absenceRefusal({
  actor,
  directory,
  now,
}: Pick<Context, 'actor' | 'directory' | 'now'>): Refusal | null {
  if (actor.role === 'system' || !directory.practitioners.has(actor.practitionerId)) return null;
  if (!inPost(directory, actor.practitionerId, now)) return { code: 'actor-gone' };
  const away = awayAt(directory, actor.practitionerId, now);
  return away && { code: 'actor-away', detail: sayAway(away) };
}

/** The same context, in the role in which its actor acts now: a nurse who stands in for the lead acts as the lead. */
export function acting<Given extends Pick<Context, 'actor' | 'directory' | 'now'>>(context: Given): Given {
  const { actor, directory, now } = context;
  const person = directory.practitioners.get(actor.practitionerId);
  if (!person || person.role !== actor.role) return context;
  return { ...context, actor: { ...actor, role: roleAt(directory, person, now) } };
}

/**
 * The lead who has to look at missed reviews or failed contacts instead of that person. Null for a lead, and for anybody of the
 * team while no lead is here, so that a lead’s absence does not leave nobody who may.
 */
export function leadWhoLooks({ actor, directory, now }: Pick<Context, 'actor' | 'directory' | 'now'>) {
  if (actor.role === 'lead') return null;
  const lead = membersOf(directory, actor.teamId).find(
    ({ id, role }) => role === 'lead' && presentAt(directory, id, now),
  );
  return lead ?? null;
}
