-- Whether a client is known already by her NHS number, asked before a referral makes a second record of her.

create function site_of_number(p_number text, p_practitioner text, p_team text) returns table (person_id uuid, team_id text)
language sql security definer set search_path = public, pg_temp as $$
  with found as (select c.person_id, c.team_id from client c where c.nhs_number = p_number order by c.status_since desc limit 1),
  looked as (
    insert into read_record (person_id, practitioner_id, team_id, role, page, why)
    select f.person_id, p_practitioner, p_team, 'search', 'referral', 'Asked by NHS number which site knows the client' from found f)
  select f.person_id, f.team_id from found f
$$;
comment on function site_of_number is 'The site of a client found by NHS number, for somebody who refers her. Records the look.';
revoke execute on function site_of_number from public;
grant execute on function site_of_number to handhold_app;
