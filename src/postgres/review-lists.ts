import type { Pool } from 'pg';
import type { ListedChild } from '../application/readings.ts';
import type { ReviewLine, ReviewLists, UnseenDays, Whose } from '../application/review-lists.ts';
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
