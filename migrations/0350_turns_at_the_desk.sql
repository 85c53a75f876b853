-- Whoever acts as duty at a team's desk says so with one click: a turn with its beginning and its end, kept beside those whom the directory
-- file has at the desk.

create table duty_turn (
  practitioner_id text not null references practitioner, team_id text not null references team,
  begun_at timestamptz not null, ends_at timestamptz not null check (ends_at >= begun_at),
  primary key (practitioner_id, begun_at)
);
create index duty_turn_by_end on duty_turn (ends_at);
comment on table duty_turn is 'Turns at the duty desk that people took by themselves. None is removed: a past day is asked of it.';
comment on column duty_turn.practitioner_id is 'Who acts as duty [sensitivity: none]';
comment on column duty_turn.team_id is 'At the desk of which team [sensitivity: none]';
comment on column duty_turn.begun_at is 'Since when [sensitivity: none]';
comment on column duty_turn.ends_at is 'Until before this: the end of that day, or when the person ended it [sensitivity: none]';
grant select on duty_turn to handhold_app;
