-- What a child's own record has refused is a fact of its mother's, and owed by her team until the child's record has followed or a person has
-- said what was done (decision 0081). Refusals from before are written into her facts by the jobs; nobody moves the row any more.
alter table consequence add column noted boolean not null default true;
comment on column consequence.noted is 'Whether its refusal stands in the client’s own facts: false only of refusals from before that was so [sensitivity: none]';
comment on column consequence.settled_at is 'When a person dealt with a refusal, before it was owed [sensitivity: none]';
comment on column consequence.settled_by is 'Who, before it was owed [sensitivity: none]';
update consequence set noted = false where outcome = 'refused' and settled_at is null;
create index consequence_unnoted on consequence (asked_at) where not noted;
drop index consequence_refused;
drop policy party_settles on consequence;
revoke update (settled_at, settled_by) on consequence from handhold_app;

-- By the clock of each, of which a team has few.
create index deadline_refused on deadline (owner_team, due_at) where kind = 'settle-refusal';

-- The board shows what is owed of it, and by when.
create or replace function caseload_board(p_team text, p_statuses text[], p_without text[]) returns table (clients json, children json, refused json)
language plpgsql stable security definer set search_path = public, pg_temp
-- By the team's own rows, each by its key, however few rows a young table has. "is true" keeps a list a list, looked up in memory: the
-- records that a site's team may read are a few hundred.
set plan_cache_mode = force_generic_plan set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
declare
  v_left uuid[];
begin
  select coalesce(array_agg(l.person_id), '{}') into v_left
  from (
    select k.person_id, x.person_id as child_id
    from (select c.person_id from child c where c.holder_team = p_team and c.care_status = 'in-care' offset 0) x
      join client_child k on k.child_id = x.person_id and k.left_by is not null
    offset 0) l
  where exists (select from access a where a.person_id = l.child_id and a.team_id = p_team offset 0);

  return query
  with party as materialized (select a.person_id from access a where a.team_id = p_team),
  board as materialized (
    select c.person_id as "personId", c.given_name as "givenName", c.family_name as "familyName", c.born_on as "bornOn", c.team_id as "teamId",
      c.nurse_id as "nurseId", c.status, c.status_since, c.expected_on as "expectedOn", c.youngest_born_on as "youngestBornOn",
      c.ends_on as "endsOn", c.visit_due_on as "visitDueOn", c.last_visit_on as "lastVisitOn", c.next_visit_at, c.missed_count as "missedCount",
      c.weight::float8 as weight
    from (select * from client o where o.team_id = p_team or o.transfer_to = p_team offset 0) c
    where (c.nurse_id is null or c.nurse_id <> all (p_without)) and (c.status = any (p_statuses) or c.person_id = any (v_left))
      and (c.person_id in (select person_id from party)) is true)
  select
    (select coalesce(json_agg(l), '[]') from (
      select b."personId", b."givenName", b."familyName", b."bornOn", b."teamId", b."nurseId", b.status, to_char(b.status_since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "statusSince",
        b."expectedOn", b."youngestBornOn", b."endsOn", b."visitDueOn", b."lastVisitOn", to_char(b.next_visit_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "nextVisitAt",
        b."missedCount", b.weight
      from board b order by b."visitDueOn" nulls last, b.status_since, b."personId" limit 1000) l),
    (select coalesce(json_agg(l), '[]') from (
      select b."personId" as "clientId", k.child_id as "childId", x.given_name as "givenName", x.born_on as "bornOn", x.last_seen_on as "lastSeenOn",
        k.left_by is not null as "left", coalesce(x.holder_team = p_team, false) as held,
        (x.person_id in (select h.person_id from handover h where h.releasing_team = p_team and h.state in ('accepted', 'seen'))) is true as accepted,
        coalesce((select columns[min(array_position(columns, d.row_column))] from deadline d where d.person_id in (b."personId", x.person_id)), 'routine') as "column"
      from board b join client_child k on k.person_id = b."personId" join child x on x.person_id = k.child_id,
        (values (array['urgent', 'heightened', 'routine'])) as c (columns)
      where not k.lost and x.care_status = 'in-care' and (x.person_id in (select person_id from party)) is true
      order by x.last_seen_on nulls first, k.child_id limit 2000) l),
    (select coalesce(json_agg(l), '[]') from (
      select d.person_id as "clientId", c.given_name as "givenName", c.family_name as "familyName", r ->> 'childId' as "childId", r ->> 'asks' as asks, r ->> 'says' as says, r ->> 'since' as since,
        to_char(d.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "dueAt"
      from deadline d join client c on c.person_id = d.person_id, json_array_elements(c.state -> 'refused') r
      where d.owner_team = p_team and d.kind = 'settle-refusal' and d.key = 'settle-refusal/' || p_team || '/' || (r ->> 'childId')
        and (c.nurse_id is null or c.nurse_id <> all (p_without)) and (d.person_id in (select person_id from party)) is true
      order by d.due_at, d.person_id limit 200) l);
end $$;
