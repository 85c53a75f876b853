-- What is owed to a nurse's supervision stands on the ladder like the rest, and a commissioner was told of it in notices and in no count.
drop function count_by_team;
create function count_by_team(p_now timestamptz)
returns table (team text, held integer, arriving integer, "notSeen" integer, overdue integer, "supervisionOverdue" integer, "lastStep" integer, "nearMisses" integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.id,
    (select count(*)::int from child c where c.holder_team = t.id and c.care_status = 'in-care'),
    (select count(*)::int from handover h where h.receiving_team = t.id and h.state in ('offered', 'acknowledged')),
    (select count(*)::int from handover h where h.receiving_team = t.id and h.state = 'accepted'),
    (select count(*)::int from deadline d where d.owner_team = t.id and d.due_at <= p_now),
    (select count(*)::int from supervision_escalation s where s.team_id = t.id and s.step = 0 and s.over_at is null),
    (select count(*)::int from escalation e where e.owner_team = t.id and e.step = 4 and exists (select 1 from deadline d where d.person_id = e.person_id and d.key = e.key))
      + (select count(*)::int from supervision_escalation s where s.team_id = t.id and s.step = 4 and s.over_at is null),
    (select count(*)::int from fact f where f.recorded_team = t.id and f.type = 'HandoverWithdrawn' and f.data ? 'nearMiss')
  from team t where t.kind in ('fnp', 'health-visiting') order by t.name
$$;
comment on function count_by_team is 'Counts by team, for commissioners and boards: of children, and of what is owed to nurses’ supervision.';
revoke execute on function count_by_team from public;
grant execute on function count_by_team to handhold_app;
