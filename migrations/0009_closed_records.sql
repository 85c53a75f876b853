-- A team that stood in relation to a child before, and does so no more: what it may still be told, and whether it wrote something.

-- The old record of an adopted child: it ended when the new one had a holder, and was not taken back since (scenario A16).
create function put_away(p_person uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from child c where c.person_id = p_person and c.care_status = 'ended'
    and (select a.end_reason from accountable_period a where a.person_id = c.person_id order by a.period_no desc limit 1) = 'adopted')
$$;
comment on function put_away is 'Whether a record is the old one of an adopted child, which is sealed.';
revoke execute on function put_away from public;
grant execute on function put_away to handhold_app;

-- Who answers now, for a team that once held the child, handed it over, had it on its desk, or was asked where it sleeps. No row
-- for any other team: to it there is no such child. Where the address is sealed the holder is not named, because a team's
-- name is an area. The question is recorded as a look.
create function who_holds_now(p_person uuid, p_practitioner text, p_team text, p_role text, p_page text)
returns table ("holderTeam" text, "careStatus" text, sealed boolean)
language sql security definer set search_path = public, pg_temp as $$
  with once as (
    select c.person_id, c.holder_team, c.care_status, c.sealed from child c where c.person_id = p_person and not put_away(c.person_id) and (
      exists (select from accountable_period a where a.person_id = c.person_id and a.team_id = p_team)
      or exists (select from handover h where h.person_id = c.person_id and h.releasing_team = p_team)
      or jsonb_path_exists(c.state::jsonb, '$.handovers[*].desks[*] ? (@ == $team)', jsonb_build_object('team', p_team))
      or jsonb_path_exists(c.state::jsonb, '$.handovers[*].happenings.dispute.deciderTeamId ? (@ == $team)', jsonb_build_object('team', p_team))
      or jsonb_path_exists(c.state::jsonb, '$.enquiries[*].otherTeamId ? (@ == $team)', jsonb_build_object('team', p_team))
      or jsonb_path_exists(c.state::jsonb, '$.claims[*].claimantTeamId ? (@ == $team)', jsonb_build_object('team', p_team)))),
  looked as (
    insert into read_record (person_id, practitioner_id, team_id, role, page, why)
    select person_id, p_practitioner, p_team, p_role, p_page, 'Stood in relation to the child before: asked who answers now' from once)
  select case when o.sealed then null else o.holder_team end, o.care_status, o.sealed from once o
$$;
comment on function who_holds_now is 'Who answers for a child now, for a team that stood in relation to it before. Records the look.';

-- Whether a person's own command was written, for a second click after the team has left the record.
create function was_written(p_person uuid, p_command uuid, p_practitioner text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from fact f where f.person_id = p_person and f.command_id = p_command and f.recorded_by = p_practitioner)
$$;
comment on function was_written is 'Whether a command of this person has made facts.';

revoke execute on function who_holds_now, was_written from public;
grant execute on function who_holds_now, was_written to handhold_app;
