import type { PoolClient } from 'pg';
import type { ChildStore } from '../application/child-store.ts';
import { issue } from '../application/command.ts';
import type { DirectoryCommand, DirectoryOutcome, StillOwed } from '../application/directory-commands.ts';
import { issuedNow } from '../application/issued.ts';
import type { Context } from '../domain/child/context.ts';

type Closing = Extract<DirectoryCommand, { type: 'close-team' }>;
type Refused = Extract<DirectoryOutcome, { kind: 'refused' }>;

/** A child held outside the network, and the team of ours that keeps its record. */
export type Kept = { readonly personId: string; readonly from: string };

/**
 * Why a team may not close; null where nobody is left with it and it owes nothing. The team's row is locked, so nobody
 * accepts meanwhile.
 */
export async function closingRefused(client: PoolClient, closing: Closing): Promise<Refused | null> {
  const still = await stillOn(client, closing.teamId);
  if (still.children + still.clients + still.offers > 0) return stillHolds(still);
  const kept = await keptBy(client, closing.teamId);
  if (kept.length > 0 && !closing.keeperTeamId) return stillKeeps(kept.length);
  const owed = await stillOwed(client, closing.teamId);
  return owed.length > 0 ? stillOwes(owed) : null;
}

type StillOn = { readonly children: number; readonly clients: number; readonly offers: number };

/** Children whom a team holds, clients who are in its programme or wait for an answer, and handovers on their way to it. */
async function stillOn(client: PoolClient, teamId: string): Promise<StillOn> {
  const { rows } = await client.query<StillOn>(
    `select (select count(*)::int from child where holder_team = $1 and care_status = 'in-care') as children,
       (select count(*)::int from client where team_id = $1 and status in ('referred', 'offered', 'enrolled', 'paused', 'transferring-out')) as clients,
       (select count(*)::int from handover where receiving_team = $1 and released_at is null and state in ('offered', 'acknowledged', 'accepted', 'seen')) as offers`,
    [teamId],
  );
  return rows[0] ?? { children: 0, clients: 0, offers: 0 };
}

/**
 * The last day cannot come while children have no other holder yet, nor while clients have been told nothing (scenario
 * A31).
 */
function stillHolds({ children, clients, offers }: StillOn): Refused {
  const mothers =
    clients === 0 ? '' : `, ${clients} ${clients === 1 ? 'client is' : 'clients are'} still with it`;
  const answer =
    clients === 0
      ? ''
      : ' Record of each client how the programme ended for her, or, where she waits for a place, that there is none here.';
  return {
    kind: 'refused',
    says: `This team still answers for ${children} ${children === 1 ? 'child' : 'children'}${mothers}, and ${offers} ${offers === 1 ? 'handover is' : 'handovers are'} on the way to it.`,
    canDo: `Hand over every child first. Where nobody takes them, the commissioner names a lead who accepts.${answer}`,
    stillHeld: children + clients + offers,
  };
}

function stillKeeps(kept: number): Refused {
  return {
    kind: 'refused',
    says: `This team keeps the record of ${kept} ${kept === 1 ? 'child' : 'children'} whom a team outside the network holds: what is owed to them is owed by this team.`,
    canDo: 'Say which team keeps these records from then on, or choose the holding desk.',
  };
}

/**
 * What the team owes to children whom it neither holds nor keeps the record of, and to clients who are no more in its
 * programme: contact after a loss, or that those who review a death are told. If the team closed with it, nobody would
 * owe it (promise P5). The first fifty.
 */
async function stillOwed(client: PoolClient, teamId: string): Promise<readonly StillOwed[]> {
  const { rows } = await client.query<StillOwed>(
    `select d.person_id as "personId", d.kind, c.person_id is null as client
     from deadline d left join child c on c.person_id = d.person_id
     where d.owner_team = $1 and not (c.person_id is not null and c.care_status = 'in-care' and exists (
       select from access a where a.person_id = d.person_id and a.team_id = $1 and a.relation = 'holder'))
     order by d.due_at, d.person_id, d.key limit 50`,
    [teamId],
  );
  return rows;
}

function stillOwes(owed: readonly StillOwed[]): Refused {
  const records = new Set(owed.map(({ personId }) => personId)).size;
  return {
    kind: 'refused',
    says: `This team still owes something to ${records} ${records === 1 ? 'family' : 'families'} with whom it has nothing else to do.`,
    canDo: 'Do it first, or have it recorded who does: the list says what is owed.',
    stillOwed: owed,
  };
}

/** Children held outside the network whose record that team keeps. */
export async function keptBy(client: PoolClient, teamId: string): Promise<readonly Kept[]> {
  const { rows } = await client.query<Kept>(
    `select c.person_id as "personId", a.team_id as "from" from child c
     join access a on a.person_id = c.person_id and a.team_id = $1 and a.relation = 'holder'
     where c.care_status = 'in-care' and c.holder_outside_name is not null and c.holder_team <> $1 order by c.person_id`,
    [teamId],
  );
  return rows;
}

/** Has another team keep each of these records, in the order given. Says of how many it does from now on, and how many are refused. */
export async function passKeeping(
  store: ChildStore,
  kept: readonly Kept[],
  keeperOf: (from: string) => string,
  context: Context,
): Promise<{ readonly passed: number; readonly refused: number }> {
  let passed = 0;
  let refused = 0;
  for (const { personId, from } of kept) {
    const name = context.directory.teams.get(from)?.name ?? from;
    const why = `${name} works no more`;
    const command = { type: 'name-keeper', from, teamId: keeperOf(from), why } as const;
    const outcome = await issue(store, issuedNow(personId, command), context);
    if (outcome.kind !== 'done') refused += 1;
    else if (outcome.facts.length > 0) passed += 1;
  }
  return { passed, refused };
}
