-- That the old record of an adopted child was sealed is the one thing said of it: to the named nurse, who alone can open it.
create or replace function hushed(p_person uuid, p_code text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select p_code <> 'record-sealed' and (put_away(p_person)
    or p_code not in ('SchedulesStopped', 'AccountabilityEnded', 'DeathReported') and p_code not like 'overdue/%/confirm-end' and (
      exists (select from deadline d where d.person_id = p_person and d.kind = 'confirm-end')
      or exists (select from child c join accountable_period a using (person_id)
        where c.person_id = p_person and c.care_status = 'ended' and a.end_reason in ('death', 'pregnancy-loss')
        and a.successor_no is null and not exists (select from accountable_period later where later.person_id = p_person and later.period_no > a.period_no))))
$$;
