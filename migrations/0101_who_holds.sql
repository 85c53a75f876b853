-- Who answers for a child, for teams that read no record of it: by its number, and after a relation has ended.

-- Where the address is sealed no team is named, because a team's name is an area: whoever hides from a person hides from all who
-- have the number, as that person may. The holder is told that somebody asked, until it has read it. Of two records with one
-- number a sealed one decides.
drop function holder_of_number;
create function holder_of_number(p_number text, p_practitioner text, p_team text) returns table ("holderTeam" text)
language sql security definer set search_path = public, pg_temp as $$
  with found as (select person_id, holder_team, sealed from child where nhs_number = p_number and care_status = 'in-care' order by sealed desc, person_id limit 1),
  looked as (
    insert into read_record (person_id, practitioner_id, team_id, role, page, why)
    select person_id, p_practitioner, p_team, 'search', 'search', 'Asked by NHS number which team holds the child' from found),
  told as (
    insert into notice (team_id, for_lead, person_id, code, created_at)
    select f.holder_team, true, f.person_id, 'asked-by-number', now() from found f
    where f.sealed and not exists (
      select from notice n where n.team_id = f.holder_team and n.person_id = f.person_id and n.code = 'asked-by-number' and n.seen_at is null))
  select case when sealed then null else holder_team end from found
$$;
comment on function holder_of_number is 'A row where a child in care has the number: its team, or null where its address is sealed. For a searcher without access. Records the look.';
revoke execute on function holder_of_number from public;
grant execute on function holder_of_number to handhold_app;

-- As before, but an enquiry has a list of the teams that it asked: states of another shape are folded anew at the start.
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
      or jsonb_path_exists(s.state::jsonb, '$.enquiries[*].otherTeamIds[*] ? (@ == $team)', jsonb_build_object('team', p_team))
      or jsonb_path_exists(s.state::jsonb, '$.claims[*].claimantTeamId ? (@ == $team)', jsonb_build_object('team', p_team)))),
  looked as (
    insert into read_record (person_id, practitioner_id, team_id, role, page, why)
    select person_id, p_practitioner, p_team, p_role, p_page, 'Stood in relation to the child before: asked who answers now' from once)
  select case when o.sealed then null else o.holder_team end, o.care_status, o.sealed from once o
$$;
