-- What was done and is owed again is a clock of its own: it rings from its first step, and what was raised for the one before it
-- stands on no list any more.

alter table escalation add column from_at timestamptz;
update escalation e set from_at = coalesce((select d.from_at from deadline d where d.person_id = e.person_id and d.key = e.key), e.due_at);
alter table escalation alter column from_at set not null, drop constraint escalation_pkey, add primary key (person_id, key, from_at, step);
comment on column escalation.from_at is 'Since when it was owed: deadline.from_at [sensitivity: none]';
comment on table escalation is 'Steps of the ladder that were raised: one for each deadline, the moment since which it is owed, and step, whatever crashes. Acknowledging one does not stop the clock.';

-- As before, but of what stands: the last steps of a clock that was met are history.
create or replace function count_by_team(p_now timestamptz)
returns table (team text, held integer, arriving integer, "notSeen" integer, overdue integer, "lastStep" integer, "nearMisses" integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.id,
    (select count(*)::int from child c where c.holder_team = t.id and c.care_status = 'in-care'),
    (select count(*)::int from handover h where h.receiving_team = t.id and h.state in ('offered', 'acknowledged')),
    (select count(*)::int from handover h where h.receiving_team = t.id and h.state = 'accepted'),
    (select count(*)::int from deadline d where d.owner_team = t.id and d.due_at <= p_now),
    (select count(*)::int from escalation e where e.owner_team = t.id and e.step = 4
      and exists (select 1 from deadline d where d.person_id = e.person_id and d.key = e.key and d.from_at = e.from_at)),
    (select count(*)::int from fact f where f.recorded_team = t.id and f.type = 'HandoverWithdrawn' and f.data ? 'nearMiss')
  from team t where t.kind in ('fnp', 'health-visiting') order by t.name
$$;
