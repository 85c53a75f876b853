-- A message that a client has died stops what is planned with her until a named person has answered it. The notice of it is shown like
-- those of a child's death, although nothing else about her is.
create or replace function hushed(p_person uuid, p_code text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select put_away(p_person) or p_code not in ('SchedulesStopped', 'AccountabilityEnded', 'DeathReported') and p_code not like 'overdue/%/confirm-end' and (
    exists (select from deadline d where d.person_id = p_person and d.kind = 'confirm-end')
    or exists (select from child c join accountable_period a using (person_id)
      where c.person_id = p_person and c.care_status = 'ended' and a.end_reason in ('death', 'pregnancy-loss')
      and a.successor_no is null and not exists (select from accountable_period later where later.person_id = p_person and later.period_no > a.period_no)))
$$;

-- Messages find a client by her number, whichever site keeps her record.
create function clients_by_number(p_number text) returns table (person_id uuid, team_id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.person_id, c.team_id from client c where c.nhs_number = p_number and c.status <> 'deceased' order by c.status_since desc, c.person_id
$$;
comment on function clients_by_number is 'Clients by their NHS number, for messages: which site keeps each, and nothing of her record.';
revoke execute on function clients_by_number from public;
grant execute on function clients_by_number to handhold_app;
