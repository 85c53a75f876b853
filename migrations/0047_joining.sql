-- Whether a child is in care and known by its NHS number and date of birth together: asked when its mother joins the programme.

create function child_of_number(p_number text, p_born_on date, p_practitioner text, p_team text, p_role text) returns table (person_id uuid)
language sql security definer set search_path = public, pg_temp as $$
  with found as (
    select c.person_id from child c
    where c.nhs_number = p_number and c.born_on = p_born_on and c.care_status = 'in-care' and not put_away(c.person_id)
    order by c.held_since desc limit 1),
  looked as (
    insert into read_record (person_id, practitioner_id, team_id, role, page, why)
    select f.person_id, p_practitioner, p_team, p_role, 'joining', 'Asked by NHS number and date of birth: its mother joins the programme' from found f)
  select f.person_id from found f
$$;
comment on function child_of_number is 'The child in care of a number and a date of birth, whoever answers for it: the id and nothing else. Records the look.';
revoke execute on function child_of_number from public;
grant execute on function child_of_number to handhold_app;
