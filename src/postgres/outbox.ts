import type { Pool } from 'pg';
import { addMinutes, type CivilDate, type Instant } from '../domain/calendar/time.ts';
import type { MailBox } from './notices.ts';

/** A mail as it stands in the outbox. */
export type OutgoingMail = {
  readonly mailId: string;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly createdAt: Instant;
  readonly tries: number;
  /** What it was written from; null for a mail that speaks of no child. */
  readonly box: MailBox | null;
};

/** How long a sender may take before another tries the same mail. Should it go out twice, the Message-ID shows it. */
const leaseMinutes = 5;

const claimText = `update mail set tries = tries + 1, next_try_at = $3, last_error = null where mail_id in (
    select mail_id from mail where sent_at is null and next_try_at <= $1 order by next_try_at limit $2 for update skip locked)
  returning mail_id as "mailId", to_address as "to", subject, body, created_at as "createdAt", tries, box`;

/** Takes mails that are waiting, for a while: a sender that crashes leaves them to the next. */
export async function claimMail(pool: Pool, now: Instant, limit: number): Promise<readonly OutgoingMail[]> {
  const { rows } = await pool.query<OutgoingMail>(claimText, [now, limit, addMinutes(now, leaseMinutes)]);
  return rows;
}

const maySayText = `select coalesce(array_agg(x.no::int - 1), '{}') as said
  from jsonb_array_elements($1::jsonb) with ordinality x (line, no) where not hushed((line ->> 'personId')::uuid, line ->> 'code')`;

/**
 * What a waiting mail may still say, asked when it is sent: after a loss, a death or an adoption nothing about the child goes
 * out (scenarios A13, A14 and A16). Null when nothing is left to say.
 */
export async function maySay(pool: Pool, box: MailBox): Promise<MailBox | null> {
  const lines =
    'notices' in box
      ? box.notices
      : box.steps.map((step) => ({ personId: step.personId, code: `overdue/${step.step}/${step.kind}` }));
  const { rows } = await pool.query<{ said: readonly number[] }>(maySayText, [JSON.stringify(lines)]);
  const said = new Set(rows[0]?.said);
  if (said.size === lines.length) return box;
  if (said.size === 0) return null;
  const kept = <Line>(all: readonly Line[]) => all.filter((_, no) => said.has(no));
  return 'notices' in box ? { ...box, notices: kept(box.notices) } : { ...box, steps: kept(box.steps) };
}

/** Nothing was left to say: it is kept with the reason, and goes to nobody. */
export async function mailKeptBack(pool: Pool, mailId: string): Promise<void> {
  const why = 'Kept back: a loss, a death or an adoption was recorded before it was sent';
  await pool.query('update mail set next_try_at = null, last_error = $2 where mail_id = $1', [mailId, why]);
}

export async function mailSent(pool: Pool, mailId: string, now: Instant): Promise<void> {
  await pool.query('update mail set sent_at = $2, next_try_at = null, last_error = null where mail_id = $1', [
    mailId,
    now,
  ]);
}

/** Mail that was tried and waits, from a while ago on. */
export type StuckMail = {
  readonly addresses: number;
  readonly since: Instant;
  /** What the last of them met. */
  readonly error: string;
  /** Whether nothing went out since, to more than one address: then it is the server, and not one address that is wrong. */
  readonly nothingGoes: boolean;
};

const stuckText = `
  with stuck as materialized (
    select to_address, created_at, last_error from mail where sent_at is null and next_try_at is not null and last_error is not null and created_at <= $1),
  gone as (select max(sent_at) as at from mail where sent_at is not null and exists (select from stuck))
  select count(distinct s.to_address)::int as addresses, min(s.created_at) as since, (array_agg(s.last_error order by s.created_at desc))[1] as error,
    count(distinct s.to_address) filter (where s.created_at > coalesce(g.at, '-infinity')) >= 2 as "nothingGoes"
  from stuck s cross join gone g having count(*) > 0`;

/** Mail that was written before `before` and still waits after a try; null where there is none. */
export async function stuckMail(pool: Pool, before: Instant): Promise<StuckMail | null> {
  return (
    (await pool.query<StuckMail>({ name: 'stuck-mail', text: stuckText, values: [before] })).rows[0] ?? null
  );
}

const unaddressedText = `
  select distinct coalesce(p.name || ' (' || p.id || ')', t.name || ' (' || t.id || ')') as who from mail m
  left join practitioner p on p.id = m.box ->> 'practitionerId' and p.status = 'present' and p.email = ''
  left join team t on t.id = m.team_id and t.email = '' and t.kind <> 'outside' and (t.valid_to is null or t.valid_to > $1)
  where m.to_address = '' and (p.id is not null or t.id is not null) order by 1`;

/**
 * For whom mail was written that went to nobody, because the directory has no address for them: people and teams, with
 * their ids. Who has been given one since, or is not here any more, is not among
 * them, nor is a team outside the network, which is rung.
 */
export async function withoutAddress(pool: Pool, today: CivilDate): Promise<readonly string[]> {
  const { rows } = await pool.query<{ who: string }>({
    name: 'without-address',
    text: unaddressedText,
    values: [today],
  });
  return rows.map(({ who }) => who);
}

/** Kept and tried again, later each time: after 1, 2, 4 minutes and so on, at most an hour. It is never given up. */
export async function mailFailed(
  pool: Pool,
  { mailId, tries }: OutgoingMail,
  error: string,
  now: Instant,
): Promise<void> {
  const wait = Math.min(2 ** (tries - 1), 60);
  await pool.query(
    'update mail set next_try_at = $2, last_error = $3 where mail_id = $1 and sent_at is null',
    [mailId, addMinutes(now, wait), error.slice(0, 500)],
  );
}
