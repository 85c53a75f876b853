-- Near misses: families at home again before anybody accepted, the child unseen for more than five days (scenario A41).

create index fact_near_miss on fact (recorded_team) where type = 'HandoverWithdrawn' and data ? 'nearMiss';

-- Counts by team for commissioners and boards: no row of a child leaves this function.
drop function count_by_team;
create function count_by_team(p_now timestamptz)
returns table (team text, held integer, arriving integer, "notSeen" integer, overdue integer, "lastStep" integer, "nearMisses" integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.id,
    (select count(*)::int from child c where c.holder_team = t.id and c.care_status = 'in-care'),
    (select count(*)::int from handover h where h.receiving_team = t.id and h.state in ('offered', 'acknowledged')),
    (select count(*)::int from handover h where h.receiving_team = t.id and h.state = 'accepted'),
    (select count(*)::int from deadline d where d.owner_team = t.id and d.due_at <= p_now),
    (select count(*)::int from escalation e where e.owner_team = t.id and e.step = 4 and exists (select 1 from deadline d where d.person_id = e.person_id and d.key = e.key)),
    (select count(*)::int from fact f where f.recorded_team = t.id and f.type = 'HandoverWithdrawn' and f.data ? 'nearMiss')
  from team t where t.kind in ('fnp', 'health-visiting') order by t.name
$$;
comment on function count_by_team is 'Counts by team, for commissioners and boards.';
revoke execute on function count_by_team from public;
grant execute on function count_by_team to handhold_app;
