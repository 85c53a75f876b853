-- What is owed to a nurse's supervision stands on the ladder like the rest, and a commissioner was told of it in notices and in no count.
create function supervision_by_team() returns table (team text, overdue integer, last integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.team_id, count(*) filter (where s.step = 0)::int, count(*) filter (where s.step = 4)::int
  from supervision_escalation s where s.over_at is null group by s.team_id
$$;
comment on function supervision_by_team is 'How much supervision of nurses is overdue, and how much of it at the last step of the ladder, for commissioners and boards.';
revoke execute on function supervision_by_team from public;
grant execute on function supervision_by_team to handhold_app;
