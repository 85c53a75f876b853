import type { Pool } from 'pg';
import type { ListedChild } from '../application/readings.ts';
import type {
  ArrivingReviews,
  ReviewLine,
  ReviewLists,
  UnseenDays,
  Whose,
} from '../application/review-lists.ts';
import { unseenDays } from '../application/review-lists.ts';
import type { Actor } from '../domain/child/context.ts';
import { children, childrenAnswered, linesOf } from './list-questions.ts';
import { askAsParty } from './party.ts';

/**
 * Each list as one question, so that a number always opens exactly its list. $1 is the team, $2 the people whose list it is, $3 now. My own
 * are found from my children, who are few; the team's from what the team owes.
 */
const dueQuestions: Readonly<Record<Whose, string>> = {
  mine: childrenAnswered(
    (where) => `select c.person_id, d.key, d.due_at from child c join deadline d on d.person_id = c.person_id
    where ${where} and d.kind = 'review' and d.owner_team = $1 and d.from_at <= $3`,
  ),
  team: `select d.person_id, d.key, d.due_at from deadline d
    where d.kind = 'review' and d.owner_team = $1 and d.from_at <= $3 and $2::text[] is not null`,
};

const dueText = (whose: Whose) => `
  select c.person_id as "personId", c.given_name as "givenName", c.family_name as "familyName", c.born_on as "bornOn",
    c.expected_on as "expectedOn", c.holder_practitioner as "practitionerId", c.last_seen_on as "lastSeenOn", q.key, q.due_at as "dueAt"
  from (${dueQuestions[whose]}) q join child c on c.person_id = q.person_id
  order by q.due_at, c.person_id, q.key limit 50 offset $4`;

/** A child that nobody has seen counts from its birth: one born on Friday is not unseen for 28 days on Monday. */
const unseenWhere = (
  days: string,
) => `c.holder_team = $1 and $2::text is not null and c.care_status = 'in-care'
  and coalesce(c.last_seen_on, c.born_on) <= ($3::timestamptz at time zone 'Europe/London')::date - ${days}`;

const unseenText = linesOf(children(unseenWhere('$5::integer')), 50);

const unseenCountText = `select ${unseenDays
  .map((days) => `(select count(*)::int from child c where ${unseenWhere(String(days))}) as "${days}"`)
  .join(', ')}`;

/**
 * The look at each arriving child is recorded with the reading: a list of reviews is a look into the record (promise P10). All of
 * them, because paper has no further lines.
 */
const arrivingText = `
  with found as (
    select c.person_id, c.given_name, c.family_name, c.born_on, c.expected_on, min(h.offered_at) as offered_at
    from handover h join child c on c.person_id = h.person_id
    where h.receiving_team = $1 and h.state in ('offered', 'acknowledged', 'accepted', 'seen')
    group by c.person_id),
  looked as (
    insert into read_record (person_id, practitioner_id, team_id, role, page, why)
    select person_id, $2, $1, $3, 'print', 'Reviews of children who arrive, for when the system is down' from found)
  select f.person_id as "personId", f.given_name as "givenName", f.family_name as "familyName", f.born_on as "bornOn",
    f.expected_on as "expectedOn", s.state from found f join child_state s using (person_id) order by f.offered_at, f.person_id`;

/** Lists of reviews and of children not seen, as the acting person's team. */
export function reviewLists(pool: Pool): ReviewLists {
  return {
    dueCount: async (actor, people, whose, now) => {
      const text = `select count(*)::int as n from (${dueQuestions[whose]}) q`;
      const name = `reviews-due-count-${whose}`;
      const [row] = await askAsParty<{ n: number }>(pool, actor.teamId, name, text, [
        actor.teamId,
        people,
        now,
      ]);
      return row?.n ?? 0;
    },
    due: (actor, people, whose, now, from) => {
      const values = [actor.teamId, people, now, from];
      return askAsParty<ReviewLine>(pool, actor.teamId, `reviews-due-${whose}`, dueText(whose), values);
    },
    unseenCounts: async (actor, now) => {
      const [row] = await asked<Record<UnseenDays, number>>(
        pool,
        actor,
        'unseen-counts',
        unseenCountText,
        now,
      );
      if (!row) throw new Error('Counting answered nothing');
      return row;
    },
    unseen: (actor, days, now, from) =>
      asked<ListedChild>(pool, actor, 'unseen', unseenText, now, from, days),
    arriving: (actor) => {
      const values = [actor.teamId, actor.practitionerId, actor.role];
      return askAsParty<ArrivingReviews>(pool, actor.teamId, 'arriving-reviews', arrivingText, values);
    },
  };
}

function asked<Row extends object>(
  pool: Pool,
  actor: Actor,
  name: string,
  text: string,
  ...values: readonly unknown[]
): Promise<Row[]> {
  return askAsParty<Row>(pool, actor.teamId, name, text, [actor.teamId, actor.practitionerId, ...values]);
}
