-- Row security and grants. The application's role owns nothing, bypasses nothing, and may not change or remove facts or reads.
-- The party is set for each transaction with SET LOCAL handhold.team; each policy is one equality, or a join by key to access.

grant usage on schema public to handhold_app;
grant select on area, organisation, team, service, practitioner, absence, postcode_area, holiday, ladder_name, directory_version to handhold_app;

alter table access enable row level security;
create policy own_party on access for select to handhold_app using (team_id = current_setting('handhold.team', true));
grant select on access to handhold_app;

do $$
declare
  name text;
begin
  foreach name in array array['child', 'fact', 'accountable_period', 'handover', 'deadline', 'escalation', 'read_record'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy party_reads on %I for select to handhold_app using (exists (select 1 from access a where a.person_id = %I.person_id))', name, name);
    execute format('grant select on %I to handhold_app', name);
  end loop;
end $$;

-- A look is recorded by whoever looks, and by nobody changed afterwards.
create policy anyone_records on read_record for insert to handhold_app with check (team_id = current_setting('handhold.team', true));
grant insert on read_record to handhold_app;

alter table draft enable row level security;
create policy own_drafts on draft to handhold_app using (exists (select 1 from access a where a.person_id = draft.person_id)) with check (true);
grant select, insert, update, delete on draft to handhold_app;

alter table notice enable row level security;
create policy own_notices on notice to handhold_app using (team_id = current_setting('handhold.team', true));
grant select on notice to handhold_app;
grant update (seen_at, seen_by) on notice to handhold_app;

grant select, insert, update, delete on session to handhold_app;
grant select on sweep_run, watchdog_alarm, import_file to handhold_app;
grant select on quarantine to handhold_app;
grant update (settled_at, settled_by, settlement, note) on quarantine to handhold_app;
grant update (acknowledged_at, acknowledged_by) on escalation to handhold_app;
create policy ladder_acknowledges on escalation for update to handhold_app using (true) with check (true);

grant execute on function append_facts, load_child, load_any_child to handhold_app;
revoke execute on function append_facts, load_child, load_any_child from public;
grant execute on function append_facts, load_child, load_any_child to handhold_app;

-- How many notices a team has not read, to a hundred: a number for the head of each page, asked without a transaction of its own.
create function count_notices(p_team text) returns integer
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::int from (select 1 from notice where team_id = p_team and seen_at is null limit 100) x
$$;
comment on function count_notices is 'The number of a team''s unread notices, a hundred at most.';
revoke execute on function count_notices from public;
grant execute on function count_notices to handhold_app;

-- Who holds the child with this number, for a team without access: the team to ring and nothing else; the question is recorded.
create function holder_of_number(p_number text, p_practitioner text, p_team text) returns text
language sql security definer set search_path = public, pg_temp as $$
  with found as (select person_id, holder_team from child where nhs_number = p_number and care_status = 'in-care' limit 1),
  looked as (
    insert into read_record (person_id, practitioner_id, team_id, role, page, why)
    select person_id, p_practitioner, p_team, 'search', 'search', 'Asked by NHS number which team holds the child' from found)
  select holder_team from found
$$;
comment on function holder_of_number is 'The accountable team of a child found by NHS number, for a searcher without access. Records the look.';
revoke execute on function holder_of_number from public;
grant execute on function holder_of_number to handhold_app;

-- Counts by team for commissioners and boards: no row of a child leaves this function.
create function count_by_team(p_now timestamptz) returns table (team text, held integer, arriving integer, "notSeen" integer, overdue integer, "lastStep" integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.id,
    (select count(*)::int from child c where c.holder_team = t.id and c.care_status = 'in-care'),
    (select count(*)::int from handover h where h.receiving_team = t.id and h.state in ('offered', 'acknowledged')),
    (select count(*)::int from handover h where h.receiving_team = t.id and h.state = 'accepted'),
    (select count(*)::int from deadline d where d.owner_team = t.id and d.due_at <= p_now),
    (select count(*)::int from escalation e where e.owner_team = t.id and e.step = 4 and exists (select 1 from deadline d where d.person_id = e.person_id and d.key = e.key))
  from team t where t.kind in ('fnp', 'health-visiting') order by t.name
$$;
comment on function count_by_team is 'Counts by team, for commissioners and boards.';
revoke execute on function count_by_team from public;
grant execute on function count_by_team to handhold_app;
