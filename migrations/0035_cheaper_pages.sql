-- What each page asks for, at less cost.

-- The number of unread notices stands at the head of each page, and counting them was most of what a page cost: each of up to a
-- hundred was asked, by a function with five questions of its own, whether it must be hushed. Few can be: the child's
-- accountability has ended, or its end is to be confirmed. Two small indexes say so, and only those are asked the rest.

create index child_ended on child (person_id) where care_status = 'ended';
create index deadline_confirm_end on deadline (person_id) where kind = 'confirm-end';

-- "offset 0" keeps each question one look into an index. Without it the planner may read all children that ever ended.
create or replace function count_notices(p_team text) returns integer
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::int from (
    select 1 from notice n
    where n.team_id = p_team and n.seen_at is null and not (
      (exists (select from child c where c.person_id = n.person_id and c.care_status = 'ended' offset 0)
        or exists (select from deadline d where d.person_id = n.person_id and d.kind = 'confirm-end' offset 0))
      and hushed(n.person_id, n.code))
    limit 100) x
$$;

-- Asked with each look at a child, and most children were never in the programme: that is found out before anything is put together.
create or replace function visit_days(p_child uuid) returns json
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from client_child k where k.child_id = p_child) then return '[]'; end if;
  return (
    select coalesce(json_agg(distinct ((v ->> 'at')::timestamptz at time zone 'Europe/London')::date), '[]')
    from client_child k join client c on c.person_id = k.person_id, json_array_elements(c.state -> 'visits') v
    where k.child_id = p_child and v ->> 'mode' = 'face-to-face' and (v ->> 'at')::timestamptz > now() - interval '57 days');
end $$;
