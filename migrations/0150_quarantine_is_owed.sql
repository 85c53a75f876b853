-- What lies in quarantine is owed: each item has its due time by its kind and climbs the ladder until somebody settles it. Items from
-- before get theirs with the first sweep (decision 0039).

create or replace function pg_temp.describe(p_table text, p_columns text[][]) returns void language plpgsql as $$
declare
  entry text[];
begin
  foreach entry slice 1 in array p_columns loop
    execute format('comment on column %I.%I is %L', p_table, entry[1], entry[3] || ' [sensitivity: ' || entry[2] || ']');
  end loop;
end $$;

alter table quarantine add column kind text check (kind in ('settle-birth', 'settle-death', 'settle-move', 'settle-message', 'settle-row')),
  add column row_id text, add column row_column text, add column rule_version text, add column due_at timestamptz, add column steps timestamptz[],
  add column next_step smallint not null default 0, add column next_step_at timestamptz, add column told_at timestamptz,
  add check (num_nulls(kind, row_id, row_column, rule_version, due_at, steps) in (0, 6));
select pg_temp.describe('quarantine', array[
  ['kind', 'none', 'What is owed for it; null until a sweep has given an item of before this version its clock'], ['row_id', 'none', 'The row of the time limits'],
  ['row_column', 'none', 'Its column'], ['rule_version', 'none', 'Which version of the table gave the due time'], ['due_at', 'none', 'By when it is to be settled'],
  ['steps', 'none', 'The due time and the steps of the ladder above it'], ['next_step', 'none', 'The step that is raised next'],
  ['next_step_at', 'none', 'When it is; null above the last'], ['told_at', 'none', 'When its team was told that it came']]);

-- Whatever a sweep has to do: an item without a clock, one of which nobody was told, and a step that is due.
create index quarantine_to_sweep on quarantine (next_step_at) where settled_at is null;
create index quarantine_new on quarantine (received_at) where settled_at is null and told_at is null;
drop index quarantine_open;
create index quarantine_by_due on quarantine (due_at) where settled_at is null;

create table quarantine_escalation (
  quarantine_id uuid not null references quarantine, step smallint not null check (step between 0 and 4), kind text not null,
  owner_team text not null, due_at timestamptz not null, step_due_at timestamptz not null, raised_at timestamptz not null,
  late_by_outage boolean not null, names jsonb not null, told_teams text[] not null, sweep_id uuid not null,
  people_told_at timestamptz, acknowledged_at timestamptz, acknowledged_by text,
  primary key (quarantine_id, step)
);
comment on table quarantine_escalation is 'Steps of the ladder raised for an item of quarantine: one for each item and step, whatever crashes. They stand until the item is settled.';
select pg_temp.describe('quarantine_escalation', array[
  ['quarantine_id', 'none', 'The item'], ['step', 'none', 'Step'], ['kind', 'none', 'What is owed'], ['owner_team', 'none', 'The team that owed it then'],
  ['due_at', 'none', 'When it was due'], ['step_due_at', 'none', 'When the step was due'], ['raised_at', 'none', 'When it was raised'],
  ['late_by_outage', 'none', 'Raised late because no sweep ran'], ['names', 'staff', 'The people named at this step'],
  ['told_teams', 'none', 'Safeguarding teams told at this step'], ['sweep_id', 'none', 'The sweep that raised it'],
  ['people_told_at', 'none', 'When the mail to the people of the step was written'],
  ['acknowledged_at', 'none', 'When a person acknowledged it'], ['acknowledged_by', 'staff', 'Who']]);
create index quarantine_escalation_untold on quarantine_escalation (raised_at) where people_told_at is null and step >= 1;

-- The team that owes it, and the safeguarding teams that were told, read it and acknowledge; only the sweep raises.
alter table quarantine_escalation enable row level security;
create policy told on quarantine_escalation to handhold_app
  using (owner_team = current_setting('handhold.team', true) or current_setting('handhold.team', true) = any (told_teams));
grant select, update (acknowledged_at, acknowledged_by) on quarantine_escalation to handhold_app;

-- As before, with the clock of the item.
create or replace function keep_message(p_message jsonb, p_item jsonb) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into inbox_message (message_id, fingerprint, source, event, subject_number, last_updated, received_at, outcome, says)
  select m."messageId", m.fingerprint, m.source, m.event, m."subjectNumber", m."lastUpdated", m."receivedAt", m.outcome, m.says
  from jsonb_to_record(p_message) as m ("messageId" text, fingerprint text, source text, event text, "subjectNumber" text,
    "lastUpdated" timestamptz, "receivedAt" timestamptz, outcome text, says text)
  on conflict (message_id) do nothing;
  if p_item is not null then
    insert into quarantine (item_key, received_at, source, file_name, row_no, message_id, reason, says, content, team_id,
      kind, row_id, row_column, rule_version, due_at, steps, next_step_at)
    select q."itemKey", q."receivedAt", q.source, q."fileName", q."rowNo", q."messageId", q.reason, q.says, q.content, q."teamId",
      q.kind, q."row", q."column", q."ruleVersion", q."dueAt", q.steps, q.steps[1]
    from jsonb_to_record(p_item) as q ("itemKey" text, "receivedAt" timestamptz, source text, "fileName" text, "rowNo" integer,
      "messageId" text, reason text, says text, content text, "teamId" text,
      kind text, "row" text, "column" text, "ruleVersion" text, "dueAt" timestamptz, steps timestamptz[])
    on conflict (item_key) do nothing;
  end if;
end $$;

create function quarantine_by_team() returns table (team text, overdue integer, last integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.owner_team, count(*) filter (where e.step = 0)::int, count(*) filter (where e.step = 4)::int
  from quarantine_escalation e join quarantine q using (quarantine_id) where q.settled_at is null group by e.owner_team
$$;
comment on function quarantine_by_team is 'How much of what lies in quarantine is overdue, and how much of it at the last step of the ladder, for commissioners and boards.';
revoke execute on function quarantine_by_team from public;
grant execute on function quarantine_by_team to handhold_app;
