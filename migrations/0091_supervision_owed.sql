-- Supervision of the programme's nurses is owed like everything else: the steps of its ladder that were raised, and what their
-- people are told (decision 0030).

create or replace function pg_temp.describe(p_table text, p_columns text[][]) returns void language plpgsql as $$
declare
  entry text[];
begin
  foreach entry slice 1 in array p_columns loop
    execute format('comment on column %I.%I is %L', p_table, entry[1], entry[3] || ' [sensitivity: ' || entry[2] || ']');
  end loop;
end $$;

create table supervision_escalation (
  nurse_id text not null references practitioner, kind text not null check (kind in ('supervise', 'accompany-visit')), due_on date not null,
  step smallint not null check (step between 0 and 4), team_id text not null references team, due_at timestamptz not null, step_due_at timestamptz not null,
  raised_at timestamptz not null, late_by_outage boolean not null, names jsonb not null, told_teams text[] not null, sweep_id uuid not null,
  over_at timestamptz, people_told_at timestamptz, acknowledged_at timestamptz, acknowledged_by text,
  primary key (nurse_id, kind, due_on, step)
);
comment on table supervision_escalation is 'Steps of the ladder raised for a nurse’s supervision: one for each day on which it was due and step, whatever crashes. What is owed is asked of what was recorded, and stands nowhere.';
select pg_temp.describe('supervision_escalation', array[
  ['nurse_id', 'staff', 'To whom it is owed'], ['kind', 'none', 'One to one, or an accompanied visit'], ['due_on', 'staff', 'On which day it was due'], ['step', 'none', 'Step'],
  ['team_id', 'none', 'The nurse’s team, which owes it'], ['due_at', 'staff', 'When it was due'], ['step_due_at', 'none', 'When the step was due'], ['raised_at', 'none', 'When it was raised'],
  ['late_by_outage', 'none', 'Raised late because no sweep ran'], ['names', 'staff', 'The people named at this step'], ['told_teams', 'none', 'Safeguarding teams told at this step'],
  ['sweep_id', 'none', 'The sweep that raised it'], ['over_at', 'none', 'When a sweep found that it is no longer owed; null while it is'],
  ['people_told_at', 'none', 'When the mail to the people of the step was written'],
  ['acknowledged_at', 'none', 'When a person acknowledged it'], ['acknowledged_by', 'staff', 'Who']]);

-- The team that owes it, and the safeguarding teams that were told, read it and acknowledge; only the sweep raises.
alter table supervision_escalation enable row level security;
create policy told on supervision_escalation to handhold_app
  using (team_id = current_setting('handhold.team', true) or current_setting('handhold.team', true) = any (told_teams));
grant select, update (acknowledged_at, acknowledged_by) on supervision_escalation to handhold_app;

alter table notice add column nurse_id text;
select pg_temp.describe('notice', array[['nurse_id', 'staff', 'About which nurse’s supervision; null for a notice about a child, and for a count']]);

-- Since when a nurse has a family: the last fact that gave each of hers to her. A handful for each client.
create index fact_nurse_named on fact (person_id, recorded_at) where type in ('Enrolled', 'NurseAllocated', 'TransferredIn');
