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
grant select, insert on working_time to handhold_app;
alter table supervision enable row level security;
create policy own_team on supervision to handhold_app using (team_id = current_setting('handhold.team', true))
  with check (team_id = current_setting('handhold.team', true)
    and exists (select 1 from practitioner p where p.id = nurse_id and p.team_id = current_setting('handhold.team', true)));
grant select, insert on supervision to handhold_app;
