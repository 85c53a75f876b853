-- By what a sealed record was known, for one question alone: does somebody tell of that child anew? An older file, message or entry by hand
-- would take it on again under the name and number that the adoption put away (scenario A16).

create table put_away_as (person_id uuid, mark text, primary key (person_id, mark));
comment on table put_away_as is 'By what a child was known when the record was put away, each as a digest. A row means nothing while the record is not put away. Nobody of the application reads it: functions answer yes or no.';
comment on column put_away_as.person_id is 'The old record of an adopted child: child.person_id [sensitivity: identity]';
comment on column put_away_as.mark is 'Digest of the NHS number, or of the name and the date of birth [sensitivity: identity]';
create index put_away_as_by_mark on put_away_as (mark);
alter table put_away_as enable row level security;

-- Two numbers tell two children apart; where one of the two has none, the name and the date of birth say whether they may be one.
-- `p_asked`: by what to look for it; else by what it is kept.
create function put_away_marks(p_number text, p_given text, p_family text, p_born text, p_asked boolean) returns setof text
language sql stable set search_path = public, pg_temp as $$
  with named as (
    select lower(normalize(trim(p_given))) || '/' || lower(normalize(trim(p_family))) || '/'
      || case when p_born ~ '^\d{2}/\d{2}/\d{4}$' then right(p_born, 4) || '-' || substr(p_born, 4, 2) || '-' || left(p_born, 2) else p_born end as name
    where trim(p_given) <> '' and trim(p_family) <> '' and p_born <> '')
  select encode(sha256(convert_to(m.mark, 'UTF8')), 'hex') from (
    select 'number/' || p_number as mark where p_number <> ''
    union all
    select 'name/' || name from named where not p_asked or p_number is null
    union all
    select 'without number/' || name from named where p_asked = (p_number is not null)) m
$$;
comment on function put_away_marks is 'The digests by which the child of a sealed record is kept, or by which it is looked for.';

-- Which sealed record tells of the same child: for the functions here and the owner of the tables.
create function put_away_like(p_number text, p_given text, p_family text, p_born text) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select a.person_id from put_away_as a
  where a.mark in (select put_away_marks(p_number, p_given, p_family, p_born, true)) and put_away(a.person_id)
  order by a.person_id limit 1
$$;
comment on function put_away_like is 'The sealed record that the child with this number, or of this name and date of birth, had before its adoption.';

create function number_put_away(p_number text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select put_away_like(p_number, null, null, null) is not null
$$;
comment on function number_put_away is 'Whether a sealed record bears this NHS number: yes or no, and nothing of it.';

-- Whatever is put aside about such a child is the named nurse's from the first instant.
create function item_put_away(p_content text) returns uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  c jsonb;
begin
  if not exists (select from put_away_as) or p_content is not json object then return null; end if;
  c := p_content::jsonb;
  return put_away_like(item_number(p_content),
    coalesce((select string_agg(g, ' ') from jsonb_array_elements_text(c #> '{subject,givenNames}') g), c ->> 'given_name'),
    coalesce(c #>> '{subject,familyName}', c ->> 'family_name'), item_born(p_content));
exception when untranslatable_character then return null;
end $$;
comment on function item_put_away is 'The sealed record that an item of quarantine is about, if any.';
revoke execute on function put_away_marks, put_away_like, number_put_away, item_put_away from public;
grant execute on function number_put_away to handhold_app;

create or replace function mark_items_of(p_person uuid, p_team text) returns void
language sql security definer set search_path = public, pg_temp as $$
  with marked as (
    select c.person_id, c.nhs_number, c.mother_number, c.born_on, c.given_name, c.family_name from child c
    where c.person_id = p_person and c.care_status = 'in-care' and exists (select from access a where a.person_id = c.person_id and a.team_id = p_team)),
  kept as (
    insert into put_away_as (person_id, mark)
    select m.person_id, k.mark from marked m
    cross join lateral put_away_marks(m.nhs_number, m.given_name, m.family_name, to_char(m.born_on, 'YYYY-MM-DD'), false) as k (mark)
    on conflict do nothing),
  items as (
    select q.quarantine_id from marked m join quarantine q on item_number(q.content) = m.nhs_number
    union
    select q.quarantine_id from marked m join quarantine q on item_mother(q.content) = m.mother_number
    where item_number(q.content) is null and item_born(q.content) in (to_char(m.born_on, 'YYYY-MM-DD'), to_char(m.born_on, 'DD/MM/YYYY')))
  update quarantine q set adopted = p_person, told_at = case when q.settled_at is null then null else q.told_at end
  from items i where i.quarantine_id = q.quarantine_id and q.adopted is distinct from p_person
$$;
comment on function mark_items_of is 'Marks what lies in quarantine about a child whose adoption the team that reads its record is about to record, and keeps by what the child was known.';

-- Records that were put away before this was kept.
insert into put_away_as (person_id, mark)
select c.person_id, k.mark from child c join child_state s using (person_id)
cross join lateral (select s.state::jsonb -> 'identity' as identity) i
cross join lateral put_away_marks(i.identity ->> 'nhsNumber', i.identity ->> 'givenName', i.identity ->> 'familyName', i.identity ->> 'bornOn', false) as k (mark)
where c.care_status = 'ended' and put_away(c.person_id);

create or replace function keep_message(p_message jsonb, p_item jsonb) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if p_message is not null then
  insert into inbox_message (message_id, fingerprint, source, event, subject_number, last_updated, received_at, outcome, says)
  select m."messageId", m.fingerprint, m.source, m.event, m."subjectNumber", m."lastUpdated", m."receivedAt", m.outcome, m.says
  from jsonb_to_record(p_message) as m ("messageId" text, fingerprint text, source text, event text, "subjectNumber" text,
    "lastUpdated" timestamptz, "receivedAt" timestamptz, outcome text, says text)
  on conflict (message_id) do nothing;
  end if;
  if p_item is not null then
    insert into quarantine (item_key, received_at, source, file_name, row_no, message_id, reason, says, content, team_id,
      kind, row_id, row_column, rule_version, due_at, steps, next_step_at, adopted)
    select q."itemKey", q."receivedAt", q.source, q."fileName", q."rowNo", q."messageId", q.reason, q.says, q.content, q."teamId",
      q.kind, q."row", q."column", q."ruleVersion", q."dueAt", q.steps, q.steps[1], item_put_away(q.content)
    from jsonb_to_record(p_item) as q ("itemKey" text, "receivedAt" timestamptz, source text, "fileName" text, "rowNo" integer,
      "messageId" text, reason text, says text, content text, "teamId" text,
      kind text, "row" text, "column" text, "ruleVersion" text, "dueAt" timestamptz, steps timestamptz[])
    on conflict (item_key) do nothing;
  end if;
end $$;
