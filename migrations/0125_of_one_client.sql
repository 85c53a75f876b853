-- A family is sealed together, and the children of one client are a family: also where she has no NHS number and none of them bears
-- a reference of a family.
drop function of_family(text[], text[]);
create function one_family(p_families text[], p_mothers text[], p_child uuid) returns table (
  person_id uuid, family_id text, mother_number text, in_care boolean, sealed boolean)
language plpgsql stable security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  return query
  select c.person_id, c.family_id, c.mother_number, c.care_status = 'in-care', c.sealed from child c where c.family_id = any (p_families)
  union
  select c.person_id, c.family_id, c.mother_number, c.care_status = 'in-care', c.sealed from child c where c.mother_number = any (p_mothers)
  union
  select c.person_id, c.family_id, c.mother_number, c.care_status = 'in-care', c.sealed
  from client_child known join client_child other on other.person_id = known.person_id join child c on c.person_id = other.child_id
  where known.child_id = p_child
  order by 1;
end $$;
comment on function one_family is 'The children of these families, of mothers with these NHS numbers, and of the client on whose list this child stands, whichever team holds them: whether their address is sealed, and nothing of their record.';
revoke execute on function one_family from public;
grant execute on function one_family to handhold_app;
