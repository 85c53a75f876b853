-- The directory: areas, organisations, services, teams, practitioners, their absences, postcodes, holidays, time limits.
-- Reference tables: they hold no family's data and are copied to every node of a cluster.

create extension if not exists btree_gist;
create extension if not exists pg_trgm;

create or replace function pg_temp.describe(p_table text, p_says text, p_columns text[][]) returns void language plpgsql as $$
declare
  entry text[];
begin
  execute format('comment on table %I is %L', p_table, p_says);
  foreach entry slice 1 in array p_columns loop
    execute format('comment on column %I.%I is %L', p_table, entry[1], entry[3] || ' [sensitivity: ' || entry[2] || ']');
  end loop;
end $$;

create table area (
  code text primary key,
  name text not null,
  region text not null,
  nation text not null check (nation in ('england', 'scotland', 'wales', 'northern-ireland')),
  in_network boolean not null default false,
  valid_from date not null default '2000-01-01',
  valid_to date
);
select pg_temp.describe('area', 'Upper-tier local authorities. Contains ONS data, Open Government Licence v3.0.', array[
  ['code', 'none', 'GSS code'], ['name', 'none', 'Name'], ['region', 'none', 'Region'],
  ['nation', 'none', 'Nation, whose bank holidays count'], ['in_network', 'none', 'Whether its services use Handhold'],
  ['valid_from', 'none', 'First day'], ['valid_to', 'none', 'The first day on which it no longer holds, or null']]);

create table organisation (
  id text primary key, name text not null, ods_code text not null,
  valid_from date not null default '2000-01-01', valid_to date
);
select pg_temp.describe('organisation', 'Provider organisations, integrated care boards and commissioners.', array[
  ['id', 'none', 'Short name'], ['name', 'none', 'Name'], ['ods_code', 'none', 'ODS code'],
  ['valid_from', 'none', 'First day'], ['valid_to', 'none', 'The first day on which it no longer holds, or null']]);

create table team (
  id text primary key, name text not null,
  kind text not null check (kind in ('fnp', 'health-visiting', 'named-nurse', 'designated-nurse', 'commissioner', 'outside')),
  organisation_id text not null references organisation, area_code text not null references area,
  service_id text, lead_id text, deputy_id text, phone text not null, email text not null, out_of_hours text not null,
  holding_desk boolean not null default false, valid_from date not null default '2000-01-01', valid_to date
);
create index team_by_area on team (area_code, kind);
select pg_temp.describe('team', 'Teams. Each has a duty desk; one in an area may be its holding desk.', array[
  ['id', 'none', 'Short name'], ['name', 'none', 'Name'], ['kind', 'none', 'Kind'], ['organisation_id', 'none', 'Provider'],
  ['area_code', 'none', 'Area'], ['service_id', 'none', 'Service it works for'], ['lead_id', 'none', 'Lead, who answers while nobody is named'],
  ['deputy_id', 'none', 'Deputy of the lead'], ['phone', 'none', 'Telephone of the desk'], ['email', 'none', 'Mailbox of the desk'],
  ['out_of_hours', 'none', 'How to reach somebody out of hours'], ['holding_desk', 'none', 'Takes what has no known route'],
  ['valid_from', 'none', 'First day'], ['valid_to', 'none', 'The first day on which it no longer holds, or null']]);

create table service (
  id text primary key, name text not null, kind text not null check (kind in ('fnp', 'health-visiting')),
  organisation_id text not null references organisation, area_code text not null references area,
  intake_team_id text not null references team, valid_from date not null default '2000-01-01', valid_to date
);
create index service_by_area on service (area_code, kind);
select pg_temp.describe('service', 'Services commissioned for an area between two dates.', array[
  ['id', 'none', 'Short name'], ['name', 'none', 'Name'], ['kind', 'none', 'Kind'], ['organisation_id', 'none', 'Provider'],
  ['area_code', 'none', 'Area'], ['intake_team_id', 'none', 'Team whose desk receives'],
  ['valid_from', 'none', 'First day'], ['valid_to', 'none', 'The first day on which it no longer holds, or null']]);

create table practitioner (
  id text primary key, name text not null,
  role text not null check (role in ('family-nurse', 'health-visitor', 'lead', 'administrator', 'named-nurse', 'designated-nurse', 'commissioner')),
  team_id text not null references team, phone text not null, email text not null, duty boolean not null default false,
  status text not null default 'present' check (status in ('present', 'left', 'disabled')),
  status_since timestamptz not null default '2000-01-01T00:00:00Z',
  account_closed_at timestamptz
);
create index practitioner_by_team on practitioner (team_id);
select pg_temp.describe('practitioner', 'People who work here. A leaver stays in the table: history names people.', array[
  ['id', 'none', 'Short name'], ['name', 'staff', 'Name'], ['role', 'none', 'Role'], ['team_id', 'none', 'Team'],
  ['phone', 'staff', 'Telephone at work'], ['email', 'staff', 'Mail at work'], ['duty', 'none', 'On the duty desk'],
  ['status', 'none', 'Present, left or disabled'], ['status_since', 'none', 'Since when'],
  ['account_closed_at', 'none', 'When the account closed: only once the list of children was empty']]);

create table absence (
  practitioner_id text not null references practitioner, away_from timestamptz not null, away_to timestamptz,
  deputy_id text references practitioner, primary key (practitioner_id, away_from)
);
select pg_temp.describe('absence', 'Times away. From that instant the deputy answers, else the lead.', array[
  ['practitioner_id', 'none', 'Who is away'], ['away_from', 'none', 'From'], ['away_to', 'none', 'Until before this, or until further notice'],
  ['deputy_id', 'none', 'Who answers meanwhile']]);

create table postcode_area (
  postcode text not null, area_code text not null, valid_from date not null default '2000-01-01', valid_to date,
  primary key (postcode, valid_from)
);
select pg_temp.describe('postcode_area', 'Postcode to upper-tier authority, loaded by the operator from the ONS directory.', array[
  ['postcode', 'none', 'Postcode as LU1 2AB'], ['area_code', 'none', 'GSS code'], ['valid_from', 'none', 'First day'], ['valid_to', 'none', 'The first day on which it no longer holds, or null']]);

create table holiday (
  nation text not null, day date not null, name text not null, primary key (nation, day)
);
select pg_temp.describe('holiday', 'Bank holidays added here, beside those that are shipped: a proclaimed day must not wait for a release.', array[
  ['nation', 'none', 'Nation'], ['day', 'none', 'Day'], ['name', 'none', 'Name']]);

create table ladder_name (
  team_id text not null, step smallint not null check (step between 0 and 4), names jsonb not null, told_team_id text, primary key (team_id, step)
);
select pg_temp.describe('ladder_name', 'Who stands on each step of a team’s ladder, worked out from the directory whenever it changes.', array[
  ['team_id', 'none', 'Team'], ['step', 'none', '0 duty desk, 1 lead, 2 named nurse, 3 designated nurse, 4 commissioner and board'],
  ['names', 'staff', 'Practitioners on the step: id and name'], ['told_team_id', 'none', 'The team whose inbox is told at this step']]);

create table directory_version (one boolean primary key default true check (one), version bigint not null default 1);
insert into directory_version default values;
select pg_temp.describe('directory_version', 'Moves with every change of the directory, so that a process knows when to read it again.', array[
  ['one', 'none', 'One row'], ['version', 'none', 'Version']]);
