-- An item of quarantine says which record it became, or by which fact it was settled; and whoever opens one that is about a client reads
-- of her too (promise P10), without a place where hers is sealed, or a child's of hers (promise P11).

alter table quarantine add column became uuid;
comment on column quarantine.became is 'The record that was made of it, or whose fact settled it; null where none was [sensitivity: identity]';
grant update (became) on quarantine to handhold_app;

create or replace function look_at_quarantine(p_item uuid, p_practitioner text, p_team text, p_role text) returns boolean
language sql security definer set search_path = public, pg_temp as $$
  with item as (
    select case when content is json object then content::jsonb end as c from quarantine where quarantine_id = p_item),
  numbers as (
    select array_remove(array[c #>> '{subject,nhsNumber}', c #>> '{mother,nhsNumber}', c ->> 'nhs_number', c ->> 'mother_nhs_number'], null) as n
    from item),
  about as (
    select c.person_id, c.sealed from child c where c.nhs_number = any ((select n from numbers)::text[])
    union
    select c.person_id, c.sealed from child c where c.mother_number = any ((select n from numbers)::text[])
    union
    select c.person_id, c.sealed or exists (
      select from client_child k join child x on x.person_id = k.child_id where k.person_id = c.person_id and x.sealed)
    from client c where c.nhs_number = any ((select n from numbers)::text[])),
  looked as (
    insert into read_record (person_id, practitioner_id, team_id, role, page, why)
    select person_id, p_practitioner, p_team, p_role, 'quarantine', 'Worked an item of quarantine about this family' from about)
  select coalesce(bool_or(sealed), false) from about
$$;
comment on function look_at_quarantine is 'Records a look at each child and client that an item of quarantine is about, by its number or its mother’s, and answers whether the address of one is sealed.';

create function every_client_by_number(p_number text) returns table (person_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.person_id from client c where c.nhs_number = p_number order by c.status_since desc, c.person_id
$$;
comment on function every_client_by_number is 'Clients by their NHS number, those who have died among them, for what waits in quarantine: that there is a record, and nothing of it.';
revoke execute on function every_client_by_number from public;
grant execute on function every_client_by_number to handhold_app;
