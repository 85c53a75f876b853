import type { Pool } from 'pg';
import type { FoundClient } from '../application/import/client-ledger.ts';
import type {
  Batch,
  FileProgress,
  FileStore,
  FoundChild,
  KnownChild,
  MessageStore,
  Namesake,
  OwedEntry,
  QuarantinedItem,
  TellsOf,
} from '../application/import/ports.ts';
import type { StoredFact } from '../domain/child/facts.ts';
import type { StoredClientFact } from '../domain/programme/client-facts.ts';
import { bulkLoad } from './bulk-load.ts';
import { factJson } from './fact-json.ts';
import { writeClients } from './import-clients.ts';
import { askAsWorker, ownerOfItem } from './items-worked.ts';
import { lastOfEach } from './last-of-each.ts';
import { askAsParty } from './party.ts';

/**
 * The inbox of messages and the quarantine, for either role: what the tables do not grant goes through functions. `receipt` and `newest`
 * are the importer's, who owns the tables; the application is refused them.
 */
export function messageStore(pool: Pool): MessageStore {
  return {
    async receipt(messageId, fingerprint) {
      const text = `select fingerprint from inbox_message where message_id = $1 or fingerprint = $2 order by fingerprint = $2 desc limit 1`;
      const { rows } = await pool.query<{ fingerprint: string }>({
        name: 'message-receipt',
        text,
        values: [messageId, fingerprint],
      });
      return rows[0] ?? null;
    },
    async newest(subjectNumber, event) {
      const text = `select last_updated as at from inbox_message where subject_number = $1 and event = $2 and last_updated is not null
        and (outcome not in ('quarantined', 'not-for-us') or exists (select from quarantine q
          where q.message_id = inbox_message.message_id and q.reason in ('needs-confirmation', 'differs-from-record'))) order by last_updated desc limit 1`;
      const { rows } = await pool.query<{ at: string }>({
        name: 'message-newest',
        text,
        values: [subjectNumber, event],
      });
      return rows[0]?.at ?? null;
    },
    async find(numbers) {
      const text = `select person_id as "personId", found_as as "as", number, care_status as "careStatus", holder_team as "holderTeam",
        holder_practitioner as "holderPractitioner", born_on as "bornOn", family_id as "familyId", has_number as "hasNumber" from find_by_number($1)`;
      const { rows } = await pool.query<FoundChild>({ name: 'find-by-number', text, values: [numbers] });
      return rows;
    },
    async clientsOf(nhsNumber) {
      const text = 'select person_id as "personId", team_id as "teamId" from clients_by_number($1)';
      return (await pool.query({ name: 'clients-by-number', text, values: [nhsNumber] })).rows;
    },
    async everyClientOf(nhsNumber) {
      const text = 'select person_id as "personId" from every_client_by_number($1)';
      const { rows } = await pool.query<{ personId: string }>({
        name: 'every-client-by-number',
        text,
        values: [nhsNumber],
      });
      return rows.map(({ personId }) => personId);
    },
    areaOf: async (postcode, on) => (await areasOf(pool, [postcode], on)).get(postcode) ?? null,
    async factsSeenBy(teamId, personIds) {
      const rows = await askAsParty<FactsOf>(pool, teamId, 'facts-seen-by', factsSeenText, [personIds]);
      return new Map(rows.map(({ personId, facts }) => [personId, facts]));
    },
    async keep(entry, item) {
      const values = [entry && JSON.stringify(entry), item && JSON.stringify(item)];
      await pool.query({ name: 'keep-message', text: 'select keep_message($1, $2)', values });
    },
    async quarantined(actor, quarantineId) {
      const text = `select quarantine_id as "quarantineId", item_key as "itemKey", received_at as "receivedAt", source, file_name as "fileName",
        row_no as "rowNo", message_id as "messageId", reason, says, content, ${ownerOfItem} as "teamId", settled_at as "settledAt"
        from quarantine where quarantine_id = $1`;
      const [item] = await askAsWorker<QuarantinedItem>(pool, actor, 'quarantined', text, [quarantineId]);
      return item ?? null;
    },
    async settleConfirmations(subjectNumber, until, { at, by, settlement, note }) {
      const text = 'select settle_confirmations($1, $2, $3, $4, $5, $6)';
      const values = [subjectNumber, until, at, by, settlement, note];
      await pool.query({ name: 'settle-confirmations', text, values });
    },
    async settle(actor, quarantineId, { at, by, settlement, note, decision, personId = null }) {
      const text = `update quarantine set settled_at = $2, settled_by = $3, settlement = $4, note = $5, became = $6, decision = $7
        where quarantine_id = $1 and settled_at is null returning quarantine_id`;
      const values = [quarantineId, at, by, settlement, note, personId, decision ?? null];
      return (await askAsWorker(pool, actor, 'settle-quarantine', text, values)).length === 1;
    },
  };
}

type FactsOf = {
  readonly personId: string;
  readonly facts: readonly StoredFact[] | readonly StoredClientFact[];
};

/** As the party: row security leaves out the records in which the team has no part. */
const factsSeenText = `select x.person_id as "personId", json_agg(${factJson} order by x.version) as facts
  from fact x where x.person_id = any ($1) and not put_away(x.person_id) group by x.person_id`;

/** Files of many rows, batch by batch, as the owner of the tables. */
export function fileStore(admin: Pool): FileStore {
  return {
    async begin({ fileHash, name, kind, at }) {
      await admin.query(
        'insert into import_file (file_hash, name, kind, started_at) values ($1, $2, $3, $4) on conflict do nothing',
        [fileHash, name, kind, at],
      );
      const { rows } = await admin.query<FileProgress>(
        `select file_hash as "fileHash", completed_at as "completedAt", rows_read as "rowsRead", rows_taken as "rowsTaken",
          rows_quarantined as "rowsQuarantined", last_row as "lastRow" from import_file where file_hash = $1`,
        [fileHash],
      );
      const [progress] = rows;
      if (!progress) throw new Error('The file that was begun is not there');
      return progress;
    },
    async complete(fileHash, at) {
      await admin.query(
        'update import_file set completed_at = $2 where file_hash = $1 and completed_at is null',
        [fileHash, at],
      );
    },
    async known(numbers, personIds) {
      // Two index searches; with OR the planner would read the whole table.
      const columns = `person_id as "personId", given_name as "givenName", nhs_number as number, care_status as "careStatus", holder_team as "holderTeam", born_on as "bornOn"`;
      const text = `select ${columns} from child where nhs_number = any ($1) union select ${columns} from child where person_id = any ($2)`;
      const { rows } = await admin.query<KnownChild>({
        name: 'known-children',
        text,
        values: [numbers, personIds],
      });
      return rows;
    },
    async namesakes(without, withNumber) {
      const text = `select given_name as "givenName", family_name as "familyName", born_on as "bornOn", holder_team as "teamId", nhs_number is not null as "hasNumber"
        from child where care_status = 'in-care' and nhs_number is null and born_on = any ($1) and holder_team = any ($2)
        union all select given_name, family_name, born_on, holder_team, true
        from child where care_status = 'in-care' and nhs_number is not null and born_on = any ($3) and holder_team = any ($4)`;
      const { rows } = await admin.query<Namesake>({
        name: 'namesakes',
        text,
        values: [without.born, without.teams, withNumber.born, withNumber.teams],
      });
      return rows;
    },
    async putAway(rows) {
      const { rows: found } = await admin.query<{ line: number }>({
        name: 'put-away-rows',
        text: putAwayText,
        values: [JSON.stringify(rows.map(tellsOf))],
      });
      return new Set(found.map(({ line }) => line));
    },
    async clients(numbers, personIds, { born, teams }) {
      const columns = 'person_id as "personId", version, head_hash as "headHash", state';
      const text = `select ${columns} from client where person_id in (select person_id from client where nhs_number = any ($1)
        union select person_id from client where person_id = any ($2) union select person_id from client where born_on = any ($3) and team_id = any ($4))`;
      const { rows } = await admin.query<FoundClient>({
        name: 'known-clients',
        text,
        values: [numbers, personIds, born, teams],
      });
      return rows;
    },
    areasOf: (postcodes, on) => areasOf(admin, postcodes, on),
    write: (batch, before) => write(admin, batch, before),
  };
}

function tellsOf({ line, nhsNumber, givenName, familyName, dateOfBirth }: TellsOf): TellsOf {
  return { line, nhsNumber, givenName, familyName, dateOfBirth };
}

/** Where the whole network has no sealed record, no line is compared. */
const putAwayText = `select distinct r.line from json_to_recordset($1) as r (line integer, "nhsNumber" text, "givenName" text, "familyName" text, "dateOfBirth" text)
  cross join lateral put_away_marks(r."nhsNumber", r."givenName", r."familyName", r."dateOfBirth", true) as k (mark)
  join put_away_as a using (mark) where exists (select from put_away_as) and put_away(a.person_id)`;

async function areasOf(
  pool: Pool,
  postcodes: readonly string[],
  on: string,
): Promise<ReadonlyMap<string, string>> {
  const text = `select postcode, area_code as code from postcode_area where postcode = any ($1) and valid_from <= $2 and (valid_to is null or valid_to > $2)
    order by valid_from`;
  const { rows } = await pool.query<{ postcode: string; code: string }>({
    name: 'areas-of',
    text,
    values: [postcodes, on],
  });
  return new Map(rows.map(({ postcode, code }) => [postcode, code]));
}

async function write(admin: Pool, batch: Batch, before: Promise<void>): Promise<'written' | 'gone'> {
  const client = await admin.connect();
  try {
    await client.query('begin');
    const loaded = await bulkLoad(client, batch.changes);
    const clients = batch.programme ? await writeClients(client, batch.programme) : 'written';
    if (loaded === 'gone' || clients === 'gone') {
      await client.query('rollback');
      client.release();
      return 'gone';
    }
    // Children, by far the most, do not touch what other batches write. Everything else is written in the order of the
    // file.
    await before;
    if (batch.postcodes.length > 0) {
      const postcodes = lastOfEach(batch.postcodes, ({ postcode, from }) => [postcode, from]);
      await client.query(insertPostcodes, [JSON.stringify(postcodes)]);
    }
    if (batch.quarantine.length > 0)
      await client.query(insertQuarantine, [JSON.stringify(batch.quarantine satisfies readonly OwedEntry[])]);
    const { fileHash, rowsRead, rowsTaken, rowsQuarantined, lastRow } = batch.progress;
    await client.query(
      'update import_file set rows_read = $2, rows_taken = $3, rows_quarantined = $4, last_row = $5 where file_hash = $1',
      [fileHash, rowsRead, rowsTaken, rowsQuarantined, lastRow],
    );
    await client.query('commit');
    client.release();
    return 'written';
  } catch (error) {
    client.release(true);
    throw error;
  }
}

const insertPostcodes = `insert into postcode_area (postcode, area_code, valid_from, valid_to)
  select p.postcode, p."areaCode", p."from", p."to" from json_to_recordset($1) as p (postcode text, "areaCode" text, "from" date, "to" date)
  on conflict (postcode, valid_from) do update set area_code = excluded.area_code, valid_to = excluded.valid_to
  where (postcode_area.area_code, postcode_area.valid_to) is distinct from (excluded.area_code, excluded.valid_to)`;

const insertQuarantine = `insert into quarantine (item_key, received_at, source, file_name, row_no, message_id, reason, says, content, team_id,
    kind, row_id, row_column, rule_version, due_at, steps, next_step_at, adopted)
  select q."itemKey", q."receivedAt", q.source, q."fileName", q."rowNo", q."messageId", q.reason, q.says, q.content, q."teamId",
    q.kind, q."row", q."column", q."ruleVersion", q."dueAt", q.steps, q.steps[1], item_put_away(q.content)
  from json_to_recordset($1) as q ("itemKey" text, "receivedAt" timestamptz, source text, "fileName" text, "rowNo" integer, "messageId" text,
    reason text, says text, content text, "teamId" text, kind text, "row" text, "column" text, "ruleVersion" text, "dueAt" timestamptz, steps timestamptz[])
  on conflict (item_key) do nothing`;
