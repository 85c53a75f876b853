-- Caseloads and supervision of the programme's nurses: how much of whole time each works, and when supervision was held.

create or replace function pg_temp.describe(p_table text, p_says text, p_columns text[][]) returns void language plpgsql as $$
declare
  entry text[];
begin
  execute format('comment on table %I is %L', p_table, p_says);
  foreach entry slice 1 in array p_columns loop
    execute format('comment on column %I.%I is %L', p_table, entry[1], entry[3] || ' [sensitivity: ' || entry[2] || ']');
  end loop;
end $$;

create table working_time (
  practitioner_id text not null references practitioner, valid_from date not null, share numeric(3, 2) not null check (share > 0 and share <= 1),
  why text not null, recorded_by text not null, recorded_at timestamptz not null,
  primary key (practitioner_id, valid_from)
);
select pg_temp.describe('working_time', 'The part of whole time that a nurse works, from a day on; whole time where nothing stands. A caseload is measured against it.', array[
  ['practitioner_id', 'staff', 'Who'], ['valid_from', 'staff', 'First day; until the next row'], ['share', 'staff', 'Part of whole time, as 0.6'],
  ['why', 'staff', 'What was agreed'], ['recorded_by', 'staff', 'Who recorded it'], ['recorded_at', 'none', 'When']]);

create table supervision (
  team_id text not null references team, nurse_id text not null references practitioner, supervision_id uuid not null default uuidv7(),
  held_on date not null, supervisor_id text not null, recorded_by text not null, recorded_at timestamptz not null,
  primary key (nurse_id, supervision_id)
);
create index supervision_by_nurse on supervision (nurse_id, held_on);
select pg_temp.describe('supervision', 'One-to-one supervision of a family nurse: weekly. What was said there stands elsewhere; accompanied visits stand in the visits themselves.', array[
  ['team_id', 'none', 'The nurse’s team'], ['nurse_id', 'staff', 'Who was supervised'], ['supervision_id', 'none', 'The meeting'], ['held_on', 'staff', 'On which day'],
  ['supervisor_id', 'staff', 'By whom'], ['recorded_by', 'staff', 'Who recorded it'], ['recorded_at', 'none', 'When']]);

-- Both belong to a team: its people read them, and write only of the people of their own team.
alter table working_time enable row level security;
create policy own_people on working_time to handhold_app
  using (exists (select 1 from practitioner p where p.id = practitioner_id and p.team_id = current_setting('handhold.team', true)))
  with check (exists (select 1 from practitioner p where p.id = practitioner_id and p.team_id = current_setting('handhold.team', true)));
grant select, insert, update on working_time to handhold_app;
alter table supervision enable row level security;
create policy own_team on supervision to handhold_app using (team_id = current_setting('handhold.team', true))
  with check (team_id = current_setting('handhold.team', true)
    and exists (select 1 from practitioner p where p.id = nurse_id and p.team_id = current_setting('handhold.team', true)));
grant select, insert on supervision to handhold_app;

-- By which nurse an accompanied visit was made: the supervisor comes along about every four months.
create index fact_accompanied on fact (recorded_by, recorded_at) where type = 'VisitRecorded' and data ->> 'accompaniedBy' is not null;

-- Three measures, each one statement: the dosage, enrolment and attrition goals of the programme, by team. As the party that asks.
create function measure_dosage(p_today date) returns table (team text, measure text, clients integer, part integer, whole integer)
language sql stable set search_path = public, pg_temp as $$
  select c.team_id, 'dosage/' || p.phase, count(*)::int, sum(least(p.done, p.due))::int, sum(p.due)::int
  from client c
  cross join lateral (
    select x.phase, x.done, (select count(*)::int from jsonb_array_elements_text(x.expected) e(day) where e.day::date <= p_today) as due
    from jsonb_to_recordset(c.phases) as x (phase text, expected jsonb, done integer)) p
  where p.due > 0
  group by c.team_id, p.phase
$$;
comment on function measure_dosage is 'Visits made of those expected so far, by phase: what one client had beyond what was expected makes good for no other.';

create function measure_enrolment(p_today date) returns table (team text, measure text, clients integer, part integer, whole integer)
language sql stable set search_path = public, pg_temp as $$
  with answered as (
    select c.team_id, c.enrolled_on, 280 - (c.expected_on - c.enrolled_on) as gestation from client c
    where (c.enrolled_on is not null or c.status = 'declined') and coalesce(c.enrolled_on, p_today) <= p_today),
  pregnant as (select * from answered where enrolled_on is not null and gestation between 0 and 301)
  select team_id, 'enrolment/offered', count(*)::int, count(enrolled_on)::int, count(*)::int from answered group by team_id
  union all
  select team_id, 'enrolment/before-16', count(*)::int, count(*) filter (where gestation < 112)::int, count(*)::int from pregnant group by team_id
  union all
  select team_id, 'enrolment/by-28', count(*)::int, count(*) filter (where gestation <= 196)::int, count(*)::int from pregnant group by team_id
$$;
comment on function measure_enrolment is 'How many of those offered a place enrolled, and of those enrolled in pregnancy how many before 16 and by 28 weeks.';

create function measure_attrition(p_today date) returns table (team text, measure text, clients integer, part integer, whole integer)
language sql stable set search_path = public, pg_temp as $$
  with over as (
    select c.team_id, x.phase, x.cut from client c
    cross join lateral jsonb_to_recordset(c.phases) as x (phase text, until date, cut text)
    where x.until <= p_today and x.cut is distinct from 'stopped')
  select team_id, 'attrition/' || phase, count(*)::int, count(*) filter (where cut = 'left')::int, count(*)::int from over group by team_id, phase
  union all
  select team_id, 'attrition/all', count(*)::int, count(*) filter (where status = 'left-early')::int, count(*)::int
  from client where enrolled_on is not null and status in ('left-early', 'graduated') group by team_id
$$;
comment on function measure_attrition is 'Clients who left early: by phase, of those whose phase is over; over all, of those whose programme is over. After a loss or a death nobody is counted.';

-- The same for commissioners and boards: no row of a client leaves it, and no number by which fewer than five could be known.
create function measures_for_board(p_today date) returns table (team text, measure text, clients integer, part integer, whole integer)
language sql stable security definer set search_path = public, pg_temp as $$
  with every as (
    select * from measure_dosage(p_today) union all select * from measure_enrolment(p_today) union all select * from measure_attrition(p_today)),
  judged as (
    select e.*, e.clients < 5 or (e.measure not like 'dosage/%' and (e.part between 1 and 4 or e.whole - e.part between 1 and 4)) as small from every e)
  select j.team, j.measure, case when not small then j.clients end, case when not small then j.part end, case when not small then j.whole end
  from judged j
$$;
comment on function measures_for_board is 'The measures of every site, small numbers left out.';
revoke execute on function measure_dosage, measure_enrolment, measure_attrition, measures_for_board from public;
grant execute on function measure_dosage, measure_enrolment, measure_attrition, measures_for_board to handhold_app;

-- A secret link by which a person's own calendar fetches visits and deadlines. The link itself is kept nowhere: only its hash.
create table calendar_link (
  practitioner_id text primary key references practitioner, token_hash text not null unique, made_at timestamptz not null
);
select pg_temp.describe('calendar_link', 'The link to each person’s calendar feed: one at a time. A new one ends the one before.', array[
  ['practitioner_id', 'staff', 'Whose'], ['token_hash', 'secret', 'SHA-256 of the secret in the link'], ['made_at', 'none', 'When it was made']]);
alter table calendar_link enable row level security;
create policy own_link on calendar_link to handhold_app
  using (exists (select 1 from practitioner p where p.id = practitioner_id and p.team_id = current_setting('handhold.team', true)))
  with check (exists (select 1 from practitioner p where p.id = practitioner_id and p.team_id = current_setting('handhold.team', true)));
grant select, insert, update on calendar_link to handhold_app;

create function calendar_of(p_hash text) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select l.practitioner_id from calendar_link l join practitioner p on p.id = l.practitioner_id where l.token_hash = p_hash and p.status = 'present'
$$;
comment on function calendar_of is 'Whose calendar a link opens; nobody’s once the person has left.';
revoke execute on function calendar_of from public;
grant execute on function calendar_of to handhold_app;
