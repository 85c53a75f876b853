-- Whom an item of quarantine is about, a client of the programme among them; and what is about the old record of an adopted child, which
-- by no column can be found any more, is the named nurse's alone (scenario A16, promises P10 and P11).

-- What an item says of whom it is about: a message in its neutral shape or the cells of a line; nothing of a text that is neither, or
-- that holds a sign which the database cannot write: an item is kept whatever stands in it. They read the text that they are given and
-- nothing else; the application may, because its own writing of an item moves the indexes below.
create function item_number(p_content text) returns text language plpgsql immutable as $$
declare
  c jsonb;
begin
  if p_content is not json object then return null; end if;
  c := p_content::jsonb;
  return nullif(regexp_replace(coalesce(c #>> '{subject,nhsNumber}', c ->> 'nhs_number'), '\D', '', 'g'), '');
exception when untranslatable_character then return null;
end $$;
comment on function item_number is 'The NHS number of whom an item of quarantine is about.';
create function item_mother(p_content text) returns text language plpgsql immutable as $$
declare
  c jsonb;
begin
  if p_content is not json object then return null; end if;
  c := p_content::jsonb;
  return nullif(regexp_replace(coalesce(c #>> '{mother,nhsNumber}', c ->> 'mother_nhs_number'), '\D', '', 'g'), '');
exception when untranslatable_character then return null;
end $$;
comment on function item_mother is 'The NHS number of the mother of whom an item of quarantine is about.';
create function item_born(p_content text) returns text language plpgsql immutable as $$
declare
  c jsonb;
begin
  if p_content is not json object then return null; end if;
  c := p_content::jsonb;
  return coalesce(c #>> '{subject,dateOfBirth}', c ->> 'date_of_birth');
exception when untranslatable_character then return null;
end $$;
comment on function item_born is 'The day of birth of whom an item of quarantine is about, as it was written.';
revoke execute on function item_number, item_mother, item_born from public;
grant execute on function item_number, item_mother to handhold_app;

alter table quarantine add column adopted uuid;
comment on column quarantine.adopted is 'The child whose adoption was being recorded, of which the item is: once that record is put away the item is the named nurse''s alone [sensitivity: identity]';
create index quarantine_by_number on quarantine (item_number(content)) where item_number(content) is not null;
create index quarantine_by_mother on quarantine (item_mother(content)) where item_mother(content) is not null;

-- The team whose own command ends the record asks this just before, while columns still lead to the child: for any other team, or a
-- child not in care, it does nothing. An end that is refused leaves a mark that means nothing.
create function mark_items_of(p_person uuid, p_team text) returns void
language sql security definer set search_path = public, pg_temp as $$
  with marked as (
    select c.person_id, c.nhs_number, c.mother_number, c.born_on from child c
    where c.person_id = p_person and c.care_status = 'in-care' and exists (select from access a where a.person_id = c.person_id and a.team_id = p_team)),
  items as (
    select q.quarantine_id from marked m join quarantine q on item_number(q.content) = m.nhs_number
    union
    select q.quarantine_id from marked m join quarantine q on item_mother(q.content) = m.mother_number
    where item_number(q.content) is null and item_born(q.content) in (to_char(m.born_on, 'YYYY-MM-DD'), to_char(m.born_on, 'DD/MM/YYYY')))
  update quarantine q set adopted = p_person, told_at = case when q.settled_at is null then null else q.told_at end
  from items i where i.quarantine_id = q.quarantine_id and q.adopted is distinct from p_person
$$;
comment on function mark_items_of is 'Marks what lies in quarantine about a child whose adoption the team that reads its record is about to record.';
revoke execute on function mark_items_of from public;
grant execute on function mark_items_of to handhold_app;

-- Whose an item is: of a put-away record the named nurse's who keeps that; else the team's that it is about, and the team must be asked with it.
create function item_team(p_team text, p_adopted uuid) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select case when put_away(p_adopted)
    then (select a.team_id from access a where a.person_id = p_adopted order by a.team_id limit 1) else p_team end
$$;
comment on function item_team is 'The team whose an item of quarantine is, which may be marked as about an adopted child: no row of a child leaves it.';
revoke execute on function item_team from public;
grant execute on function item_team to handhold_app;

-- A person of the network looks, for the own team; that the item is theirs is asked first (quarantine_readings).
create or replace function look_at_quarantine(p_item uuid, p_practitioner text, p_team text, p_role text) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v_hidden boolean;
begin
  if not exists (select from practitioner p where p.id = p_practitioner and p.team_id = p_team) then
    raise exception 'an item of quarantine is looked at by a person of the network, for the own team' using errcode = 'insufficient_privilege';
  end if;
  with item as (
    select array_remove(array[item_number(q.content), item_mother(q.content)], null) as numbers, q.adopted from quarantine q where q.quarantine_id = p_item),
  about as (
    select c.person_id, c.sealed as hidden from child c where c.nhs_number = any ((select numbers from item)::text[])
    union
    select c.person_id, c.sealed from child c where c.mother_number = any ((select numbers from item)::text[])
    union
    select c.person_id, client_hidden(c.person_id) from client c where c.nhs_number = any ((select numbers from item)::text[])
    union
    select i.adopted, true from item i where put_away(i.adopted)),
  looked as (
    insert into read_record (person_id, practitioner_id, team_id, role, page, why)
    select distinct person_id, p_practitioner, p_team, p_role, 'quarantine', 'Worked an item of quarantine about this family' from about)
  select coalesce(bool_or(hidden), false) into v_hidden from about;
  return v_hidden;
end $$;
comment on function look_at_quarantine is 'Records a look at each child and client that an item of quarantine is about, by its number or its mother’s, and answers whether where one of them lives must stay hidden.';
