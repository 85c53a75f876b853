-- The one door through which facts enter. Owned by the migrator; the application may only call it.
-- One call is one statement and one transaction: facts, current tables, deadlines, access and notices move together or not at all.

create type append_outcome as (outcome text, version integer);

create function append_facts(
  p_person uuid, p_command uuid, p_expected integer, p_facts jsonb, p_state json, p_child jsonb, p_handovers jsonb,
  p_deadlines jsonb, p_met text[], p_closed jsonb, p_periods jsonb, p_access jsonb, p_access_taken text[], p_notices jsonb,
  p_present text[], p_live text[]
) returns append_outcome language plpgsql security definer set search_path = public, pg_temp
-- Every statement finds its rows by their keys, whatever the values: a profile showed a twelfth of the server's time going into planning them anew.
set plan_cache_mode = force_generic_plan as $$
declare
  v_count integer := jsonb_array_length(p_facts);
  v_version integer;
  v_head text := p_facts -> -1 ->> 'hash';
  v_at timestamptz := (p_facts -> 0 ->> 'recordedAt')::timestamptz;
  v_today date := (v_at at time zone 'Europe/London')::date;
begin
  -- Somebody who takes a child must still be there: these rows are locked against a leaver until this commits.
  if cardinality(p_present) > 0 then
    perform 1 from practitioner where id = any (p_present) and status = 'present' order by id for share;
    get diagnostics v_version = row_count;
    if v_version <> cardinality(p_present) then return ('gone', p_expected)::append_outcome; end if;
  end if;
  if cardinality(p_live) > 0 then
    perform 1 from team where id = any (p_live) and valid_from <= v_today
      and (valid_to is null or valid_to > v_today) order by id for share;
    get diagnostics v_version = row_count;
    if v_version <> cardinality(p_live) then return ('gone', p_expected)::append_outcome; end if;
  end if;

  v_version := null;
  if v_count > 0 and p_expected > 0 then
    update child set version = p_expected + v_count, head_hash = v_head, state = p_state,
      given_name = c.given_name, family_name = c.family_name, born_on = c.born_on, expected_on = c.expected_on, nhs_number = c.nhs_number,
      mother_number = c.mother_number, postcode = c.postcode, area_code = c.area_code, sealed = c.sealed, family_id = c.family_id, care_status = c.care_status,
      holder_team = c.holder_team, holder_practitioner = c.holder_practitioner, holder_outside_name = c.holder_outside_name,
      held_since = c.held_since, last_seen_on = c.last_seen_on
    from jsonb_to_record(p_child) as c (given_name text, family_name text, born_on date, expected_on date, nhs_number text, mother_number text, postcode text,
      area_code text, sealed boolean, family_id text, care_status text, holder_team text, holder_practitioner text, holder_outside_name text,
      held_since timestamptz, last_seen_on date)
    where child.person_id = p_person and child.version = p_expected
    returning child.version into v_version;
  elsif v_count > 0 then
    insert into child (person_id, version, head_hash, state, given_name, family_name, born_on, expected_on, nhs_number, mother_number, postcode, area_code,
      sealed, family_id, care_status, holder_team, holder_practitioner, holder_outside_name, held_since, last_seen_on)
    select p_person, v_count, v_head, p_state, c.* from jsonb_to_record(p_child) as c (given_name text, family_name text, born_on date, expected_on date,
      nhs_number text, mother_number text, postcode text, area_code text, sealed boolean, family_id text, care_status text, holder_team text,
      holder_practitioner text, holder_outside_name text, held_since timestamptz, last_seen_on date)
    on conflict (person_id) do nothing
    returning child.version into v_version;
  end if;

  if v_version is null then
    select max(f.version) into v_version from fact f where f.person_id = p_person and f.command_id = p_command;
    if v_version is not null then return ('repeated', v_version)::append_outcome; end if;
    select c.version into v_version from child c where c.person_id = p_person;
    return ('conflict', coalesce(v_version, 0))::append_outcome;
  end if;

  insert into fact (person_id, version, type, data, happened_at, recorded_at, recorded_by, recorded_team, recorded_role, command_id, command_part, previous_hash, hash)
  select p_person, f.version, f.fact ->> 'type', f.fact, f."happenedAt", f."recordedAt", f.by ->> 'practitionerId', f.by ->> 'teamId', f.by ->> 'role',
    p_command, f.version - p_expected, f."previousHash", f.hash
  from jsonb_to_recordset(p_facts) as f (version integer, fact jsonb, "happenedAt" timestamptz, "recordedAt" timestamptz, by jsonb, "previousHash" text, hash text);

  if p_closed is not null then
    update accountable_period set ended_at = (p_closed ->> 'at')::timestamptz, end_reason = p_closed ->> 'endReason',
      successor_no = case when p_closed ->> 'endReason' is null then period_no + 1 end
    where person_id = p_person and period_no = (p_closed ->> 'no')::integer;
  end if;
  if jsonb_array_length(p_periods) > 0 then
    insert into accountable_period (person_id, period_no, team_id, practitioner_id, outside_name, started_at, ended_at, successor_no)
    select p_person, p.no, p.holder ->> 'teamId', p.holder ->> 'practitionerId', p.holder ->> 'outsideName', p."from", p."to", case when p."to" is not null then p.no + 1 end
    from jsonb_to_recordset(p_periods) as p (no integer, holder jsonb, "from" timestamptz, "to" timestamptz);
  end if;

  if jsonb_array_length(p_handovers) > 0 then
    insert into handover select p_person, h.* from jsonb_to_recordset(p_handovers) as h (handover_id uuid, state text, kind text, occasion text, priority smallint, risk_rank smallint,
      releasing_team text, receiving_team text, destination_kind text, addressed_to text, accepted_by text, prepared_by text, prepared_at timestamptz,
      offered_at timestamptz, accepted_at timestamptz, released_at timestamptz, seen_at timestamptz, ended_at timestamptz, question_to text, disputed boolean)
    on conflict (person_id, handover_id) do update set state = excluded.state, kind = excluded.kind, occasion = excluded.occasion, priority = excluded.priority,
      risk_rank = excluded.risk_rank, receiving_team = excluded.receiving_team, destination_kind = excluded.destination_kind, addressed_to = excluded.addressed_to,
      accepted_by = excluded.accepted_by, offered_at = excluded.offered_at, accepted_at = excluded.accepted_at, released_at = excluded.released_at,
      seen_at = excluded.seen_at, ended_at = excluded.ended_at, question_to = excluded.question_to, disputed = excluded.disputed;
  end if;

  if cardinality(p_met) > 0 then
    delete from deadline where person_id = p_person and key = any (p_met);
  end if;
  if jsonb_array_length(p_deadlines) > 0 then
    insert into deadline (person_id, key, kind, handover_id, owner_team, other_team, from_at, due_at, steps, next_step, next_step_at, row_id, row_column, rule_version)
    select p_person, d.key, d.kind, d."handoverId", d."ownerTeamId", d."otherTeamId", d."from", d."dueAt", d.steps, 0, d.steps[1], d.row, d."column", d."ruleVersion"
    from jsonb_to_recordset(p_deadlines) as d (key text, kind text, "handoverId" uuid, "ownerTeamId" text, "otherTeamId" text, "from" timestamptz,
      "dueAt" timestamptz, steps timestamptz[], row text, "column" text, "ruleVersion" text)
    on conflict (person_id, key) do update set due_at = excluded.due_at, steps = excluded.steps, from_at = excluded.from_at,
      next_step_at = excluded.steps[deadline.next_step + 1], row_id = excluded.row_id, row_column = excluded.row_column, rule_version = excluded.rule_version;
  end if;

  if cardinality(p_access_taken) > 0 then
    delete from access where person_id = p_person and team_id = any (p_access_taken);
    -- A team that the ladder brought in keeps the record while the obligation stands.
    insert into access (person_id, team_id, relation)
    select distinct p_person, told.team_id, 'owner'
    from escalation e join deadline d on d.person_id = e.person_id and d.key = e.key, unnest(e.told_teams) as told (team_id)
    where e.person_id = p_person and told.team_id = any (p_access_taken)
    order by told.team_id;
  end if;
  if jsonb_array_length(p_access) > 0 then
    insert into access (person_id, team_id, relation)
    select p_person, a."teamId", a."as" from jsonb_to_recordset(p_access) as a ("teamId" text, "as" text) order by a."teamId"
    on conflict (person_id, team_id) do update set relation = excluded.relation;
  end if;

  if jsonb_array_length(p_notices) > 0 then
    insert into notice (team_id, for_lead, person_id, handover_id, code, created_at)
    select n."teamId", n."forLead", p_person, n."handoverId", n.code, v_at
    from jsonb_to_recordset(p_notices) as n ("teamId" text, "forLead" boolean, "handoverId" uuid, code text);
  end if;
  return ('appended', v_version)::append_outcome;
end $$;

comment on function append_facts is 'Appends the facts of one command and moves every current table with them. Outcomes: appended, repeated, conflict, gone.';

-- The child for a command: only a team with an access row finds it.
create function load_child(p_person uuid, p_team text) returns table (version integer, head_hash text, state json)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.version, c.head_hash, c.state from child c
  where c.person_id = p_person and exists (select 1 from access a where a.person_id = c.person_id and a.team_id = p_team)
$$;
comment on function load_child is 'A child’s state for a command of a team that has an access row.';

create function load_any_child(p_person uuid) returns table (version integer, head_hash text, state json)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.version, c.head_hash, c.state from child c where c.person_id = p_person
$$;
comment on function load_any_child is 'A child’s state for the sweep, messages, and claims of a team that does not hold it.';
