import type { EligibilityRules, SiteRules } from '../domain/directory/directory.ts';
import { lastOfEach } from './last-of-each.ts';

/** How the rules of the programme's sites stand in their two tables. */

const eligibility = (clients: 'new' | 'transfer') => `(select json_build_object(
    'ageLimit', e.age_limit, 'ageAt', e.age_at,
    'wider', case when e.wider_age_limit is null then null else json_build_object('ageLimit', e.wider_age_limit, 'vulnerabilities', e.wider_needs, 'atLeast', e.wider_at_least) end,
    'firstTimeMother', e.first_time_mother, 'countsAsFirst', e.counts_as_first, 'multipleBirths', e.multiple_births,
    'aimDays', e.aim_days, 'limitDays', e.limit_days, 'lateBookingLimitDays', e.late_booking_limit_days, 'concealedAtAnyTime', e.concealed_at_any_time)
  from site_eligibility e where e.service_id = s.service_id and e.valid_from = s.valid_from and e.clients = '${clients}' and e.takes)`;

/** All versions of all sites, each with whom it takes; null for those of whom it takes none. */
export const sitesSelect = `select s.service_id as "serviceId", s.version, s.valid_from::text as "from", s.valid_to::text as "to", s.why, s.catchment,
  s.ends_at_months as "endsAtMonths", s.may_end_from_months as "mayEndFromMonths", s.caseload_per_whole_time as "caseloadPerWholeTime",
  ${eligibility('new')} as "newClients", ${eligibility('transfer')} as "transfersIn"
  from site_rules s order by s.service_id, s.valid_from`;

const rulesText = `insert into site_rules (service_id, valid_from, valid_to, version, why, catchment, ends_at_months, may_end_from_months, caseload_per_whole_time)
  select x."serviceId", x."from", x."to", x.version, x.why, x.catchment, x."endsAtMonths", x."mayEndFromMonths", x."caseloadPerWholeTime"
  from jsonb_to_recordset($1) x ("serviceId" text, "from" date, "to" date, version text, why text, catchment text[],
    "endsAtMonths" integer, "mayEndFromMonths" integer, "caseloadPerWholeTime" integer)
  on conflict (service_id, valid_from) do update set valid_to = excluded.valid_to, version = excluded.version, why = excluded.why,
    catchment = excluded.catchment, ends_at_months = excluded.ends_at_months, may_end_from_months = excluded.may_end_from_months,
    caseload_per_whole_time = excluded.caseload_per_whole_time`;

const eligibilityText = `insert into site_eligibility (service_id, valid_from, clients, takes, age_limit, age_at, wider_age_limit, wider_needs, wider_at_least,
    first_time_mother, counts_as_first, multiple_births, aim_days, limit_days, late_booking_limit_days, concealed_at_any_time)
  select x."serviceId", x."from", x.clients, x.takes, x."ageLimit", x."ageAt", x."widerAgeLimit", x."widerNeeds", x."widerAtLeast",
    x."firstTimeMother", x."countsAsFirst", x."multipleBirths", x."aimDays", x."limitDays", x."lateBookingLimitDays", x."concealedAtAnyTime"
  from jsonb_to_recordset($1) x ("serviceId" text, "from" date, clients text, takes boolean, "ageLimit" integer, "ageAt" text, "widerAgeLimit" integer,
    "widerNeeds" text[], "widerAtLeast" integer, "firstTimeMother" boolean, "countsAsFirst" text[], "multipleBirths" boolean,
    "aimDays" integer, "limitDays" integer, "lateBookingLimitDays" integer, "concealedAtAnyTime" boolean)
  on conflict (service_id, valid_from, clients) do update set takes = excluded.takes, age_limit = excluded.age_limit, age_at = excluded.age_at,
    wider_age_limit = excluded.wider_age_limit, wider_needs = excluded.wider_needs, wider_at_least = excluded.wider_at_least,
    first_time_mother = excluded.first_time_mother, counts_as_first = excluded.counts_as_first, multiple_births = excluded.multiple_births,
    aim_days = excluded.aim_days, limit_days = excluded.limit_days, late_booking_limit_days = excluded.late_booking_limit_days,
    concealed_at_any_time = excluded.concealed_at_any_time`;

/** The statements that write the sites over what is there, each with its rows. */
export function siteUpserts(sites: readonly SiteRules[]): readonly (readonly [string, readonly unknown[]])[] {
  const versions = lastOfEach(sites, ({ serviceId, from }) => [serviceId, from]);
  return [
    [rulesText, versions],
    [
      eligibilityText,
      versions.flatMap((site) => [
        row(site, 'new', site.newClients),
        row(site, 'transfer', site.transfersIn),
      ]),
    ],
  ];
}

function row({ serviceId, from }: SiteRules, clients: 'new' | 'transfer', rules: EligibilityRules | null) {
  const key = { serviceId, from, clients, takes: rules !== null };
  if (rules === null) return key;
  const { wider, ...others } = rules;
  const widened = wider && {
    widerAgeLimit: wider.ageLimit,
    widerNeeds: wider.vulnerabilities,
    widerAtLeast: wider.atLeast,
  };
  return { ...key, ...others, ...widened };
}
