-- Children: the append-only stream of facts, and the current tables that are rebuilt from it.
-- Every table here has person_id first in its keys, no trigger, and no volatile function in an upsert, so that it can be
-- distributed by person on a cluster unchanged.

create or replace function pg_temp.describe(p_table text, p_says text, p_columns text[][]) returns void language plpgsql as $$
declare
  entry text[];
begin
  execute format('comment on table %I is %L', p_table, p_says);
  foreach entry slice 1 in array p_columns loop
    execute format('comment on column %I.%I is %L', p_table, entry[1], entry[3] || ' [sensitivity: ' || entry[2] || ']');
  end loop;
end $$;

create table child (
  person_id uuid primary key,
  version integer not null check (version > 0),
  head_hash text not null,
  -- Text as the program wrote it: jsonb took it apart at each command and put it together again at each load.
  state json not null,
  given_name text not null, family_name text not null, born_on date, expected_on date, nhs_number text,
  mother_number text, postcode text, area_code text, sealed boolean not null, family_id text,
  care_status text not null check (care_status in ('in-care', 'ended')),
  holder_team text, holder_practitioner text, holder_outside_name text, held_since timestamptz, last_seen_on date,
  constraint someone_answers check (care_status <> 'in-care' or (holder_team is not null and held_since is not null)),
  constraint sealed_has_no_postcode check (not sealed or postcode is null)
);
-- The state lies in the row and is not compressed: it is written with each command, and elsewhere it would be two rows of
-- another table, with their index entries, to write and to delete. What does not fit on a page still goes there. Half of each
-- page stays free for the next version of its row, so that a command which moves no indexed column writes no index (a HOT update).
alter table child set (fillfactor = 50, toast_tuple_target = 8160);
alter table child alter column state set storage external;
create index child_by_holder on child (holder_team, holder_practitioner) where care_status = 'in-care';
create index child_by_number on child (nhs_number) where nhs_number is not null;
create index child_by_mother on child (mother_number) where mother_number is not null;
create index child_by_postcode on child (postcode) where postcode is not null;
create index child_by_birth on child (born_on);
create index child_by_family on child (family_id) where family_id is not null;
create index child_by_name on child using gin ((given_name || ' ' || family_name) gin_trgm_ops);
select pg_temp.describe('child', 'One row for each child: the fold of its facts, and the columns by which it is found.', array[
  ['person_id', 'identity', 'The child'], ['version', 'none', 'Number of facts'], ['head_hash', 'none', 'Hash of the newest fact'],
  ['state', 'clinical', 'All that is true now, folded from the facts'], ['given_name', 'identity', 'Given name'], ['family_name', 'identity', 'Family name'],
  ['born_on', 'identity', 'Date of birth; null before birth'], ['expected_on', 'identity', 'Expected date of delivery'], ['nhs_number', 'identity', 'NHS number'], ['mother_number', 'identity', 'NHS number of the mother'],
  ['postcode', 'contact', 'Postcode; null when sealed'], ['area_code', 'none', 'Area by which the child is routed'], ['sealed', 'clinical', 'Whether the address is sealed'],
  ['family_id', 'identity', 'The family: who live and move together'], ['care_status', 'none', 'In care, or ended'],
  ['holder_team', 'none', 'Accountable team'], ['holder_practitioner', 'none', 'Named practitioner; null while the lead answers'],
  ['holder_outside_name', 'staff', 'Name given by call-back, outside the network'], ['held_since', 'none', 'Since when this holder'],
  ['last_seen_on', 'clinical', 'When last seen face to face']]);

create table fact (
  person_id uuid not null, version integer not null check (version > 0), type text not null, data jsonb not null,
  happened_at timestamptz not null, recorded_at timestamptz not null,
  recorded_by text not null, recorded_team text not null, recorded_role text not null,
  command_id uuid not null, command_part smallint not null,
  previous_hash text not null, hash text not null,
  primary key (person_id, version),
  constraint one_effect_of_one_command unique (person_id, command_id, command_part),
  constraint not_in_future check (happened_at <= recorded_at)
);
select pg_temp.describe('fact', 'Facts: appended, never changed, never removed. The application may only append, through append_facts.', array[
  ['person_id', 'identity', 'The child'], ['version', 'none', 'Place in the stream, from 1'], ['type', 'none', 'Kind of fact'], ['data', 'clinical', 'What the fact says'],
  ['happened_at', 'none', 'When it happened'], ['recorded_at', 'none', 'When it was recorded'], ['recorded_by', 'none', 'Who recorded it'],
  ['recorded_team', 'none', 'For which team'], ['recorded_role', 'none', 'As what'], ['command_id', 'none', 'The command that made it'],
  ['command_part', 'none', 'Which of the command’s facts'], ['previous_hash', 'none', 'Hash of the fact before'], ['hash', 'none', 'Hash over this fact and the one before']]);

create table accountable_period (
  person_id uuid not null, period_no integer not null check (period_no > 0), team_id text not null, practitioner_id text, outside_name text,
  started_at timestamptz not null, ended_at timestamptz, successor_no integer, end_reason text,
  primary key (person_id, period_no),
  constraint never_two exclude using gist (person_id with =, tstzrange(started_at, ended_at) with &&) deferrable initially deferred,
  constraint never_nobody check (ended_at is null or successor_no is not null or end_reason is not null),
  constraint successor_stands foreign key (person_id, successor_no) references accountable_period (person_id, period_no) deferrable initially deferred,
  constraint successor_is_next check (successor_no = period_no + 1),
  constraint forwards check (ended_at >= started_at)
);
create index accountable_period_by_team on accountable_period (team_id, started_at);
select pg_temp.describe('accountable_period', 'Promise P1 as a constraint: at no instant two holders, and no closed period without a successor or an end reason.', array[
  ['person_id', 'identity', 'The child'], ['period_no', 'none', 'Number of the period'], ['team_id', 'none', 'Accountable team'], ['practitioner_id', 'none', 'Named practitioner'],
  ['outside_name', 'staff', 'Name outside the network'], ['started_at', 'none', 'From'], ['ended_at', 'none', 'Until before this; null while it runs'],
  ['successor_no', 'none', 'The period that follows without a gap'], ['end_reason', 'clinical', 'Why accountability ended']]);

create table handover (
  person_id uuid not null, handover_id uuid not null,
  state text not null check (state in ('draft', 'offered', 'acknowledged', 'accepted', 'seen', 'closed', 'declined', 'withdrawn', 'superseded')),
  kind text not null, occasion text not null, priority smallint not null, risk_rank smallint not null,
  releasing_team text not null, receiving_team text not null, destination_kind text not null, addressed_to text, accepted_by text,
  prepared_by text not null, prepared_at timestamptz not null, offered_at timestamptz, accepted_at timestamptz, released_at timestamptz,
  seen_at timestamptz, ended_at timestamptz, question_to text, disputed boolean not null,
  primary key (person_id, handover_id)
);
create unique index one_open_before_release on handover (person_id) where released_at is null and state in ('draft', 'offered', 'acknowledged', 'accepted', 'seen');
create index handover_arriving on handover (receiving_team, priority desc, risk_rank desc, offered_at) where state in ('offered', 'acknowledged');
create index handover_receiving on handover (receiving_team, state) where state in ('accepted', 'seen');
create index handover_releasing on handover (releasing_team, state, prepared_at) where state in ('draft', 'offered', 'acknowledged', 'accepted', 'seen', 'declined');
create index handover_addressed on handover (addressed_to) where addressed_to is not null and state in ('offered', 'acknowledged');
create index handover_accepted_by on handover (accepted_by, state) where state in ('accepted', 'seen');
create index handover_questions on handover (question_to) where question_to is not null;
select pg_temp.describe('handover', 'Handovers as lists need them; the whole of each is in child.state.', array[
  ['person_id', 'identity', 'The child'], ['handover_id', 'none', 'The handover'], ['state', 'none', 'State'], ['kind', 'none', 'Kind'], ['occasion', 'none', 'Why it is made'],
  ['priority', 'clinical', '0 routine, 1 heightened, 2 urgent'], ['risk_rank', 'clinical', 'Order within a priority'], ['releasing_team', 'none', 'Releasing team'],
  ['receiving_team', 'none', 'Receiving team'], ['destination_kind', 'none', 'Desk, holding desk or outside'], ['addressed_to', 'none', 'Practitioner it is addressed to'],
  ['accepted_by', 'none', 'Practitioner who accepted'], ['prepared_by', 'none', 'Who prepared it'], ['prepared_at', 'none', 'When prepared'], ['offered_at', 'none', 'When offered'],
  ['accepted_at', 'none', 'When accepted'], ['released_at', 'none', 'When accountability passed'], ['seen_at', 'clinical', 'When the child was seen'], ['ended_at', 'none', 'When it ended'],
  ['question_to', 'none', 'Team that owes an answer'], ['disputed', 'none', 'Whether a dispute is open']]);

create table access (
  person_id uuid not null, team_id text not null, relation text not null, primary key (person_id, team_id)
);
create index access_by_team on access (team_id, person_id);
select pg_temp.describe('access', 'One row for each party that may read a child’s record now.', array[
  ['person_id', 'identity', 'The child'], ['team_id', 'none', 'The party'], ['relation', 'none', 'Why it may read']]);

create table deadline (
  person_id uuid not null, key text not null, kind text not null, handover_id uuid, owner_team text not null, other_team text,
  from_at timestamptz not null, due_at timestamptz not null, steps timestamptz[] not null check (cardinality(steps) = 5),
  next_step smallint not null default 0, next_step_at timestamptz, row_id text not null, row_column text not null, rule_version text not null,
  primary key (person_id, key)
);
create index deadline_sweep on deadline (next_step_at) where next_step_at is not null;
create index deadline_by_owner on deadline (owner_team, due_at);
create index deadline_by_other on deadline (other_team, due_at) where other_team is not null;
select pg_temp.describe('deadline', 'Open obligations. A row that stands is not done; overdue is due_at at or before now. Kept on the coordinator of a cluster.', array[
  ['person_id', 'identity', 'The child'], ['key', 'none', 'Which obligation'], ['kind', 'none', 'What is owed'], ['handover_id', 'none', 'For which handover'],
  ['owner_team', 'none', 'Who owes it'], ['other_team', 'none', 'The other side'], ['from_at', 'none', 'Since when it is owed'], ['due_at', 'none', 'Due at or before now and standing: overdue'],
  ['steps', 'none', 'When each step of the ladder is due'], ['next_step', 'none', 'Next step to raise'], ['next_step_at', 'none', 'When; null after the last'],
  ['row_id', 'none', 'Row of the time limits'], ['row_column', 'none', 'Column of the time limits'], ['rule_version', 'none', 'Version of the rule']]);

create table escalation (
  person_id uuid not null, key text not null, step smallint not null check (step between 0 and 4),
  kind text not null, handover_id uuid, owner_team text not null, other_team text, due_at timestamptz not null, step_due_at timestamptz not null,
  raised_at timestamptz not null, late_by_outage boolean not null, names jsonb not null, sweep_id uuid not null,
  acknowledged_at timestamptz, acknowledged_by text,
  primary key (person_id, key, step)
);
create index escalation_by_owner on escalation (owner_team, raised_at desc);
create index escalation_by_other on escalation (other_team, raised_at desc);
select pg_temp.describe('escalation', 'Steps of the ladder that were raised: one for each deadline and step, whatever crashes. Acknowledging one does not stop the clock.', array[
  ['person_id', 'identity', 'The child'], ['key', 'none', 'Which obligation'], ['step', 'none', 'Step'], ['kind', 'none', 'What is owed'], ['handover_id', 'none', 'For which handover'],
  ['owner_team', 'none', 'Who owes it'], ['other_team', 'none', 'The other side'], ['due_at', 'none', 'When it was due'], ['step_due_at', 'none', 'When the step was due'],
  ['raised_at', 'none', 'When it was raised'], ['late_by_outage', 'none', 'Raised late because no sweep ran'], ['names', 'staff', 'The people named at this step'],
  ['sweep_id', 'none', 'The sweep that raised it'], ['acknowledged_at', 'none', 'When a person acknowledged it'], ['acknowledged_by', 'none', 'Who']]);

create table read_record (
  person_id uuid not null, read_id uuid not null default uuidv7(), read_at timestamptz not null default now(),
  practitioner_id text not null, team_id text not null, role text not null, page text not null, why text not null,
  primary key (person_id, read_id)
);
select pg_temp.describe('read_record', 'Every look at a family’s record: who, as what, and why (promise P10).', array[
  ['person_id', 'identity', 'The child'], ['read_id', 'none', 'The look'], ['read_at', 'none', 'When'], ['practitioner_id', 'none', 'Who'], ['team_id', 'none', 'For which team'],
  ['role', 'none', 'As what'], ['page', 'none', 'What was opened'], ['why', 'none', 'Why: the relation to the child, or the reason given']]);

create table draft (
  person_id uuid not null, practitioner_id text not null, form text not null, data jsonb not null, against_version integer not null, saved_at timestamptz not null,
  primary key (person_id, practitioner_id, form)
);
select pg_temp.describe('draft', 'Part-done forms, kept on the server.', array[
  ['person_id', 'identity', 'The child'], ['practitioner_id', 'none', 'Whose draft'], ['form', 'none', 'Which form'], ['data', 'clinical', 'What was typed'],
  ['against_version', 'none', 'The version that was before their eyes'], ['saved_at', 'none', 'When']]);
