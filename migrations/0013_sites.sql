-- The dated rules of the programme's sites. Reference tables, as the rest of the directory.

create or replace function pg_temp.describe(p_table text, p_says text, p_columns text[][]) returns void language plpgsql as $$
declare
  entry text[];
begin
  execute format('comment on table %I is %L', p_table, p_says);
  foreach entry slice 1 in array p_columns loop
    execute format('comment on column %I.%I is %L', p_table, entry[1], entry[3] || ' [sensitivity: ' || entry[2] || ']');
  end loop;
end $$;

create table site_rules (
  service_id text not null references service, valid_from date not null, valid_to date check (valid_to >= valid_from),
  version text not null, why text not null, catchment text[] not null check (cardinality(catchment) > 0),
  ends_at_months integer not null, may_end_from_months integer not null,
  caseload_per_whole_time integer not null check (caseload_per_whole_time between 1 and 100),
  primary key (service_id, valid_from),
  -- At one, between one and two, or at two; a graduation may come earlier where the site allows it.
  constraint ends_between_one_and_two check (ends_at_months between 12 and 24 and may_end_from_months between 1 and ends_at_months)
);
select pg_temp.describe('site_rules', 'The rules of one site of the programme, between two dates: a service of the directory. Of two versions the one begun last counts.', array[
  ['service_id', 'none', 'The site'], ['valid_from', 'none', 'First day'], ['valid_to', 'none', 'The first day on which they no longer hold, or null'],
  ['version', 'none', 'What the site calls this version: it stands in each assessment'], ['why', 'none', 'Who decided it, and why'],
  ['catchment', 'none', 'Codes of the areas whose residents it takes'],
  ['ends_at_months', 'none', 'Age of the child in months at which the programme ends'],
  ['may_end_from_months', 'none', 'The youngest age in months at which it may end early'],
  ['caseload_per_whole_time', 'none', 'Families of one whole-time nurse: a warning above it']]);

create table site_eligibility (
  service_id text not null, valid_from date not null, clients text not null check (clients in ('new', 'transfer')),
  takes boolean not null,
  age_limit integer check (age_limit between 10 and 60), age_at text check (age_at in ('last-period', 'conception')),
  wider_age_limit integer check (wider_age_limit <= 60), wider_needs text[], wider_at_least integer check (wider_at_least >= 1),
  first_time_mother boolean, counts_as_first text[], multiple_births boolean,
  aim_days integer, limit_days integer, late_booking_limit_days integer, concealed_at_any_time boolean,
  primary key (service_id, valid_from, clients),
  foreign key (service_id, valid_from) references site_rules,
  constraint whom_it_takes_it_tells check (not takes or
    (age_at is not null and first_time_mother is not null and counts_as_first is not null and multiple_births is not null and concealed_at_any_time is not null)),
  constraint need_widens_an_age check (wider_age_limit is null or (wider_age_limit > age_limit and wider_at_least <= cardinality(wider_needs))),
  constraint within_a_pregnancy check (aim_days <= limit_days and limit_days <= late_booking_limit_days and limit_days between 1 and 301 and late_booking_limit_days <= 301)
);
select pg_temp.describe('site_eligibility', 'Whom a site takes under one version of its rules: new clients by one row, transfers in by another.', array[
  ['service_id', 'none', 'The site'], ['valid_from', 'none', 'First day of the version'], ['clients', 'none', 'New clients, or those who transfer in'],
  ['takes', 'none', 'Whether it takes any of them'], ['age_limit', 'none', 'Oldest age in whole years; null: any'],
  ['age_at', 'none', 'Whether the age counts at the last period or at conception'],
  ['wider_age_limit', 'none', 'Oldest age for a client with enough of the needs; null: no widening'], ['wider_needs', 'none', 'The needs that widen it'],
  ['wider_at_least', 'none', 'How many of them she must have'], ['first_time_mother', 'none', 'Whether only first-time mothers are taken'],
  ['counts_as_first', 'none', 'Ends of earlier pregnancies after which she still counts as one'], ['multiple_births', 'none', 'Whether twins and more are included'],
  ['aim_days', 'none', 'Last day of pregnancy by which to enrol, as aimed at'], ['limit_days', 'none', 'Last day of pregnancy by which to enrol; null: no limit'],
  ['late_booking_limit_days', 'none', 'The limit for one who booked late; null: no exception'],
  ['concealed_at_any_time', 'none', 'Whether a concealed pregnancy is taken at any time']]);
grant select on site_rules, site_eligibility to handhold_app;
