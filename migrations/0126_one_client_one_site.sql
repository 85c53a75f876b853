-- Whether a client with this NHS number is on the record of a site: which, where she stands, and nothing else of her.
create function client_with_number(p_number text, p_without uuid) returns table (team_id text, status text, sealed boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.team_id, c.status, c.sealed from client c where c.nhs_number = p_number and c.person_id <> p_without order by c.status_since desc, c.person_id
$$;
comment on function client_with_number is 'The other records of a client with this NHS number: which site keeps each, where she stands there, and whether her address is sealed.';
revoke execute on function client_with_number from public;
grant execute on function client_with_number to handhold_app;
