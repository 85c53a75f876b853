-- The folded state of a child in a table of its own. Every command writes it whole, and it hardly ever fits twice on a page: in
-- one row with the columns by which children are found, each command wrote an entry in every index of these, the names' trigrams too.

create table child_state (person_id uuid primary key, state json not null);
-- As before: text as the program wrote it, in its row, not compressed, with half of each page left for the next version.
alter table child_state set (fillfactor = 50, toast_tuple_target = 8160);
alter table child_state alter column state set storage external;
comment on table child_state is 'All that is true of each child now: the fold of its facts. What is listed and searched stands in child.';
comment on column child_state.person_id is 'The child [sensitivity: identity]';
comment on column child_state.state is 'All that is true now, folded from the facts [sensitivity: clinical]';
insert into child_state select person_id, state from child;
alter table child drop column state;
comment on table child is 'One row for each child: the columns by which it is found and listed, its version and the head of its facts.';

-- A command moves the version only, or the holder too: a fifth of a page is room enough. Written anew, without the dropped column.
alter table child reset (toast_tuple_target);
alter table child set (fillfactor = 80);
cluster child using child_pkey;
alter table child set without cluster;

alter table child_state enable row level security;
create policy party_reads on child_state for select to handhold_app using (exists (select 1 from access a where a.person_id = child_state.person_id));
grant select on child_state to handhold_app;

-- Three functions that read the state; nothing else in them changes.
create or replace function who_holds_now(p_person uuid, p_practitioner text, p_team text, p_role text, p_page text)
returns table ("holderTeam" text, "careStatus" text, sealed boolean)
language sql security definer set search_path = public, pg_temp as $$
  with once as (
    select c.person_id, c.holder_team, c.care_status, c.sealed from child c join child_state s using (person_id)
    where c.person_id = p_person and not put_away(c.person_id) and (
      exists (select from accountable_period a where a.person_id = c.person_id and a.team_id = p_team)
      or exists (select from handover h where h.person_id = c.person_id and h.releasing_team = p_team)
      or jsonb_path_exists(s.state::jsonb, '$.handovers[*].desks[*] ? (@ == $team)', jsonb_build_object('team', p_team))
      or jsonb_path_exists(s.state::jsonb, '$.handovers[*].happenings.dispute.deciderTeamId ? (@ == $team)', jsonb_build_object('team', p_team))
      or jsonb_path_exists(s.state::jsonb, '$.enquiries[*].otherTeamId ? (@ == $team)', jsonb_build_object('team', p_team))
      or jsonb_path_exists(s.state::jsonb, '$.claims[*].claimantTeamId ? (@ == $team)', jsonb_build_object('team', p_team)))),
  looked as (
    insert into read_record (person_id, practitioner_id, team_id, role, page, why)
    select person_id, p_practitioner, p_team, p_role, p_page, 'Stood in relation to the child before: asked who answers now' from once)
  select case when o.sealed then null else o.holder_team end, o.care_status, o.sealed from once o
$$;

create or replace function load_client(p_person uuid, p_team text) returns table (version integer, head_hash text, state json, children json, waits boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.version, c.head_hash, c.state,
    (select coalesce(json_agg(json_build_object('personId', k.child_id, 'state', x.state) order by k.child_id), '[]')
      from client_child k join child_state x on x.person_id = k.child_id where k.person_id = c.person_id),
    exists (select from consequence q where q.person_id = c.person_id and q.answered_at is null)
  from client c
  where c.person_id = p_person and (p_team is null or exists (select 1 from access a where a.person_id = c.person_id and a.team_id = p_team))
$$;

-- Many children in one question. Null for a team: for the system alone. No row for a child that the team may not act on.
create function load_children(p_people uuid[], p_teams text[]) returns table (n bigint, version integer, head_hash text, state json)
language sql stable security definer set search_path = public, pg_temp as $$
  select asked.n, c.version, c.head_hash, s.state
  from unnest(p_people, p_teams) with ordinality as asked (person_id, team_id, n)
  join child c on c.person_id = asked.person_id join child_state s on s.person_id = asked.person_id
  where asked.team_id is null or exists (select from access a where a.person_id = asked.person_id and a.team_id = asked.team_id)
$$;
comment on function load_children is 'Children’s states for commands: each for a team that has an access row, or, where the team is null, for the sweep, messages, and claims of a team that does not hold it.';
drop function load_child, load_any_child;
revoke execute on function load_children from public;
grant execute on function load_children to handhold_app;
