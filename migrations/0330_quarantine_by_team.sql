-- Whose an item of quarantine is, is asked by the database too: a question that forgets its team finds nothing (decision 0078). As
-- everywhere the team comes with SET LOCAL handhold.team; who works what is about no team of ours, a lead or the holding desk, says so
-- with handhold.unplaced (src/domain/access/quarantine.ts), because who stands in for a lead is for the directory of the day to say.

alter table quarantine enable row level security;
create policy worked_by on quarantine to handhold_app using (
  case when adopted is null then team_id else item_team(team_id, adopted) end = current_setting('handhold.team', true)
  or (current_setting('handhold.unplaced', true) = 'on' and not exists (
    select from team t where t.id = case when adopted is null then team_id else item_team(team_id, adopted) end
      and t.kind <> 'outside' and (t.valid_to is null or t.valid_to > (now() at time zone 'Europe/London')::date))));

-- The receipts of messages are the importer's. Of one the pages ask which event it tells of, and nothing else.
revoke select on inbox_message from handhold_app;
alter table inbox_message enable row level security;
create function message_event(p_message text) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select event from inbox_message where message_id = p_message
$$;
comment on function message_event is 'Of which event a message told: never of whom.';

-- One death is told by several messages, which may lie with several teams: whoever has confirmed it answers all that are no newer.
create function settle_confirmations(p_number text, p_until timestamptz, p_at timestamptz, p_by text, p_settlement text, p_note text) returns void
language sql security definer set search_path = public, pg_temp as $$
  update quarantine q set settled_at = p_at, settled_by = p_by, settlement = p_settlement, note = p_note from inbox_message m
  where m.message_id = q.message_id and m.subject_number = p_number and q.reason = 'needs-confirmation' and q.settled_at is null
    and (p_until is null or m.last_updated is null or m.last_updated <= p_until)
$$;
comment on function settle_confirmations is 'Settles what waits to be confirmed about a number and is no newer than what has answered it; no row leaves it.';

-- Whom the ladder has told reads how many, and not the items: gathered, or a file with a thousand faults would hide a child. For the team that asks.
create function raised_items() returns table (kind text, "ownerTeam" text, step smallint, count integer, names jsonb, "dueAt" timestamptz, "raisedAt" timestamptz,
  "lateByOutage" boolean, "acknowledgedAt" timestamptz, "acknowledgedBy" text)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.kind, e.owner_team, e.step, count(*)::int, e.names, min(e.due_at), max(e.raised_at), bool_or(e.late_by_outage), max(e.acknowledged_at), e.acknowledged_by
  from quarantine_escalation e
  where (e.owner_team = current_setting('handhold.team', true) or current_setting('handhold.team', true) = any (e.told_teams))
    and exists (select from quarantine q where q.quarantine_id = e.quarantine_id and q.settled_at is null
      and (q.adopted is null or not put_away(q.adopted) or item_team(q.team_id, q.adopted) = current_setting('handhold.team', true)))
  group by e.kind, e.owner_team, e.step, e.names, e.acknowledged_by order by e.step desc, min(e.due_at), e.kind limit 200
$$;
comment on function raised_items is 'What the ladder has raised of quarantine for the team that asks, as numbers by kind.';
revoke execute on function message_event, settle_confirmations, raised_items from public;
grant execute on function message_event, settle_confirmations, raised_items to handhold_app;

-- How far a pass over all records is gone, and mail, whose lines name children by reference: the owner's.
alter table mail enable row level security;
alter table fold enable row level security;
alter table clock_look enable row level security;
