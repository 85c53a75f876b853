import type { Pool } from 'pg';
import {
  type BankHoliday,
  bankHolidayRows,
  bankHolidays,
  holidaysFrom,
} from '../domain/calendar/holidays.ts';
import type { Instant } from '../domain/calendar/time.ts';
import type { Holidays } from '../domain/calendar/working-time.ts';
import { type Directory, directoryOf, type Past, pastOf } from '../domain/directory/directory.ts';
import type { Asked } from './child-store.ts';
import { writeLadder } from './ladder-rows.ts';
import { lastOfEach } from './last-of-each.ts';
import { sitesSelect, siteUpserts } from './site-rows.ts';
import { inTransaction } from './transaction.ts';

const dates = 'valid_from::text as "from", valid_to::text as "to"';
const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const all = (select: string) => `(select coalesce(json_agg(x), '[]') from (${select}) x)`;

/**
 * The turns of the last month, and the newest of everybody however old it is: the print of what stands of a person must
 * not change because time passes (promise P8).
 */
const turnsSelect = `select practitioner_id as "practitionerId", team_id as "teamId", ${instant('begun_at')} as "from", ${instant('ends_at')} as "to"
  from (select * from duty_turn where ends_at > now() - interval '31 days'
    union select newest.* from practitioner cross join lateral
      (select * from duty_turn where practitioner_id = id order by begun_at desc limit 1) newest) turn
  order by begun_at, practitioner_id`;

/** One statement, so that all parts are of one instant. */
const loadText = `select (select version from directory_version) as version,
  ${all(`select code, name, region, nation, in_network as "inNetwork", ${dates} from area`)} as areas,
  ${all(`select id, name, ods_code as "odsCode", ${dates} from organisation`)} as organisations,
  ${all(`select id, name, kind, organisation_id as "organisationId", area_code as "areaCode", intake_team_id as "intakeTeamId", ${dates} from service`)} as services,
  ${all(`select id, name, kind, organisation_id as "organisationId", area_code as "areaCode", service_id as "serviceId", lead_id as "leadId",
    deputy_id as "deputyId", phone, email, out_of_hours as "outOfHours", holding_desk as "holdingDesk", ${dates} from team`)} as teams,
  ${all(`select id, name, role, team_id as "teamId", phone, email, duty, status, ${instant('status_since')} as "statusSince", ${instant('team_since')} as "teamSince",
    ${instant('account_closed_at')} as "accountClosedAt" from practitioner`)} as practitioners,
  ${all(`select practitioner_id as "practitionerId", ${instant('away_from')} as "from", ${instant('away_to')} as "to", deputy_id as "deputyId"
    from absence order by away_from`)} as absences,
  ${all(turnsSelect)} as turns,
  ${all(`select ods_code as "odsCode", name, area_code as "areaCode", ${dates} from gp_practice order by ods_code, valid_from`)} as "gpPractices",
  ${all(`select area_code as "areaCode", row_id as row, row_column as "column", version, why, ${dates},
    case when unit = 'same-day' then json_build_object('unit', unit) else json_build_object('unit', unit, 'n', n) end as "limit"
    from local_limit order by area_code, row_id, row_column, valid_from`)} as "localLimits",
  ${all(sitesSelect)} as sites,
  ${all(`select area_code as "areaCode", code, words, false as mandated, basis, ${dates},
    json_build_object('from', 'birth', 'months', opens_months, 'days', opens_days) as opens,
    json_build_object('from', 'birth', 'months', due_months, 'days', due_days) as due
    from local_contact order by area_code, code, valid_from`)} as "localContacts",
  ${all(`select list, code, words, counts_as as "countsAs", service_id as "serviceId", ${dates} from reason order by list, code, valid_from`)} as reasons,
  ${all('select nation, day::text, name from holiday')} as holidays`;

export type DirectorySnapshot = { readonly directory: Directory; readonly holidays: Holidays };

type Loaded = Parameters<typeof directoryOf>[0] & { readonly holidays: readonly BankHoliday[] };

/** The whole directory and the holidays of one instant, in one round trip. */
export async function loadDirectory(asked: Asked): Promise<DirectorySnapshot> {
  const { rows } = await asked.query<Loaded>(loadText);
  const [loaded] = rows;
  if (!loaded) throw new Error('The directory answered nothing');
  // The shipped table is kept as the same object, and with it what was worked out from it already.
  const holidays =
    loaded.holidays.length === 0 ? bankHolidays : holidaysFrom([...bankHolidayRows, ...loaded.holidays]);
  return { directory: directoryOf(loaded), holidays };
}

/**
 * A file of the directory says who is in post, but it does not switch an account on again that somebody switched off
 * because it was misused.
 */
const staysOff = `practitioner.status = 'disabled' and excluded.status = 'present'`;

/** Writes a whole directory over the tables, as `saveEntries` does. */
export function saveDirectory(pool: Pool, directory: Directory, at: Instant): Promise<number> {
  return saveEntries(pool, () => directory, at);
}

/**
 * Writes over the tables what `made` makes of the directory that stands under the lock: what somebody else changed a moment ago is not put
 * back. New entries are added, known ones overwritten, none removed, because history names them; so with holidays proclaimed beside those
 * that are shipped. The version moves and the ladder's names are worked out in the same transaction. Answers the new version.
 */
export async function saveEntries(
  pool: Pool,
  made: (stands: Directory) => Directory,
  at: Instant,
  proclaimed: readonly BankHoliday[] = [],
): Promise<number> {
  return inTransaction(pool, async (client) => {
    const before = await lockDirectory(client);
    for (const [text, rows] of [...upserts(made(before), at), holidayUpsert(proclaimed)] as const)
      if (rows.length > 0) await client.query(text, [JSON.stringify(rows)]);
    const version = await directoryChanged(client, before, at);
    return version;
  });
}

/** One change of the directory at a time: the ladder is worked out from all of it. Inside a transaction. Answers what stands until then. */
export async function lockDirectory(client: Asked): Promise<Directory> {
  await client.query('select from directory_version for update');
  return (await loadDirectory(client)).directory;
}

/** After any change, in its transaction: keeps what stood before, moves the version, tells other processes, works out the ladder. */
export async function directoryChanged(client: Asked, before: Directory, at: Instant): Promise<number> {
  await client.query('update directory_version set version = version + 1, changed_at = now()');
  const { directory } = await loadDirectory(client);
  await keepPast(client, pastOf(before, directory, at));
  await writeLadder(client, directory, at);
  await client.query(`notify directory_changed`);
  return directory.version;
}

function holidayUpsert(proclaimed: readonly BankHoliday[]): readonly [string, readonly unknown[]] {
  return [
    `insert into holiday (nation, day, name) select x.nation, x.day, x.name from jsonb_to_recordset($1) x (nation text, day date, name text)
     on conflict (nation, day) do update set name = excluded.name`,
    lastOfEach(proclaimed, ({ nation, day }) => [nation, day]),
  ];
}

async function keepPast(client: Asked, past: readonly Past[]): Promise<void> {
  if (past.length === 0) return;
  await client.query(
    `insert into directory_past (kind, entry_id, until, entry)
     select x.kind, x.id, x.until, coalesce(x.entry, 'null') from jsonb_to_recordset($1) x (kind text, id text, until timestamptz, entry jsonb)
     on conflict (kind, entry_id, until) do nothing`,
    [JSON.stringify(past)],
  );
}

/** What entries of the directory said until each was changed, the oldest first. */
export async function loadPast(asked: Asked): Promise<readonly Past[]> {
  const { rows } = await asked.query<Past>(
    'select kind, entry_id as id, until, entry from directory_past order by until, kind, entry_id',
  );
  return rows;
}

function upserts(directory: Directory, at: Instant): readonly (readonly [string, readonly unknown[]])[] {
  const { areas, organisations, teams, services, practitioners, absences } = directory;
  const { gpPractices, localLimits, localContacts, reasons } = directory;
  return [
    [
      `insert into area select x.code, x.name, x.region, x.nation, x."inNetwork", x."from", x."to"
       from jsonb_to_recordset($1) x (code text, name text, region text, nation text, "inNetwork" boolean, "from" date, "to" date)
       on conflict (code) do update set name = excluded.name, region = excluded.region, nation = excluded.nation,
       in_network = excluded.in_network, valid_from = excluded.valid_from, valid_to = excluded.valid_to`,
      [...areas.values()],
    ],
    [
      `insert into organisation select x.id, x.name, x."odsCode", x."from", x."to"
       from jsonb_to_recordset($1) x (id text, name text, "odsCode" text, "from" date, "to" date)
       on conflict (id) do update set name = excluded.name, ods_code = excluded.ods_code, valid_from = excluded.valid_from, valid_to = excluded.valid_to`,
      [...organisations.values()],
    ],
    [
      `insert into team (id, name, kind, organisation_id, area_code, service_id, lead_id, deputy_id, phone, email, out_of_hours, holding_desk, valid_from, valid_to)
       select x.id, x.name, x.kind, x."organisationId", x."areaCode", x."serviceId", x."leadId", x."deputyId", x.phone, x.email, x."outOfHours", x."holdingDesk", x."from", x."to"
       from jsonb_to_recordset($1) x (id text, name text, kind text, "organisationId" text, "areaCode" text, "serviceId" text, "leadId" text, "deputyId" text,
         phone text, email text, "outOfHours" text, "holdingDesk" boolean, "from" date, "to" date)
       on conflict (id) do update set name = excluded.name, kind = excluded.kind, organisation_id = excluded.organisation_id, area_code = excluded.area_code,
       service_id = excluded.service_id, lead_id = excluded.lead_id, deputy_id = excluded.deputy_id, phone = excluded.phone, email = excluded.email,
       out_of_hours = excluded.out_of_hours, holding_desk = excluded.holding_desk, valid_from = excluded.valid_from, valid_to = excluded.valid_to`,
      [...teams.values()],
    ],
    [
      `insert into service select x.id, x.name, x.kind, x."organisationId", x."areaCode", x."intakeTeamId", x."from", x."to"
       from jsonb_to_recordset($1) x (id text, name text, kind text, "organisationId" text, "areaCode" text, "intakeTeamId" text, "from" date, "to" date)
       on conflict (id) do update set name = excluded.name, kind = excluded.kind, organisation_id = excluded.organisation_id, area_code = excluded.area_code,
       intake_team_id = excluded.intake_team_id, valid_from = excluded.valid_from, valid_to = excluded.valid_to`,
      [...services.values()],
    ],
    [
      `insert into practitioner (id, name, role, team_id, phone, email, duty, status, status_since, team_since)
       select x.id, x.name, x.role, x."teamId", x.phone, x.email, x.duty, x.status, x."statusSince",
         case when exists (select from practitioner p where p.id = x.id) then x."teamSince" end
       from jsonb_to_recordset($1) x (id text, name text, role text, "teamId" text, phone text, email text, duty boolean, status text, "statusSince" timestamptz,
         "teamSince" timestamptz)
       on conflict (id) do update set name = excluded.name, role = excluded.role, team_id = excluded.team_id, phone = excluded.phone, email = excluded.email,
       duty = excluded.duty,
       status = case when ${staysOff} then practitioner.status else excluded.status end,
       status_since = case when ${staysOff} then practitioner.status_since else excluded.status_since end,
       account_closed_at = case when excluded.status = 'present' and practitioner.status <> 'disabled' then null else practitioner.account_closed_at end,
       team_since = case when practitioner.team_id = excluded.team_id then practitioner.team_since else excluded.team_since end`,
      // Somebody who changes teams comes to the new one now: accountability is never moved backdated (promise P9).
      [...practitioners.values()].map((one) => ({ ...one, teamSince: at })),
    ],
    [
      `insert into absence select x."practitionerId", x."from", x."to", x."deputyId"
       from jsonb_to_recordset($1) x ("practitionerId" text, "from" timestamptz, "to" timestamptz, "deputyId" text)
       on conflict (practitioner_id, away_from) do update set away_to = excluded.away_to, deputy_id = excluded.deputy_id`,
      [...absences],
    ],
    [
      `insert into gp_practice (ods_code, name, area_code, valid_from, valid_to)
       select x."odsCode", x.name, x."areaCode", x."from", x."to"
       from jsonb_to_recordset($1) x ("odsCode" text, name text, "areaCode" text, "from" date, "to" date)
       on conflict (ods_code, valid_from) do update set name = excluded.name, area_code = excluded.area_code, valid_to = excluded.valid_to`,
      lastOfEach(gpPractices, (practice) => [practice.odsCode, practice.from]),
    ],
    [
      `insert into local_limit (area_code, row_id, row_column, valid_from, valid_to, unit, n, version, why)
       select x."areaCode", x.row, x."column", x."from", x."to", x."limit" ->> 'unit', (x."limit" ->> 'n')::integer, x.version, x.why
       from jsonb_to_recordset($1) x ("areaCode" text, row text, "column" text, "from" date, "to" date, "limit" jsonb, version text, why text)
       on conflict (area_code, row_id, row_column, valid_from) do update set valid_to = excluded.valid_to, unit = excluded.unit, n = excluded.n,
       version = excluded.version, why = excluded.why`,
      lastOfEach(localLimits, (limit) => [limit.areaCode, limit.row, limit.column, limit.from]),
    ],
    [
      `insert into local_contact (area_code, code, words, opens_months, opens_days, due_months, due_days, valid_from, valid_to, basis)
       select x."areaCode", x.code, x.words, coalesce((x.opens ->> 'months')::integer, 0), coalesce((x.opens ->> 'days')::integer, 0),
         coalesce((x.due ->> 'months')::integer, 0), coalesce((x.due ->> 'days')::integer, 0), x."from", x."to", x.basis
       from jsonb_to_recordset($1) x ("areaCode" text, code text, words text, opens jsonb, due jsonb, "from" date, "to" date, basis text)
       on conflict (area_code, code, valid_from) do update set words = excluded.words, opens_months = excluded.opens_months,
       opens_days = excluded.opens_days, due_months = excluded.due_months, due_days = excluded.due_days, valid_to = excluded.valid_to, basis = excluded.basis`,
      lastOfEach(localContacts, (contact) => [contact.areaCode ?? '', contact.code, contact.from]),
    ],
    [
      `insert into reason (list, code, words, counts_as, service_id, valid_from, valid_to)
       select x.list, x.code, x.words, x."countsAs", x."serviceId", x."from", x."to"
       from jsonb_to_recordset($1) x (list text, code text, words text, "countsAs" text, "serviceId" text, "from" date, "to" date)
       on conflict (list, code, service_id, valid_from) do update set words = excluded.words, counts_as = excluded.counts_as, valid_to = excluded.valid_to`,
      lastOfEach(reasons, ({ list, code, serviceId, from }) => [list, code, serviceId ?? '', from]),
    ],
    ...siteUpserts(directory.sites),
  ];
}

export type DirectoryCache = {
  /** What was read last. Looks whether the version has moved at most once a second. */
  readonly current: () => Promise<DirectorySnapshot>;
  /** The same without waiting: at most as old as the last `current`. For code that cannot wait. */
  readonly held: () => DirectorySnapshot;
  /** Looks at once, for a process that has just changed the directory itself. */
  readonly refresh: () => Promise<void>;
};

/** Keeps the directory in memory and reads it again when its version has moved. */
export async function directoryCache(pool: Pool, { checkEveryMs = 1000 } = {}): Promise<DirectoryCache> {
  let snapshot = await loadDirectory(pool);
  let checkedAt = performance.now();
  let checking: Promise<void> | null = null;

  async function check(): Promise<void> {
    const { rows } = await pool.query<{ version: number }>('select version from directory_version');
    if (rows[0]?.version !== snapshot.directory.version) snapshot = await loadDirectory(pool);
    checkedAt = performance.now();
  }

  return {
    held: () => snapshot,
    refresh: check,
    async current() {
      if (performance.now() - checkedAt >= checkEveryMs) {
        checking ??= check().finally(() => {
          checking = null;
        });
        await checking;
      }
      return snapshot;
    },
  };
}

const movedText = `select ladder_at <= '-infinity'
    or exists (select from absence where (away_from > ladder_at and away_from <= $1) or (away_to > ladder_at and away_to <= $1))
    or exists (select from duty_turn where ends_at > ladder_at and ends_at <= $1)
    or exists (select from practitioner where status_since > ladder_at and status_since <= $1)
    or ((ladder_at at time zone 'Europe/London')::date < ($1::timestamptz at time zone 'Europe/London')::date) as moved
  from directory_version where ladder_at < $1`;

/** Absences and dated entries begin and end by themselves: works the ladder out anew when one did since the last time. */
export async function refreshLadder(asked: Asked, at: Instant): Promise<boolean> {
  const { rows } = await asked.query<{ moved: boolean }>(movedText, [at]);
  if (!rows[0]?.moved) return false;
  const { directory } = await loadDirectory(asked);
  await writeLadder(asked, directory, at);
  return true;
}
