import type { Pool, PoolClient } from 'pg';
import { type RanChild, runChild } from '../application/bulk/run-child.ts';
import { killPoint } from '../application/kill-points.ts';
import { type BulkHandover, hasLastDay, type LineResult } from '../domain/bulk/bulk-handover.ts';
import { type Instant, londonDate } from '../domain/calendar/time.ts';
import { defaultRuleSets } from '../domain/calendar/time-limits.ts';
import type { Actor, Context } from '../domain/child/context.ts';
import { type Directory, whoAnswers } from '../domain/directory/directory.ts';
import { refusals } from '../domain/language/refusals.ts';
import { priorities } from '../domain/language/words.ts';
import { caseloadStatuses } from '../domain/programme/caseload.ts';
import { addClients } from './bulk-client-lines.ts';
import { clientsFollow } from './bulk-clients.ts';
import { addChildren, bulksToRun } from './bulk-store.ts';
import { type Asked, childStore } from './child-store.ts';
import { type DirectorySnapshot, loadDirectory } from './directory-store.ts';
import { inTransaction } from './transaction.ts';

export type RunBulkOptions = {
  readonly now: () => Instant;
  readonly stopped?: () => boolean;
  /** Told of a child that could not be looked at; the others go on, and it is tried again in the next run. */
  readonly onFault?: (personId: string, error: unknown) => void;
};

/**
 * Looks at every child of every bulk handover that has not been looked at in its round, urgent first. One child is one
 * transaction: its line is claimed, its commands are given and its result is written together or not at all. So two
 * runners never do one child twice, and whatever is killed leaves nothing half done. Answers how many were looked at.
 */
export async function runBulks(owner: Pool, options: RunBulkOptions): Promise<number> {
  const { stopped = () => false } = options;
  let looked = 0;
  for (const bulk of await bulksToRun(owner)) {
    if (stopped()) break;
    if (hasLastDay(bulk) && bulk.state !== 'no-go') {
      await addChildren(owner, bulk);
      await addClients(owner, bulk);
    }
    looked += await runBulk(owner, bulk, options);
    if (!stopped() && bulk.state !== 'planned') await mothersFollow(owner, bulk, options);
    if (!stopped()) await finishWhenEmpty(owner, bulk, options.now());
  }
  return looked;
}

async function mothersFollow(owner: Pool, bulk: BulkHandover, options: RunBulkOptions): Promise<void> {
  const snapshot = await loadDirectory(owner);
  const now = options.now();
  const actor = actorFor(bulk, snapshot.directory, now);
  if (!actor) return;
  const context: Context = { now, actor, ...snapshot, ruleSets: defaultRuleSets };
  const area = (postcode: string) => areaOf(owner, postcode, bulk.lastDay ?? londonDate(now));
  await clientsFollow(owner, bulk, context, area, options.onFault ?? (() => undefined));
}

async function runBulk(owner: Pool, bulk: BulkHandover, options: RunBulkOptions): Promise<number> {
  const { now, stopped = () => false, onFault = () => undefined } = options;
  const snapshot = await loadDirectory(owner);
  const faulty: string[] = [];
  let looked = 0;
  while (!stopped()) {
    const claimed: { personId: string | null } = { personId: null };
    try {
      const any = await oneChild(owner, bulk, snapshot, now(), faulty, claimed);
      if (!any) break;
      looked += 1;
    } catch (error) {
      if (claimed.personId === null) throw error;
      faulty.push(claimed.personId);
      onFault(claimed.personId, error);
    }
    killPoint('bulk-after-child');
  }
  return looked;
}

const claimText = `select l.person_id as "personId", l.to_practitioner as "toPractitionerId" from bulk_line l
  where l.bulk_id = $1 and l.done_round < $2 and l.person_id <> all ($3::uuid[])
  order by l.priority desc nulls first, l.risk_rank desc nulls first, l.last_seen_on asc nulls first, l.person_id limit 1 for update skip locked`;

async function oneChild(
  owner: Pool,
  bulk: BulkHandover,
  snapshot: DirectorySnapshot,
  now: Instant,
  faulty: readonly string[],
  claimed: { personId: string | null },
): Promise<boolean> {
  return inTransaction(owner, async (client) => {
    // Locked until this child is written. A decision that comes meanwhile waits for it; a decision that came before
    // ends the run.
    const { rowCount } = await client.query(
      'select from bulk_handover where bulk_id = $1 and round = $2 for share',
      [bulk.bulkId, bulk.round],
    );
    const { rows } =
      rowCount === 0
        ? { rows: [] }
        : await client.query<{ personId: string; toPractitionerId: string | null }>(claimText, [
            bulk.bulkId,
            bulk.round,
            faulty,
          ]);
    const [line] = rows;
    const actor = actorFor(bulk, snapshot.directory, now);
    if (line && actor) {
      claimed.personId = line.personId;
      const context: Context = { now, actor, ...snapshot, ruleSets: defaultRuleSets };
      const area = (postcode: string) => areaOf(client, postcode, bulk.lastDay ?? londonDate(now));
      const ran = await runChild(childStore(client), bulk, line, context, area);
      await writeLine(client, bulk, line.personId, ran, now);
    }
    return line !== undefined && actor !== null;
  });
}

/**
 * Commands are given in the name of whoever decided, while that person is there; else of who answers as lead of the team.
 * Null while nobody of the team is there: the children wait for the run after somebody is, each still to be looked at.
 */
function actorFor(bulk: BulkHandover, directory: Directory, now: Instant): Actor | null {
  const decider = bulk.decided?.by ?? bulk.startedBy;
  const answers = whoAnswers(directory, bulk.releasingTeamId, decider, now).practitionerId;
  const person = answers === null ? undefined : directory.practitioners.get(answers);
  if (!person) return null;
  const { id, name, duty } = person;
  return { practitionerId: id, name, role: 'lead', teamId: bulk.releasingTeamId, duty };
}

async function areaOf(client: Asked, postcode: string, on: string): Promise<string | null> {
  const text = `select area_code as code from postcode_area where postcode = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2) limit 1`;
  return (await client.query<{ code: string }>(text, [postcode, on])).rows[0]?.code ?? null;
}

async function writeLine(
  client: PoolClient,
  { bulkId, round }: BulkHandover,
  personId: string,
  { result, order }: RanChild,
  now: Instant,
): Promise<void> {
  await client.query(
    `update bulk_line set done_round = $3, priority = $4, risk_rank = $5, last_seen_on = $6, result = $7, detail = $8, result_at = $9
     where person_id = $1 and bulk_id = $2`,
    [
      personId,
      bulkId,
      round,
      priorities.indexOf(order.priority),
      order.riskRank,
      order.lastSeenOn,
      result.result,
      detailOf(result),
      now,
    ],
  );
}

/** What the draft waits for, or why it was refused and what can be done (promise P8). */
function detailOf(result: LineResult): string | null {
  switch (result.result) {
    case 'waits':
      return result.missing.join('; ');
    case 'refused': {
      const { says, canDo } = refusals[result.code];
      return [says, result.detail, canDo].filter(Boolean).join(' ');
    }
    case 'declined':
    case 'open-already':
      return result.says;
    case 'prepared':
    case 'offered':
    case 'accepted':
    case 'passed':
    case 'named':
    case 'stays':
    case 'stopped':
      return null;
  }
}

/**
 * A caseload is finished when every line has its result. A bulk handover with a last day is finished when that day has
 * come and only those are left who stay; a client on her way to another site is not one of them.
 */
async function finishWhenEmpty(owner: Pool, bulk: BulkHandover, now: Instant): Promise<void> {
  await owner.query(
    `update bulk_handover b set state = 'finished', finished_at = $2 where b.bulk_id = $1 and b.state = 'go'
     and not exists (select from bulk_line l where l.bulk_id = b.bulk_id and l.done_round < b.round)
     and not exists (select from bulk_client l where l.bulk_id = b.bulk_id and l.result is null)
     and (b.kind = 'caseload' or (b.last_day <= $3
       and not exists (select from bulk_line l join child c on c.person_id = l.person_id
         where l.bulk_id = b.bulk_id and l.result <> 'stays' and c.holder_team = b.releasing_team and c.care_status = 'in-care')
       and not exists (select from bulk_client l join client c on c.person_id = l.person_id
         where l.bulk_id = b.bulk_id and l.result <> 'stays' and c.team_id = b.releasing_team and c.status = any ($4))))`,
    [bulk.bulkId, now, londonDate(now), [...caseloadStatuses]],
  );
}
