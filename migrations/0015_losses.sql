-- After a loss or a death nobody is told of anything else about the child: not by a notice that waits, and not by mail.

-- Whether a notice must not be shown: a loss or a death is reported or confirmed for the child, and the notice is not about it.
-- While it is reported the child owes one obligation, its confirmation; a confirmed one is the reason of the last period.
create function hushed(p_person uuid, p_code text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select put_away(p_person) or p_code not in ('SchedulesStopped', 'AccountabilityEnded') and p_code not like 'overdue/%/confirm-end' and (
    exists (select from deadline d where d.person_id = p_person and d.kind = 'confirm-end')
    or exists (select from child c join accountable_period a using (person_id)
      where c.person_id = p_person and c.care_status = 'ended' and a.end_reason in ('death', 'pregnancy-loss')
      and a.successor_no is null and not exists (select from accountable_period later where later.person_id = p_person and later.period_no > a.period_no)))
$$;
comment on function hushed is 'Whether a notice about a child must not be shown, because of a loss, a death or an adoption.';
revoke execute on function hushed from public;
grant execute on function hushed to handhold_app;

create or replace function count_notices(p_team text) returns integer
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::int from (select 1 from notice where team_id = p_team and seen_at is null and not hushed(person_id, code) limit 100) x
$$;
