-- What each nurse of a team carries: asked by pages, and by the command that allocates a family (the warning above a caseload).

create function nurse_loads(p_team text, p_on date, p_statuses text[]) returns table (nurse_id text, families integer, weight float8, share float8)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, count(c.person_id)::int, coalesce(sum(c.weight), 0)::float8,
    coalesce((select w.share from working_time w where w.practitioner_id = p.id and w.valid_from <= p_on order by w.valid_from desc limit 1), 1)::float8
  from practitioner p left join client c on c.nurse_id = p.id and c.team_id = p_team and c.status = any (p_statuses)
  where p.team_id = p_team and p.status = 'present' and p.role in ('family-nurse', 'lead') group by p.id order by p.name
$$;
comment on function nurse_loads is 'Families and weight of each nurse in post of a team on a day, with the part of whole time: numbers only, no client.';
revoke execute on function nurse_loads from public;
grant execute on function nurse_loads to handhold_app;
