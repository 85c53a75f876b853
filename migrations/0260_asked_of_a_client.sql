-- Whether a client is known by her NHS number, for somebody who would make a second record of her. As of a child (0101) no site is
-- named while where she is must stay hidden, because a site's name is an area; her site's lead is told that somebody asked.

-- For the functions here alone: nobody of the application asks it.
create function client_hidden(p_person uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from client c where c.person_id = p_person and c.sealed)
    or exists (select from client_child k join child x on x.person_id = k.child_id where k.person_id = p_person and x.sealed and not put_away(x.person_id))
$$;
comment on function client_hidden is 'Whether where a client lives must stay hidden: her own address is sealed, or that of a child of hers.';
revoke execute on function client_hidden from public;

-- A person of the network asks, for the own team: whoever is not in the directory under that team is refused. Of several records with one number
-- a hidden one comes first, so that it decides.
create function sites_by_number(p_number text, p_without uuid, p_standing text[], p_practitioner text, p_team text, p_role text)
returns table ("teamId" text)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from practitioner p where p.id = p_practitioner and p.team_id = p_team) then
    raise exception 'a client is asked for by a person of the network, for the own team' using errcode = 'insufficient_privilege';
  end if;
  return query
  with found as (
    select c.person_id, c.team_id, c.status_since,
      client_hidden(c.person_id) and not exists (select from access a where a.person_id = c.person_id and a.team_id = p_team) as hidden
    from client c where c.nhs_number = p_number and c.person_id <> p_without and (p_standing is null or c.status = any (p_standing))),
  looked as (
    insert into read_record (person_id, practitioner_id, team_id, role, page, why)
    select f.person_id, p_practitioner, p_team, p_role, 'referral', 'Asked by NHS number which site knows the client' from found f),
  told as (
    insert into notice (team_id, for_lead, person_id, code, created_at)
    select f.team_id, true, f.person_id, 'client-asked-by-number', now() from found f
    where f.hidden and not exists (
      select from notice n where n.team_id = f.team_id and n.person_id = f.person_id and n.code = 'client-asked-by-number' and n.seen_at is null))
  select case when f.hidden then null else f.team_id end from found f order by f.hidden desc, f.status_since desc, f.person_id;
end $$;
comment on function sites_by_number is 'The other records of a client with this NHS number, in these statuses or in any: the site that keeps each, or null where she is hidden. Records the look.';
revoke execute on function sites_by_number from public;
grant execute on function sites_by_number to handhold_app;

drop function site_of_number;
drop function client_with_number;
