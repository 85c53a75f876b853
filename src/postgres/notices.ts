import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { killPoint } from '../application/kill-points.ts';
import type { Instant } from '../domain/calendar/time.ts';
import { inTransaction } from './transaction.ts';

/** A notice on its way into a mail. Without a child or a nurse it carries a number only (promise P12). */
export type UntoldNotice = {
  readonly personId: string | null;
  /** Whose supervision it is about; a mail that waited since before these were told has none. */
  readonly nurseId?: string | null;
  readonly handoverId: string | null;
  readonly code: string;
};

export type Letter = { readonly to: string; readonly subject: string; readonly body: string };

export type TeamBox = {
  readonly teamId: string;
  readonly name: string;
  readonly email: string;
  readonly notices: readonly UntoldNotice[];
};

/** A raised step that names people who have not been written to. */
export type UntoldStep = {
  /** Null where it is about a nurse's supervision, or about quarantine. */
  readonly personId: string | null;
  /** How many items of quarantine have reached the step; absent where it is about a person. */
  readonly items?: number | null;
  readonly kind: string;
  readonly step: number;
  readonly lateByOutage: boolean;
};

export type PersonBox = {
  readonly practitionerId: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly steps: readonly UntoldStep[];
};

const teamsText = `select distinct n.team_id as "teamId" from notice n where n.digest_id is null`;

const takeText = `with taken as (
    update notice set digest_id = $2 where team_id = $1 and digest_id is null
    returning notice_id, person_id as "personId", nurse_id as "nurseId", handover_id as "handoverId", code, created_at
  )
  select t.name, t.email, t.kind = 'outside' as outside, (select json_agg(x order by x.created_at, x.notice_id) from taken x where not hushed(x."personId", x.code)) as notices from team t where t.id = $1`;

/**
 * One mail for each team with all that it has not been told by mail. Taking the notices and writing the mail are one
 * transaction, so that a notice is in exactly one mail whoever runs this at once. Answers how many mails.
 */
export async function writeTeamMail(
  pool: Pool,
  now: Instant,
  write: (box: TeamBox) => Letter | null,
): Promise<number> {
  const { rows } = await pool.query<{ teamId: string }>(teamsText);
  let written = 0;
  for (const { teamId } of rows) {
    written += await inTransaction(pool, async (client) => {
      const mailId = randomUUID();
      const taken = await client.query<{
        name: string;
        email: string;
        outside: boolean;
        notices: readonly UntoldNotice[] | null;
      }>(takeText, [teamId, mailId]);
      const row = taken.rows[0];
      // A team outside the network is rung: it has an address only where somebody gave it one.
      if (!row?.notices || (row.outside && row.email === '')) return 0;
      const waited = await takeStuck<Omit<TeamBox, 'teamId'>>(client, {
        teamId,
        practitionerId: null,
        mailId,
      });
      const notices = [...waited.boxes.flatMap((box) => box.notices), ...row.notices];
      const box = { name: row.name, email: row.email, notices };
      const letter = write({ teamId, ...box });
      return letter ? keep(client, letter, { teamId, mailId, at: waited.since ?? now, now, box }) : 0;
    });
    killPoint('mail-after-team');
  }
  return written;
}

const stepsText = `with taken as (
    update escalation set people_told_at = $1 where people_told_at is null and step >= 1
    returning person_id, key, from_at, kind, step, late_by_outage, names
  ),
  nurses as (
    update supervision_escalation set people_told_at = $1 where people_told_at is null and step >= 1
    returning nurse_id, kind, due_on, step, late_by_outage, names, over_at
  ),
  lying as (
    update quarantine_escalation set people_told_at = $1 where people_told_at is null and step >= 1
    returning quarantine_id, kind, step, late_by_outage, names
  ),
  standing as (
    (select distinct on (t.person_id, t.key, n.id) t.person_id, t.kind, t.step, t.late_by_outage, n.id, null::int as items
    from taken t join deadline d on d.person_id = t.person_id and d.key = t.key and d.from_at = t.from_at
    cross join lateral (select x ->> 'practitionerId' as id from jsonb_array_elements(t.names) x) n
    where n.id is not null order by t.person_id, t.key, n.id, t.step desc)
    union all
    (select distinct on (t.nurse_id, t.kind, t.due_on, n.id) null, t.kind, t.step, t.late_by_outage, n.id, null
    from nurses t cross join lateral (select x ->> 'practitionerId' as id from jsonb_array_elements(t.names) x) n
    where n.id is not null and t.over_at is null order by t.nurse_id, t.kind, t.due_on, n.id, t.step desc)
    union all
    select null, kind, step, late_by_outage, id, count(*)::int from (
      select distinct on (t.quarantine_id, n.id) t.kind, t.step, t.late_by_outage, n.id
      from lying t join quarantine q on q.quarantine_id = t.quarantine_id and q.settled_at is null
      cross join lateral (select x ->> 'practitionerId' as id from jsonb_array_elements(t.names) x) n
      where n.id is not null order by t.quarantine_id, n.id, t.step desc) highest group by kind, step, late_by_outage, id
  )
  select p.id as "practitionerId", p.name, p.email, p.role,
    json_agg(json_build_object('personId', s.person_id, 'kind', s.kind, 'step', s.step, 'lateByOutage', s.late_by_outage, 'items', s.items) order by s.step desc, s.person_id) as steps
  from standing s join practitioner p on p.id = s.id and p.status = 'present' group by p.id`;

/** One mail for each person who is named at a step above the desk, with all steps that were raised since the last time. */
export async function writePeopleMail(
  pool: Pool,
  now: Instant,
  write: (box: PersonBox) => Letter | null,
): Promise<number> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<PersonBox>(stepsText, [now]);
    let written = 0;
    for (const { steps, ...person } of rows) {
      const mailId = randomUUID();
      const { practitionerId } = person;
      const waited = await takeStuck<PersonBox>(client, { teamId: null, practitionerId, mailId });
      const box = { ...person, steps: [...waited.boxes.flatMap((earlier) => earlier.steps), ...steps] };
      const letter = write(box);
      if (letter)
        written += await keep(client, letter, { teamId: null, mailId, at: waited.since ?? now, now, box });
    }
    return written;
  });
}

/** What a waiting mail was written from: it is asked again when it is sent. */
export type MailBox = Omit<TeamBox, 'teamId'> | PersonBox;

type Kept = {
  readonly teamId: string | null;
  readonly mailId: string;
  /** Since when the oldest of it waits. */
  readonly at: Instant;
  readonly now: Instant;
  readonly box: MailBox;
};

type Stuck<Box> = { readonly boxes: readonly Box[]; readonly since: Instant | null };

const stuckText = `
  with stuck as (
    select mail_id from mail where sent_at is null and next_try_at is not null and last_error is not null and box is not null
      and team_id is not distinct from $1 and ($2::text is null or box ->> 'practitionerId' = $2) order by mail_id for update skip locked)
  update mail m set next_try_at = null, last_error = 'Gathered into the later mail ' || $3 from stuck where m.mail_id = stuck.mail_id
  returning m.box, m.created_at as "createdAt"`;

/**
 * Takes mail for the same team or person that was tried and still waits into the mail that is written now: after hours
 * without a mail server each gets one mail with everything, not one for each quarter of an hour. The new mail has an id
 * of its own, since the earlier one may have arrived though nobody heard of it. A mail that is being sent is left
 * alone.
 */
async function takeStuck<Box extends MailBox>(
  client: PoolClient,
  {
    teamId,
    practitionerId,
    mailId,
  }: Pick<Kept, 'teamId' | 'mailId'> & { readonly practitionerId: string | null },
): Promise<Stuck<Box>> {
  const values = [teamId, practitionerId, mailId];
  const { rows } = await client.query<{ box: Box; createdAt: Instant }>(stuckText, values);
  const inOrder = rows.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  return { boxes: inOrder.map(({ box }) => box), since: inOrder[0]?.createdAt ?? null };
}

/** A mail without an address is kept with the reason and never tried, so that it can be found. */
async function keep(
  client: PoolClient,
  { to, subject, body }: Letter,
  { teamId, mailId, at, now, box }: Kept,
): Promise<number> {
  const missing = to === '' ? 'The directory has no address' : null;
  await client.query(
    `insert into mail (mail_id, to_address, subject, body, team_id, created_at, next_try_at, last_error, box) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [mailId, to, subject, body, teamId, at, missing ? null : now, missing, JSON.stringify(box)],
  );
  killPoint('mail-before-commit');
  return 1;
}
