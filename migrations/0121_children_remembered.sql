-- A command on a child that the program wrote last is judged by what it wrote, without asking for it again. So what a load asked is
-- asked here: that the child stands where the program left it, its newest fact too, and that the team still has its access row.
-- Numbers come as rows of their own, since most commands give none and let none go: their statements are not begun for those.
drop function write_commands;
create function record_commands(
  p_people uuid[], p_teams text[], p_commands uuid[], p_expected integer[], p_befores text[], p_versions integer[], p_heads text[],
  p_happened timestamptz[], p_recorded timestamptz[],
  p_by text[], p_by_teams text[], p_by_roles text[],
  p_given_name text[], p_family_name text[], p_born_on date[], p_expected_on date[], p_nhs_number text[], p_mother_number text[], p_postcode text[],
  p_area_code text[], p_sealed boolean[], p_family_id text[], p_care_status text[], p_holder_team text[], p_holder_practitioner text[],
  p_holder_outside_name text[], p_held_since timestamptz[], p_last_seen_on date[], p_states text,
  p_facts text, p_fact_of integer[], p_fact_versions integer[], p_fact_previous text[], p_fact_hashes text[],
  p_met jsonb, p_set jsonb, p_locks jsonb, p_numbers jsonb, p_closed jsonb, p_periods jsonb, p_handovers jsonb, p_access_taken jsonb, p_access jsonb, p_notices jsonb
) returns table (person_id uuid, outcome text, version integer)
language plpgsql security definer set search_path = public, pg_temp
-- Every statement finds its rows by their keys, whatever the values and however few rows a young table has; and so children are
-- written in the order in which they are given, which is that of their ids: two calls do not wait for each other in a ring.
set plan_cache_mode = force_generic_plan set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
#variable_conflict use_column
declare
  v_people uuid[];
  v_gone uuid[] := '{}';
  v_borne uuid[] := '{}';
  v_claimed text[] := '{}';
  v_standing integer;
begin
  -- Somebody who takes a child must still be there: these rows are locked against a leaver until this commits.
  if p_locks is not null then
    perform from practitioner where id in (select l.practitioner_id from jsonb_to_recordset(p_locks) as l (practitioner_id text)) order by id for share;
    perform from team where id in (select l.team_id from jsonb_to_recordset(p_locks) as l (team_id text)) order by id for share;
    select coalesce(array_agg(l.person_id), '{}') into v_gone
    from jsonb_to_recordset(p_locks) as l (person_id uuid, on_day date, practitioner_id text, team_id text)
    where (l.practitioner_id is not null and not exists (select from practitioner p where p.id = l.practitioner_id and p.status = 'present'))
      or (l.team_id is not null and not exists (
        select from team t where t.id = l.team_id and t.valid_from <= l.on_day and (t.valid_to is null or t.valid_to > l.on_day)));
  end if;

  -- A number is claimed before anything is written, in the order of the numbers: who claims the same one waits here and meets this one.
  if p_numbers is not null then
    with claimed as (
      insert into number_in_care (nhs_number, borne_by)
      select n.given, n.person_id from jsonb_to_recordset(p_numbers) as n (person_id uuid, given text)
      where n.given is not null and n.person_id <> all (v_gone) order by n.given, n.person_id
      on conflict do nothing returning nhs_number)
    select coalesce(array_agg(c.nhs_number), '{}') into v_claimed from claimed c;
    select coalesce(array_agg(n.person_id), '{}') into v_borne
    from jsonb_to_recordset(p_numbers) as n (person_id uuid, given text)
    join number_in_care b on b.nhs_number = n.given and b.borne_by <> n.person_id;
    v_gone := v_gone || v_borne;
  end if;

  with moved as (
    update child set version = c.version, head_hash = c.head_hash,
      given_name = c.given_name, family_name = c.family_name, born_on = c.born_on, expected_on = c.expected_on, nhs_number = c.nhs_number,
      mother_number = c.mother_number, postcode = c.postcode, area_code = c.area_code, sealed = c.sealed, family_id = c.family_id, care_status = c.care_status,
      holder_team = c.holder_team, holder_practitioner = c.holder_practitioner, holder_outside_name = c.holder_outside_name,
      held_since = c.held_since, last_seen_on = c.last_seen_on
    from (select unnest(p_people) as person_id, unnest(p_teams) as team_id, unnest(p_expected) as expected, unnest(p_befores) as before,
      unnest(p_versions) as version, unnest(p_heads) as head_hash,
      unnest(p_given_name) as given_name, unnest(p_family_name) as family_name, unnest(p_born_on) as born_on,
      unnest(p_expected_on) as expected_on, unnest(p_nhs_number) as nhs_number, unnest(p_mother_number) as mother_number,
      unnest(p_postcode) as postcode, unnest(p_area_code) as area_code, unnest(p_sealed) as sealed, unnest(p_family_id) as family_id,
      unnest(p_care_status) as care_status, unnest(p_holder_team) as holder_team, unnest(p_holder_practitioner) as holder_practitioner,
      unnest(p_holder_outside_name) as holder_outside_name, unnest(p_held_since) as held_since, unnest(p_last_seen_on) as last_seen_on) as c
    where child.person_id = c.person_id and child.version = c.expected and child.head_hash = c.before and c.version > c.expected
      and c.person_id <> all (v_gone)
      and (c.team_id is null or exists (select from access a where a.person_id = c.person_id and a.team_id = c.team_id))
    returning child.person_id)
  select coalesce(array_agg(m.person_id), '{}') into v_people from moved m;
  if cardinality(v_people) < cardinality(p_people) then
    with begun as (
      insert into child (person_id, version, head_hash, given_name, family_name, born_on, expected_on, nhs_number, mother_number, postcode, area_code,
        sealed, family_id, care_status, holder_team, holder_practitioner, holder_outside_name, held_since, last_seen_on)
      select c.person_id, c.version, c.head_hash, c.given_name, c.family_name, c.born_on, c.expected_on, c.nhs_number, c.mother_number, c.postcode,
        c.area_code, c.sealed, c.family_id, c.care_status, c.holder_team, c.holder_practitioner, c.holder_outside_name, c.held_since, c.last_seen_on
      from (select unnest(p_people) as person_id, unnest(p_expected) as expected, unnest(p_versions) as version, unnest(p_heads) as head_hash,
        unnest(p_given_name) as given_name, unnest(p_family_name) as family_name, unnest(p_born_on) as born_on,
        unnest(p_expected_on) as expected_on, unnest(p_nhs_number) as nhs_number, unnest(p_mother_number) as mother_number,
        unnest(p_postcode) as postcode, unnest(p_area_code) as area_code, unnest(p_sealed) as sealed, unnest(p_family_id) as family_id,
        unnest(p_care_status) as care_status, unnest(p_holder_team) as holder_team, unnest(p_holder_practitioner) as holder_practitioner,
        unnest(p_holder_outside_name) as holder_outside_name, unnest(p_held_since) as held_since, unnest(p_last_seen_on) as last_seen_on) as c
      where c.expected = 0 and c.version > 0 and c.person_id <> all (v_gone)
      on conflict do nothing
      returning child.person_id)
    select v_people || coalesce(array_agg(b.person_id), '{}') into v_people from begun b;
  end if;

  -- What was not written claims nothing, and what was lets go of the number that it bore before.
  if p_numbers is not null then
    if cardinality(v_claimed) > 0 then
      delete from number_in_care b using jsonb_to_recordset(p_numbers) as n (person_id uuid, given text)
      where b.nhs_number = n.given and b.borne_by = n.person_id and n.given = any (v_claimed) and n.person_id <> all (v_people);
    end if;
    delete from number_in_care b using jsonb_to_recordset(p_numbers) as n (person_id uuid, let_go text)
    where b.nhs_number = n.let_go and b.borne_by = n.person_id and n.person_id = any (v_people);
  end if;

  -- Who is told what. Facts of this command that stand already make it a repetition, whatever became of the version since.
  if cardinality(v_people) < cardinality(p_people) then
    return query
      select c.person_id,
        case when c.person_id = any (v_borne) then 'borne' when c.person_id = any (v_gone) then 'gone' when repeated.version is not null then 'repeated' else 'conflict' end,
        case when c.person_id = any (v_gone) then c.expected else coalesce(repeated.version, standing.version, 0) end
      from (select unnest(p_people) as person_id, unnest(p_commands) as command_id, unnest(p_expected) as expected) as c
      left join child standing on standing.person_id = c.person_id
      left join lateral (select max(f.version) as version from fact f where f.person_id = c.person_id and f.command_id = c.command_id) repeated on true
      where c.person_id <> all (v_people);
    if cardinality(v_people) = 0 then return; end if;
  end if;
  return query
    select c.person_id, 'appended', c.version
    from (select unnest(p_people) as person_id, unnest(p_versions) as version) as c
    where c.person_id = any (v_people);

  -- Most stand already: found first and written once. An upsert would lock each row before it writes it anew.
  update child_state s set state = c.state
  from (select unnest(p_people) as person_id, unnest(string_to_array(p_states, E'\n'))::json as state) as c
  where s.person_id = c.person_id and c.person_id = any (v_people);
  get diagnostics v_standing = row_count;
  if v_standing < cardinality(v_people) then
    insert into child_state (person_id, state)
    select c.person_id, c.state from (select unnest(p_people) as person_id, unnest(string_to_array(p_states, E'\n'))::json as state) as c
    where c.person_id = any (v_people)
    on conflict do nothing;
  end if;

  insert into fact (person_id, version, type, data, happened_at, recorded_at, recorded_by, recorded_team, recorded_role, command_id, command_part, previous_hash, hash)
  select p_people[f.n], f.version, f.data ->> 'type', f.data, p_happened[f.n], p_recorded[f.n], p_by[f.n], p_by_teams[f.n], p_by_roles[f.n],
    p_commands[f.n], f.version - p_expected[f.n], f.previous_hash, f.hash
  from (select unnest(string_to_array(p_facts, E'\n'))::jsonb as data, unnest(p_fact_of) as n, unnest(p_fact_versions) as version,
    unnest(p_fact_previous) as previous_hash, unnest(p_fact_hashes) as hash) as f
  where p_people[f.n] = any (v_people);

  if p_closed is not null then
    update accountable_period a set ended_at = c.at, end_reason = c.end_reason, successor_no = case when c.end_reason is null then a.period_no + 1 end
    from jsonb_to_recordset(p_closed) as c (person_id uuid, no integer, at timestamptz, end_reason text)
    where a.person_id = c.person_id and a.period_no = c.no and c.person_id = any (v_people);
  end if;
  if p_periods is not null then
    insert into accountable_period (person_id, period_no, team_id, practitioner_id, outside_name, started_at, ended_at, successor_no)
    select p.person_id, p.no, p.team_id, p.practitioner_id, p.outside_name, p.started_at, p.ended_at, case when p.ended_at is not null then p.no + 1 end
    from jsonb_to_recordset(p_periods) as p (person_id uuid, no integer, team_id text, practitioner_id text, outside_name text, started_at timestamptz, ended_at timestamptz)
    where p.person_id = any (v_people);
  end if;

  if p_handovers is not null then
    update handover set state = h.state, kind = h.kind, occasion = h.occasion, priority = h.priority, risk_rank = h.risk_rank,
      receiving_team = h.receiving_team, destination_kind = h.destination_kind, addressed_to = h.addressed_to, accepted_by = h.accepted_by,
      offered_at = h.offered_at, accepted_at = h.accepted_at, released_at = h.released_at, seen_at = h.seen_at, ended_at = h.ended_at,
      question_to = h.question_to, disputed = h.disputed
    from jsonb_to_recordset(p_handovers) as h (person_id uuid, handover_id uuid, state text, kind text, occasion text, priority smallint,
      risk_rank smallint, releasing_team text, receiving_team text, destination_kind text, addressed_to text, accepted_by text, prepared_by text, prepared_at timestamptz,
      offered_at timestamptz, accepted_at timestamptz, released_at timestamptz, seen_at timestamptz, ended_at timestamptz, question_to text, disputed boolean)
    where handover.person_id = h.person_id and handover.handover_id = h.handover_id and h.person_id = any (v_people);
    get diagnostics v_standing = row_count;
    if v_standing < jsonb_array_length(p_handovers) then
      insert into handover select h.* from jsonb_to_recordset(p_handovers) as h (person_id uuid, handover_id uuid, state text, kind text, occasion text, priority smallint,
      risk_rank smallint, releasing_team text, receiving_team text, destination_kind text, addressed_to text, accepted_by text, prepared_by text, prepared_at timestamptz,
      offered_at timestamptz, accepted_at timestamptz, released_at timestamptz, seen_at timestamptz, ended_at timestamptz, question_to text, disputed boolean)
      where h.person_id = any (v_people) on conflict (person_id, handover_id) do nothing;
    end if;
  end if;

  if p_met is not null then
    delete from deadline d using jsonb_to_recordset(p_met) as m (person_id uuid, key text)
    where d.person_id = m.person_id and d.key = m.key and m.person_id = any (v_people);
  end if;
  if p_set is not null then
    insert into deadline (person_id, key, kind, handover_id, owner_team, other_team, from_at, due_at, steps, next_step, next_step_at, row_id, row_column, rule_version)
    select d.person_id, d.key, d.kind, d."handoverId", d."ownerTeamId", d."otherTeamId", d."from", d."dueAt", d.steps, 0, d.steps[1], d.row, d."column", d."ruleVersion"
    from jsonb_to_recordset(p_set) as d (person_id uuid, key text, kind text, "handoverId" uuid, "ownerTeamId" text, "otherTeamId" text, "from" timestamptz,
      "dueAt" timestamptz, steps timestamptz[], row text, "column" text, "ruleVersion" text)
    where d.person_id = any (v_people)
    on conflict (person_id, key) do update set due_at = excluded.due_at, steps = excluded.steps, from_at = excluded.from_at,
      next_step_at = excluded.steps[deadline.next_step + 1], row_id = excluded.row_id, row_column = excluded.row_column, rule_version = excluded.rule_version;
  end if;

  if p_access_taken is not null then
    delete from access a using jsonb_to_recordset(p_access_taken) as t (person_id uuid, team_id text)
    where a.person_id = t.person_id and a.team_id = t.team_id and t.person_id = any (v_people);
    -- A team that the ladder brought in keeps the record while the obligation stands.
    insert into access (person_id, team_id, relation)
    select distinct e.person_id, told.team_id, 'owner'
    from jsonb_to_recordset(p_access_taken) as t (person_id uuid, team_id text) join escalation e on e.person_id = t.person_id
    join deadline d on d.person_id = e.person_id and d.key = e.key, unnest(e.told_teams) as told (team_id)
    where told.team_id = t.team_id and t.person_id = any (v_people)
    order by e.person_id, told.team_id;
  end if;
  if p_access is not null then
    insert into access (person_id, team_id, relation)
    select a.person_id, a.team_id, a.relation from jsonb_to_recordset(p_access) as a (person_id uuid, team_id text, relation text)
    where a.person_id = any (v_people) order by a.person_id, a.team_id
    on conflict (person_id, team_id) do update set relation = excluded.relation;
  end if;

  if p_notices is not null then
    insert into notice (team_id, for_lead, person_id, handover_id, code, created_at)
    select n.team_id, n.for_lead, n.person_id, n.handover_id, n.code, n.created_at
    from jsonb_to_recordset(p_notices) as n (team_id text, for_lead boolean, person_id uuid, handover_id uuid, code text, created_at timestamptz)
    where n.person_id = any (v_people);
  end if;
end $$;

comment on function record_commands is 'Appends the facts of commands, each on a child of its own, and moves every current table with them. Outcomes: appended, repeated, conflict, gone, borne.';
revoke execute on function record_commands from public;
grant execute on function record_commands to handhold_app;
