-- What an entry of the directory said until it was changed: who led a team, who was in it, who was away. A panel that asks about a day of
-- last year is told who answered then, and not who leads the team today.

create table directory_past (
  kind text not null check (kind in ('team', 'practitioner', 'absence')), entry_id text not null, until timestamptz not null, entry jsonb not null,
  primary key (kind, entry_id, until)
);
comment on table directory_past is 'Entries of the directory as they stood until a change. What stands now is in the tables themselves; what was never changed is here nowhere.';
comment on column directory_past.kind is 'Team: its lead and deputy. Practitioner: team, role, and whether in post. Absence [sensitivity: none]';
comment on column directory_past.entry_id is 'The team or the practitioner; of an absence the practitioner and since when [sensitivity: none]';
comment on column directory_past.until is 'When it was changed [sensitivity: none]';
comment on column directory_past.entry is 'What it said until then; null in JSON for an absence that nobody had entered [sensitivity: none]';
grant select on directory_past to handhold_app;

-- What is known from before: who changed teams, though not from where, and what leads recorded of leaving and coming back.
insert into directory_past (kind, entry_id, until, entry)
select 'practitioner', id, team_since, jsonb_build_object('teamId', null, 'role', role, 'status', 'present', 'statusSince', '2000-01-01T00:00:00.000Z')
from practitioner where team_since is not null;

insert into directory_past (kind, entry_id, until, entry)
select 'practitioner', before ->> 'id', date_trunc('milliseconds', changed_at), jsonb_build_object('teamId', before ->> 'team_id', 'role', before ->> 'role',
  'status', before ->> 'status', 'statusSince', to_char((before ->> 'status_since')::timestamptz at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
from directory_change where before ->> 'status' <> after ->> 'status'
on conflict do nothing;
