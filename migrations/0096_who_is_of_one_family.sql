-- Messages tell a child that has a number of its own from one that has none yet, and find the record in care before one that
-- has ended. Who is of one family is asked beyond the access rows: an address sealed for one child is sealed for all of them.

drop function find_by_number(text[]);
create function find_by_number(p_numbers text[]) returns table (
  person_id uuid, found_as text, number text, care_status text, holder_team text, holder_practitioner text, born_on date, family_id text,
  has_number boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.person_id, 'child', c.nhs_number, c.care_status, c.holder_team, c.holder_practitioner, c.born_on, c.family_id, true
  from child c where c.nhs_number = any (p_numbers)
  union all
  select c.person_id, 'mother', c.mother_number, c.care_status, c.holder_team, c.holder_practitioner, c.born_on, c.family_id,
    c.nhs_number is not null
  from child c where c.mother_number = any (p_numbers)
  order by 3, 4 desc, 1
$$;
comment on function find_by_number is 'Children by their own NHS number or their mother’s, for messages, those in care before those whose record has ended: who holds them and nothing of their record.';

-- Two index searches; with OR the planner would read the whole table.
create function of_family(p_families text[], p_mothers text[]) returns table (
  person_id uuid, family_id text, mother_number text, in_care boolean, sealed boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.person_id, c.family_id, c.mother_number, c.care_status = 'in-care', c.sealed from child c where c.family_id = any (p_families)
  union
  select c.person_id, c.family_id, c.mother_number, c.care_status = 'in-care', c.sealed from child c where c.mother_number = any (p_mothers)
  order by 1
$$;
comment on function of_family is 'The children of these families or of mothers with these NHS numbers, whichever team holds them: whether their address is sealed, and nothing of their record.';

revoke execute on function find_by_number, of_family from public;
grant execute on function find_by_number, of_family to handhold_app;
