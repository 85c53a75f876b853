-- Bulk handovers: a service that closes, a contract or an area that changes hands, a caseload reallocated (scenarios A30, A31, A44).
-- A line says only what became of one child in which round; what is true of the child stands in its facts.

create or replace function pg_temp.describe(p_table text, p_says text, p_columns text[][]) returns void language plpgsql as $$
declare
  entry text[];
begin
  execute format('comment on table %I is %L', p_table, p_says);
  foreach entry slice 1 in array p_columns loop
    execute format('comment on column %I.%I is %L', p_table, entry[1], entry[3] || ' [sensitivity: ' || entry[2] || ']');
  end loop;
end $$;

create table bulk_handover (
  bulk_id uuid primary key, kind text not null check (kind in ('service-closes', 'provider-changes', 'area-reorganised', 'caseload')),
  releasing_team text not null references team, routing text not null check (routing in ('desk', 'own-address', 'colleagues')), receiving_team text references team,
  last_day date, why text not null, expected_response text not null, state text not null check (state in ('planned', 'go', 'no-go', 'finished')),
  started_by text not null, started_at timestamptz not null, decided_by text, decided_at timestamptz, decision_why text, capacity_why text,
  lead_id text references practitioner, lead_named_by text, lead_named_at timestamptz, lead_why text,
  round integer not null default 1 check (round > 0), finished_at timestamptz,
  constraint desk_has_a_team check ((routing = 'desk') = (receiving_team is not null)),
  constraint only_a_caseload_has_no_last_day check ((kind = 'caseload') = (last_day is null)),
  constraint decided_by_somebody check (state not in ('go', 'no-go') or (decided_by is not null and decision_why <> '')),
  constraint named_by_somebody check (lead_id is null or (lead_named_by is not null and lead_why <> ''))
);
-- Two last days for one team would be two plans for each child.
create unique index one_last_day_for_a_team on bulk_handover (releasing_team) where kind <> 'caseload' and state in ('planned', 'go');
create index bulk_by_receiving on bulk_handover (receiving_team);
select pg_temp.describe('bulk_handover', 'Handovers of many children at once, each with a named decision to go or not.', array[
  ['bulk_id', 'none', 'The bulk handover'], ['kind', 'none', 'Why many children change hands at once'], ['releasing_team', 'none', 'Team that hands over'],
  ['routing', 'none', 'To one desk, each by its own address on the last day, or to colleagues'], ['receiving_team', 'none', 'The desk, where it is one'],
  ['last_day', 'none', 'Last day of the releasing team; null for a caseload'], ['why', 'none', 'Reason as the other side reads it'], ['expected_response', 'none', 'What every receiving team is asked to do'],
  ['state', 'none', 'Planned, go, no go or finished'], ['started_by', 'none', 'Who planned it'], ['started_at', 'none', 'When'], ['decided_by', 'none', 'Who decided to go or not'], ['decided_at', 'none', 'When'],
  ['decision_why', 'none', 'Why'], ['capacity_why', 'none', 'Why it goes on although a receiving team is above its limit'], ['lead_id', 'none', 'Lead named by the commissioner, who accepts'],
  ['lead_named_by', 'none', 'Who named the lead'], ['lead_named_at', 'none', 'When'], ['lead_why', 'none', 'Why'], ['round', 'none', 'Moves when every child is to be looked at again'], ['finished_at', 'none', 'When nobody was left to hand over']]);

create table bulk_line (
  person_id uuid not null, bulk_id uuid not null, to_practitioner text, done_round integer not null default 0,
  priority smallint, risk_rank smallint, last_seen_on date, result text, detail text, result_at timestamptz,
  primary key (person_id, bulk_id)
);
create index bulk_line_by_bulk on bulk_line (bulk_id, done_round);
select pg_temp.describe('bulk_line', 'One line for each child of a bulk handover, with its result. None is left out: each round adds who came to the team since.', array[
  ['person_id', 'identity', 'The child'], ['bulk_id', 'none', 'The bulk handover'], ['to_practitioner', 'none', 'To whom, where a caseload is reallocated'], ['done_round', 'none', 'The last round in which it was looked at'],
  ['priority', 'clinical', '0 routine, 1 heightened, 2 urgent: urgent first'], ['risk_rank', 'clinical', 'Order within a priority'], ['last_seen_on', 'clinical', 'Last seen, for the order'],
  ['result', 'none', 'What became of it in that round'], ['detail', 'clinical', 'What the draft waits for, or why it was refused'], ['result_at', 'none', 'When']]);

alter table bulk_line enable row level security;
create policy party_reads on bulk_line for select to handhold_app using (exists (select 1 from access a where a.person_id = bulk_line.person_id));
grant select on bulk_handover, bulk_line to handhold_app;
