import type { Pool, PoolClient } from 'pg';
import type { ChildStore } from '../application/child-store.ts';
import { issue } from '../application/command.ts';
import type {
  DirectoryCommand,
  DirectoryOutcome,
  DirectoryStore,
} from '../application/directory-commands.ts';
import { issuedNow } from '../application/issued.ts';
import { killPoint } from '../application/kill-points.ts';
import type { Instant } from '../domain/calendar/time.ts';
import { defaultRuleSets } from '../domain/calendar/time-limits.ts';
import { type Actor, type Context, systemActor } from '../domain/child/context.ts';
import { directoryRefusal } from '../domain/directory/decide.ts';
import { holdingRoles, inPost, turnEnds } from '../domain/directory/directory.ts';
import { personTransitions } from '../domain/directory/transitions.ts';
import { caseloadStatuses } from '../domain/programme/caseload.ts';
import { childStore } from './child-store.ts';
import { closingRefused, keptBy, passKeeping } from './closing.ts';
import { metBefore, sentBefore, what } from './directory-sent.ts';
import { directoryChanged, loadDirectory, lockDirectory } from './directory-store.ts';
import { againAfterOthers } from './met-others.ts';
import { inTransaction } from './transaction.ts';

/** The directory's changes in PostgreSQL, as the owner of the tables. */
export function directoryStore(pool: Pool): DirectoryStore {
  return {
    change: (command, actor, now) =>
      againAfterOthers(() => inTransaction(pool, (client) => change(client, command, actor, now))),
    sentBefore: (command, stands, now) => sentBefore(pool, stands, command, now),
  };
}

/**
 * One change and what must follow at once. Locks are taken in the order of saveDirectory and of record_commands: the
 * directory, then the person or the team, then children. An acceptance that locked the person before us commits first;
 * one that comes later finds the person gone.
 */
async function change(
  client: PoolClient,
  command: DirectoryCommand,
  actor: Actor,
  now: Instant,
): Promise<DirectoryOutcome> {
  const stood = await lockDirectory(client);
  const met = await metBefore(client, stood, command, now);
  if (met) return met;
  const before = await lockedRow(client, command);
  if (!before)
    return {
      kind: 'refused',
      says: 'The directory does not have this entry.',
      canDo: 'Choose one from the directory.',
    };
  if (command.type === 'close-account') {
    if (before.account_closed_at) return closedAlready();
    const still = await namedOn(client, command.practitionerId);
    if (still.children + still.clients + still.offers > 0) return stillNamed(still);
  }
  if (command.type === 'close-team') {
    const refused = await closingRefused(client, command);
    if (refused) return refused;
  }
  await apply(client, command, now);
  const after = await lockedRow(client, command);
  await client.query(
    `insert into directory_change (change_id, changed_at, changed_by, what, before, after) values (coalesce($1, uuidv7()), $2, $3, $4, $5, $6)`,
    [
      command.sent?.formId ?? null,
      now,
      actor.practitionerId,
      what(command),
      JSON.stringify(before),
      JSON.stringify(after),
    ],
  );
  const version = await directoryChanged(client, stood, now);
  const offersReturned = goneBy(command, now) ? await returnOffers(client, command, now) : 0;
  if (command.type === 'close-team') await nameTheKeeper(client, command, now);
  killPoint(`directory-before-commit:${command.type}`);
  return { kind: 'done', version, offersReturned };
}

/**
 * Records of children held outside the network pass to the team that was named: together with the closing, or not at
 * all.
 */
async function nameTheKeeper(
  client: PoolClient,
  { teamId, keeperTeamId }: Extract<DirectoryCommand, { type: 'close-team' }>,
  now: Instant,
): Promise<void> {
  const kept = keeperTeamId ? await keptBy(client, teamId) : [];
  if (!keeperTeamId || kept.length === 0) return;
  const context = await systemContext(client, now);
  const { refused } = await passKeeping(childStore(client), kept, () => keeperTeamId, context);
  if (refused > 0) throw new Error(`${keeperTeamId} does not keep ${refused} records of ${teamId}`);
}

type Row = { readonly account_closed_at?: string | null };

async function lockedRow(client: PoolClient, command: DirectoryCommand): Promise<Row | undefined> {
  const [table, id] =
    command.type === 'close-team' ? ['team', command.teamId] : ['practitioner', command.practitionerId];
  const { rows } = await client.query<{ entry: Row }>(
    `select to_jsonb(x) as entry from (select * from ${table} where id = $1 for update) x`,
    [id],
  );
  return rows[0]?.entry;
}

async function apply(client: PoolClient, command: DirectoryCommand, now: Instant): Promise<void> {
  switch (command.type) {
    case 'leave':
    case 'disable':
      await client.query(
        'update practitioner set status = $2, status_since = $3, duty = false where id = $1',
        [command.practitionerId, command.type === 'leave' ? 'left' : 'disabled', now],
      );
      await endTurns(client, command.practitionerId, now);
      return;
    case 'act-as-duty':
      await client.query(
        `insert into duty_turn (practitioner_id, team_id, begun_at, ends_at) select p.id, p.team_id, $2, $3 from practitioner p where p.id = $1
         and not exists (select from duty_turn d where d.practitioner_id = p.id and d.team_id = p.team_id and d.ends_at > $2)
         on conflict (practitioner_id, begun_at) do update set ends_at = excluded.ends_at`,
        [command.practitionerId, now, turnEnds(now)],
      );
      return;
    case 'end-duty':
      await endTurns(client, command.practitionerId, now);
      return;
    case 'be-away':
      await client.query(
        `insert into absence (practitioner_id, away_from, away_to, deputy_id) values ($1, $2, $3, $4)
         on conflict (practitioner_id, away_from) do update set away_to = excluded.away_to, deputy_id = excluded.deputy_id`,
        [command.practitionerId, command.from, command.to, command.deputyId],
      );
      return;
    case 'return':
      await client.query(
        'update absence set away_to = $2 where practitioner_id = $1 and away_from <= $2 and (away_to is null or away_to > $2)',
        [command.practitionerId, now],
      );
      await client.query(
        `update practitioner set status = 'present', status_since = $2, account_closed_at = null where id = $1 and status <> 'present'`,
        [command.practitionerId, now],
      );
      return;
    case 'close-account':
      await client.query('update practitioner set account_closed_at = $2 where id = $1', [
        command.practitionerId,
        now,
      ]);
      await client.query('delete from session where practitioner_id = $1', [command.practitionerId]);
      return;
    case 'close-team':
      await client.query('update team set valid_to = $2 where id = $1', [command.teamId, command.on]);
      return;
  }
}

async function endTurns(client: PoolClient, practitionerId: string, now: Instant): Promise<void> {
  await client.query(
    'update duty_turn set ends_at = $2 where practitioner_id = $1 and begun_at <= $2 and ends_at > $2',
    [practitionerId, now],
  );
}

function goneBy(
  command: DirectoryCommand,
  now: Instant,
): command is Extract<DirectoryCommand, { practitionerId: string }> {
  if (command.type === 'be-away') return command.from <= now && (command.to === null || command.to > now);
  return command.type === 'leave' || command.type === 'disable';
}

type Addressed = { readonly personId: string; readonly handoverId: string; readonly practitionerId: string };

const addressedText = `select person_id as "personId", handover_id as "handoverId", addressed_to as "practitionerId" from handover
  where addressed_to = $1 and state in ('offered', 'acknowledged') order by person_id`;

/**
 * From the few people who are away, have left or have changed teams to what is addressed to them, so that the cost does
 * not grow with the offers to everybody else. $1 now, $2 how many.
 */
const addressedToTheAway = `
  with gone as materialized (
    select p.id, p.team_id, a.away or (p.status <> 'present' and p.status_since <= $1) as out from practitioner p cross join lateral (
      select exists (select from absence where practitioner_id = p.id and away_from <= $1 and (away_to is null or away_to > $1)) as away) a
    where a.away or (p.status <> 'present' and p.status_since <= $1) or p.team_since is not null)
  select h.person_id as "personId", h.handover_id as "handoverId", g.id as "practitionerId" from gone g cross join lateral (
    select person_id, handover_id from handover where addressed_to = g.id and state in ('offered', 'acknowledged')
      and (g.out or receiving_team <> g.team_id) limit $2) h
  limit $2`;

/**
 * Offers addressed to somebody who is away by now, has left or works in another team lie on the desk again (scenario
 * A30): an absence that was entered beforehand, and a directory file, come without a command. Answers how many came
 * back.
 */
export async function returnOffersOfTheAway(pool: Pool, now: Instant, limit = 500): Promise<number> {
  const { rows } = await pool.query<Addressed>(addressedToTheAway, [now, limit]);
  if (rows.length === 0) return 0;
  return returnEach(rows, childStore(pool), await systemContext(pool, now));
}

/** An offer to a person who is gone goes back to the desk (scenario A30), by the same door as every command. */
async function returnOffers(
  client: PoolClient,
  { practitionerId }: { readonly practitionerId: string },
  now: Instant,
): Promise<number> {
  const { rows } = await client.query<Addressed>(addressedText, [practitionerId]);
  if (rows.length === 0) return 0;
  return returnEach(rows, childStore(client), await systemContext(client, now));
}

async function returnEach(
  addressed: readonly Addressed[],
  store: ChildStore,
  context: Context,
): Promise<number> {
  for (const { personId, handoverId, practitionerId } of addressed) {
    const name = context.directory.practitioners.get(practitionerId)?.name ?? practitionerId;
    const command = { type: 'return-offer', handoverId, practitionerId, why: `${name} is not here` } as const;
    const outcome = await issue(store, issuedNow(personId, command), context);
    if (outcome.kind !== 'done')
      throw new Error(`The offer ${handoverId} did not come back to the desk: ${outcome.kind}`);
  }
  return addressed.length;
}

/** The context in which the sweep gives commands: the directory as it is now. */
export async function systemContext(asked: Pool | PoolClient, now: Instant): Promise<Context> {
  const { directory, holidays } = await loadDirectory(asked);
  return { now, actor: systemActor, directory, holidays, ruleSets: defaultRuleSets };
}

type StillOn = { readonly children: number; readonly clients: number; readonly offers: number };

async function namedOn(client: PoolClient, practitionerId: string): Promise<StillOn> {
  const { rows } = await client.query<StillOn>(
    `select (select count(*)::int from child where holder_practitioner = $1 and care_status = 'in-care') as children,
       (select count(*)::int from client where (nurse_id = $1 and status = any ($2)) or contact_id = $1) as clients,
       (select count(*)::int from handover where (addressed_to = $1 and state in ('offered', 'acknowledged'))
         or (accepted_by = $1 and released_at is null and state in ('accepted', 'seen'))) as offers`,
    [practitionerId, caseloadStatuses],
  );
  return rows[0] ?? { children: 0, clients: 0, offers: 0 };
}

function closedAlready(): DirectoryOutcome {
  const { says, canDo } = directoryRefusal(personTransitions.closed['close-account']);
  return { kind: 'refused', says, canDo };
}

function stillNamed({ children, clients, offers }: StillOn): DirectoryOutcome {
  return {
    kind: 'refused',
    says: `This person is still named for ${children} children, ${clients} clients and ${offers} offers, addressed or accepted.`,
    canDo:
      'Name another practitioner for each child and each client first. The account stays open until nothing names it.',
  };
}

export type Renamed = { readonly renamed: number; readonly left: number };

/**
 * Children whose record names somebody who has left, who works in another team now, or whose role answers for no child
 * any more. Teams and names are walked along the index, one step for each pair, and the children of a wrong name are
 * taken from it up to the limit: the cost grows with the nurses, not with the children.
 */
const wronglyNamed = `
  with recursive pair as (
    (select holder_team, holder_practitioner from child where care_status = 'in-care' and holder_practitioner is not null
     order by holder_team, holder_practitioner limit 1)
    union all
    select n.holder_team, n.holder_practitioner from pair cross join lateral (
      select holder_team, holder_practitioner from child where care_status = 'in-care' and holder_practitioner is not null
        and (holder_team, holder_practitioner) > (pair.holder_team, pair.holder_practitioner)
      order by holder_team, holder_practitioner limit 1) n
  )
  select c.person_id as "personId", p.id as "practitionerId" from pair
    join practitioner p on p.id = pair.holder_practitioner
      and ((p.status <> 'present' and p.status_since <= $1) or p.team_id <> pair.holder_team or p.role <> all ($3))
    cross join lateral (
      select person_id from child
      where holder_team = pair.holder_team and holder_practitioner = pair.holder_practitioner and care_status = 'in-care' limit $2) c
  limit $2`;

/**
 * Children whose named practitioner has left, or has changed teams, come to the lead, who owes them a new name. One command for each
 * child, so that it can break off anywhere and go on later; until then `whoAnswers` gives the deputy or the lead (promise P1).
 */
export async function nameAfterLeavers(pool: Pool, now: Instant, limit = 500): Promise<Renamed> {
  const { rows } = await pool.query<{ personId: string; practitionerId: string }>(wronglyNamed, [
    now,
    limit + 1,
    holdingRoles,
  ]);
  if (rows.length === 0) return { renamed: 0, left: 0 };
  const context = await systemContext(pool, now);
  const store = childStore(pool);
  let renamed = 0;
  for (const { personId, practitionerId } of rows.slice(0, limit)) {
    const why = whyNoMore(context, practitionerId);
    const outcome = await issue(
      store,
      issuedNow(personId, { type: 'name-practitioner', practitionerId: null, why }),
      context,
    );
    if (outcome.kind === 'done') renamed += 1;
  }
  return { renamed, left: rows.length - renamed };
}

/** Why the directory does not have the person any more in the place in which a record names them. */
export function whyNoMore({ directory, now }: Context, practitionerId: string): string {
  const person = directory.practitioners.get(practitionerId);
  const name = person?.name ?? practitionerId;
  if (!inPost(directory, practitionerId, now)) return `${name} is no longer in post`;
  return person && holdingRoles.includes(person.role)
    ? `${name} works in another team now`
    : `${name} answers for no child now`;
}
