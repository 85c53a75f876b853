-- Clients of the programme: a stream of facts for each, in the table of facts, and current tables beside it. What a client's
-- fact asks of one of her children is kept as a consequence until that child's own stream has answered.

create or replace function pg_temp.describe(p_table text, p_says text, p_columns text[][]) returns void language plpgsql as $$
declare
  entry text[];
begin
  execute format('comment on table %I is %L', p_table, p_says);
  foreach entry slice 1 in array p_columns loop
    execute format('comment on column %I.%I is %L', p_table, entry[1], entry[3] || ' [sensitivity: ' || entry[2] || ']');
  end loop;
end $$;

create table client (
  person_id uuid primary key, version integer not null check (version > 0), head_hash text not null, state json not null,
  given_name text not null, family_name text not null, born_on date, nhs_number text, family_id text, sealed boolean not null,
  team_id text not null, nurse_id text, status text not null, status_since timestamptz not null, expected_on date, youngest_born_on date,
  ends_on date, visit_due_on date, last_visit_on date, missed_count smallint not null, weight numeric(4, 2) not null check (weight > 0),
  transfer_to text, next_visit_at timestamptz, enrolled_on date, offered_on date, phases jsonb not null
);
create index client_by_team on client (team_id, status, visit_due_on);
create index client_by_nurse on client (nurse_id, status) where nurse_id is not null;
create index client_by_transfer on client (transfer_to) where transfer_to is not null;
create index client_by_number on client (nhs_number) where nhs_number is not null;
create index client_by_name on client using gin ((given_name || ' ' || family_name) gin_trgm_ops);
select pg_temp.describe('client', 'One row for each client of the programme: the fold of her facts, and the columns by which she is found and listed.', array[
  ['person_id', 'identity', 'The client'], ['version', 'none', 'Number of facts'], ['head_hash', 'none', 'Hash of the newest fact'],
  ['state', 'clinical', 'All that is true now, folded from the facts'], ['given_name', 'identity', 'Given name'], ['family_name', 'identity', 'Family name'],
  ['born_on', 'identity', 'Date of birth'], ['nhs_number', 'identity', 'NHS number'], ['family_id', 'identity', 'The family'],
  ['sealed', 'clinical', 'Whether her address is sealed'], ['team_id', 'none', 'The site’s team'], ['nurse_id', 'none', 'Her family nurse'],
  ['status', 'clinical', 'Where she stands in the programme'], ['status_since', 'none', 'Since when'], ['expected_on', 'clinical', 'Expected date of delivery'],
  ['youngest_born_on', 'identity', 'Date of birth of her youngest child'], ['ends_on', 'none', 'When the programme ends for her'],
  ['visit_due_on', 'none', 'By when the next visit is due'], ['last_visit_on', 'clinical', 'When last visited face to face'],
  ['missed_count', 'clinical', 'Visits missed since the last one made'], ['weight', 'none', 'What she counts for in a caseload'],
  ['transfer_to', 'none', 'Site to which she is on the way, or on whose waiting list she stands'],
  ['next_visit_at', 'clinical', 'When the next visit is planned'],
  ['enrolled_on', 'none', 'When she was enrolled'], ['offered_on', 'none', 'When a place was offered'],
  ['phases', 'clinical', 'Her phases: from, until, cut short or not, days of the visits expected, how many were made']]);

create table client_child (
  person_id uuid not null, child_id uuid not null, born_on date, left_by text, lost boolean not null,
  primary key (person_id, child_id)
);
create index client_child_by_child on client_child (child_id);
select pg_temp.describe('client_child', 'The children of each client, as the programme counts them.', array[
  ['person_id', 'identity', 'The client'], ['child_id', 'identity', 'The child, who has a stream of its own'], ['born_on', 'identity', 'Date of birth; null before birth'],
  ['left_by', 'none', 'The door by which the child left the programme'], ['lost', 'clinical', 'Lost or died']]);

create table consequence (
  person_id uuid not null, consequence_id uuid not null, consequence_no integer not null, child_id uuid not null, command jsonb not null,
  asked_by text not null, asked_team text not null, asked_at timestamptz not null, answered_at timestamptz, outcome text, says text,
  settled_at timestamptz, settled_by text,
  primary key (person_id, consequence_id),
  constraint answered_whole check ((answered_at is null) = (outcome is null))
);
create index consequence_waiting on consequence (asked_at) where answered_at is null;
create index consequence_refused on consequence (asked_team, asked_at) where outcome = 'refused' and settled_at is null;
select pg_temp.describe('consequence', 'What a client’s fact asks of a child’s own stream. Written with the fact, answered once by the child’s own rules; a refusal waits for a person.', array[
  ['person_id', 'identity', 'The client'], ['consequence_id', 'none', 'Also the id of the child’s command, so that it has exactly one effect'],
  ['consequence_no', 'none', 'In which order'], ['child_id', 'identity', 'The child'], ['command', 'clinical', 'What is asked'],
  ['asked_by', 'none', 'Who gave the client’s command'], ['asked_team', 'none', 'For which team'], ['asked_at', 'none', 'When'],
  ['answered_at', 'none', 'When the child’s stream answered; null while it waits'], ['outcome', 'none', 'Done, repeated or refused'],
  ['says', 'none', 'The refusal’s code'], ['settled_at', 'none', 'When a person dealt with a refusal'], ['settled_by', 'none', 'Who']]);

-- The door through which a client's facts enter, beside append_facts for children: one statement, one transaction.
create function append_client_facts(
  p_person uuid, p_command uuid, p_expected integer, p_facts jsonb, p_state json, p_client jsonb, p_children jsonb, p_deadlines jsonb, p_met text[],
  p_access jsonb, p_access_taken text[], p_notices jsonb, p_consequences jsonb, p_present text[]
) returns append_outcome language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  v_count integer := jsonb_array_length(p_facts);
  v_version integer;
  v_at timestamptz := (p_facts -> 0 ->> 'recordedAt')::timestamptz;
begin
  if cardinality(p_present) > 0 then
    perform 1 from practitioner where id = any (p_present) and status = 'present' order by id for share;
    get diagnostics v_version = row_count;
    if v_version <> cardinality(p_present) then return ('gone', p_expected)::append_outcome; end if;
  end if;
  v_version := null;
  if v_count > 0 then
    insert into client as k select p_person, p_expected + v_count, p_facts -> -1 ->> 'hash', p_state, c.* from jsonb_to_record(p_client) as c (given_name text, family_name text, born_on date,
      nhs_number text, family_id text, sealed boolean, team_id text, nurse_id text, status text, status_since timestamptz, expected_on date,
      youngest_born_on date, ends_on date, visit_due_on date, last_visit_on date, missed_count smallint, weight numeric, transfer_to text,
      next_visit_at timestamptz, enrolled_on date, offered_on date, phases jsonb)
    on conflict (person_id) do update set version = excluded.version, head_hash = excluded.head_hash, state = excluded.state,
      given_name = excluded.given_name, family_name = excluded.family_name, born_on = excluded.born_on, nhs_number = excluded.nhs_number,
      family_id = excluded.family_id, sealed = excluded.sealed, team_id = excluded.team_id, nurse_id = excluded.nurse_id, status = excluded.status,
      status_since = excluded.status_since, expected_on = excluded.expected_on, youngest_born_on = excluded.youngest_born_on, ends_on = excluded.ends_on,
      visit_due_on = excluded.visit_due_on, last_visit_on = excluded.last_visit_on, missed_count = excluded.missed_count, weight = excluded.weight,
      transfer_to = excluded.transfer_to, next_visit_at = excluded.next_visit_at, enrolled_on = excluded.enrolled_on,
      offered_on = excluded.offered_on, phases = excluded.phases
    where k.version = p_expected
    returning k.version into v_version;
  end if;
  if v_version is null then
    select max(f.version) into v_version from fact f where f.person_id = p_person and f.command_id = p_command;
    if v_version is not null then return ('repeated', v_version)::append_outcome; end if;
    select c.version into v_version from client c where c.person_id = p_person;
    return ('conflict', coalesce(v_version, 0))::append_outcome;
  end if;

  insert into fact (person_id, version, type, data, happened_at, recorded_at, recorded_by, recorded_team, recorded_role, command_id, command_part, previous_hash, hash)
  select p_person, f.version, f.fact ->> 'type', f.fact, f."happenedAt", f."recordedAt", f.by ->> 'practitionerId', f.by ->> 'teamId', f.by ->> 'role',
    p_command, f.version - p_expected, f."previousHash", f.hash
  from jsonb_to_recordset(p_facts) as f (version integer, fact jsonb, "happenedAt" timestamptz, "recordedAt" timestamptz, by jsonb, "previousHash" text, hash text);

  insert into client_child select p_person, c.* from jsonb_to_recordset(p_children) as c (child_id uuid, born_on date, left_by text, lost boolean)
  on conflict (person_id, child_id) do update set born_on = excluded.born_on, left_by = excluded.left_by, lost = excluded.lost;

  if cardinality(p_met) > 0 then
    delete from deadline where person_id = p_person and key = any (p_met);
  end if;
  insert into deadline (person_id, key, kind, handover_id, owner_team, other_team, from_at, due_at, steps, next_step, next_step_at, row_id, row_column, rule_version)
  select p_person, d.key, d.kind, null, d."ownerTeamId", d."otherTeamId", d."from", d."dueAt", d.steps, 0, d.steps[1], d.row, d."column", d."ruleVersion"
  from jsonb_to_recordset(p_deadlines) as d (key text, kind text, "ownerTeamId" text, "otherTeamId" text, "from" timestamptz,
    "dueAt" timestamptz, steps timestamptz[], row text, "column" text, "ruleVersion" text)
  on conflict (person_id, key) do update set due_at = excluded.due_at, steps = excluded.steps, from_at = excluded.from_at,
    next_step_at = excluded.steps[deadline.next_step + 1], row_id = excluded.row_id, row_column = excluded.row_column, rule_version = excluded.rule_version;

  if cardinality(p_access_taken) > 0 then
    delete from access where person_id = p_person and team_id = any (p_access_taken);
    insert into access (person_id, team_id, relation)
    select distinct p_person, told.team_id, 'owner'
    from escalation e join deadline d on d.person_id = e.person_id and d.key = e.key, unnest(e.told_teams) as told (team_id)
    where e.person_id = p_person and told.team_id = any (p_access_taken)
    order by told.team_id;
  end if;
  insert into access (person_id, team_id, relation)
  select p_person, a."teamId", a."as" from jsonb_to_recordset(p_access) as a ("teamId" text, "as" text) order by a."teamId"
  on conflict (person_id, team_id) do update set relation = excluded.relation;

  insert into notice (team_id, for_lead, person_id, code, created_at)
  select n."teamId", n."forLead", p_person, n.code, v_at from jsonb_to_recordset(p_notices) as n ("teamId" text, "forLead" boolean, code text);

  insert into consequence (person_id, consequence_id, consequence_no, child_id, command, asked_by, asked_team, asked_at)
  select p_person, q."consequenceId", q.no, q."childId", q.command, p_facts -> 0 -> 'by' ->> 'practitionerId', p_facts -> 0 -> 'by' ->> 'teamId', v_at
  from jsonb_to_recordset(p_consequences) as q ("consequenceId" uuid, no integer, "childId" uuid, command jsonb);
  return ('appended', v_version)::append_outcome;
end $$;
comment on function append_client_facts is 'Appends the facts of one command on a client, with what they ask of her children. Outcomes: appended, repeated, conflict, gone.';

-- A client for a command, with her children's records as a decision may read them. Null team: for the system alone.
create function load_client(p_person uuid, p_team text) returns table (version integer, head_hash text, state json, children json, waits boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.version, c.head_hash, c.state,
    (select coalesce(json_agg(json_build_object('personId', k.child_id, 'state', x.state) order by k.child_id), '[]')
      from client_child k join child x on x.person_id = k.child_id where k.person_id = c.person_id),
    exists (select from consequence q where q.person_id = c.person_id and q.answered_at is null)
  from client c
  where c.person_id = p_person and (p_team is null or exists (select 1 from access a where a.person_id = c.person_id and a.team_id = p_team))
$$;
comment on function load_client is 'A client’s state, and her children’s, for a command of a team that has an access row; and whether her children have still to answer.';

-- What waits for an answer of a child's stream, and its answer.
create function waiting_consequences(p_person uuid) returns setof consequence
language sql stable security definer set search_path = public, pg_temp as $$
  select * from consequence where person_id = p_person and answered_at is null order by asked_at, consequence_no
$$;
comment on function waiting_consequences is 'What one client’s facts still ask of her children.';
create function answer_consequence(p_person uuid, p_consequence uuid, p_outcome text, p_says text, p_at timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  update consequence set answered_at = p_at, outcome = p_outcome, says = p_says where person_id = p_person and consequence_id = p_consequence and answered_at is null
$$;
comment on function answer_consequence is 'Writes what a child’s stream answered; the first answer stands.';

-- The days of the last eight weeks on which the programme visited the mother of a child: how close it was, for both sides of a handover.
create function visit_days(p_child uuid) returns json
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(json_agg(distinct ((v ->> 'at')::timestamptz at time zone 'Europe/London')::date), '[]')
  from client_child k join client c on c.person_id = k.person_id, json_array_elements(c.state -> 'visits') v
  where k.child_id = p_child and v ->> 'mode' = 'face-to-face' and (v ->> 'at')::timestamptz > now() - interval '57 days'
$$;
comment on function visit_days is 'Days on which the programme visited the mother of a child. Called only where the child itself may be read.';

do $$
declare
  name text;
begin
  foreach name in array array['client', 'client_child', 'consequence'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy party_reads on %I for select to handhold_app using (exists (select 1 from access a where a.person_id = %I.person_id))', name, name);
    execute format('grant select on %I to handhold_app', name);
  end loop;
end $$;
create policy party_settles on consequence for update to handhold_app using (exists (select 1 from access a where a.person_id = consequence.person_id));
grant update (settled_at, settled_by) on consequence to handhold_app;

revoke execute on function append_client_facts, load_client, waiting_consequences, answer_consequence, visit_days from public;
grant execute on function append_client_facts, load_client, waiting_consequences, answer_consequence, visit_days to handhold_app;
