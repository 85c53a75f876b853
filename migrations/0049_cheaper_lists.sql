-- What lists ask for, at less cost.

-- The head of each page says how many notices wait. Whoever has twenty reads the list, not the number: counting stops there.
create or replace function count_notices(p_team text) returns integer
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::int from (
    select 1 from notice n
    where n.team_id = p_team and n.seen_at is null and not (
      (exists (select from child c where c.person_id = n.person_id and c.care_status = 'ended' offset 0)
        or exists (select from deadline d where d.person_id = n.person_id and d.kind = 'confirm-end' offset 0))
      and hushed(n.person_id, n.code))
    limit 20) x
$$;
comment on function count_notices is 'The number of a team''s unread notices, twenty at most.';

-- Handovers are listed by a few dozen. With "offset 0" each is one look into the index of access; without it the planner reads all
-- that the team may see, which are thousands, for any list.
alter policy party_reads on handover using (exists (select 1 from access a where a.person_id = handover.person_id offset 0));

-- What was settled in quarantine is listed too, the newest first.
create index quarantine_settled on quarantine (received_at) where settled_at is not null;

-- Half of each page was left for the next version of a state. A grown state needs a page of its own anyway, and new children filled
-- twice the pages: making the file longer was a fifth of what an import cost.
alter table child_state set (fillfactor = 90);
