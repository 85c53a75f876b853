-- Whoever opens an item of quarantine reads of a family, and that is recorded as any other look (promise P10).

create function look_at_quarantine(p_item uuid, p_practitioner text, p_team text, p_role text) returns boolean
language sql security definer set search_path = public, pg_temp as $$
  with item as (
    select case when content is json object then content::jsonb end as c from quarantine where quarantine_id = p_item),
  numbers as (
    select array_remove(array[c #>> '{subject,nhsNumber}', c #>> '{mother,nhsNumber}', c ->> 'nhs_number', c ->> 'mother_nhs_number'], null) as n
    from item),
  about as (
    select c.person_id, c.sealed from child c where c.nhs_number = any ((select n from numbers)::text[])
    union
    select c.person_id, c.sealed from child c where c.mother_number = any ((select n from numbers)::text[])),
  looked as (
    insert into read_record (person_id, practitioner_id, team_id, role, page, why)
    select person_id, p_practitioner, p_team, p_role, 'quarantine', 'Worked an item of quarantine about this family' from about)
  select coalesce(bool_or(sealed), false) from about
$$;
comment on function look_at_quarantine is 'Records a look at each child that an item of quarantine is about, by its number or its mother’s, and answers whether the address of one is sealed.';
revoke execute on function look_at_quarantine from public;
grant execute on function look_at_quarantine to handhold_app;
