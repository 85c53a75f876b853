-- What the sweep, the outbox and the directory's changes need besides.

create or replace function pg_temp.describe(p_table text, p_columns text[][]) returns void language plpgsql as $$
declare
  entry text[];
begin
  foreach entry slice 1 in array p_columns loop
    execute format('comment on column %I.%I is %L', p_table, entry[1], entry[3] || ' [sensitivity: ' || entry[2] || ']');
  end loop;
end $$;

alter table escalation
  add column told_teams text[] not null default '{}',
  add column people_told_at timestamptz;
create index escalation_people_untold on escalation (step) where people_told_at is null and step >= 1;
select pg_temp.describe('escalation', array[
  ['told_teams', 'none', 'Safeguarding teams told at this step; each may read the record while the obligation stands'],
  ['people_told_at', 'none', 'When the mail to the people of the step was written; steps above the desk only']]);

-- A commissioner is told a number and no child (promise P12).
alter table notice alter column person_id drop not null;

alter table directory_version
  add column changed_at timestamptz not null default now(),
  add column ladder_at timestamptz not null default '-infinity';
select pg_temp.describe('directory_version', array[
  ['changed_at', 'none', 'When the directory last changed'],
  ['ladder_at', 'none', 'For which moment the ladder’s names were last worked out: absences begin and end by themselves']]);

-- The obligations that an outage or a lead asks for: how many are overdue, without reading those that are not.
create index deadline_raised on deadline (due_at) where next_step > 0;

-- A leaver's children, and whether an account may close.
create index child_by_practitioner on child (holder_practitioner) where holder_practitioner is not null;
