-- Work around the children: notices, mail, sweeps, imports, quarantine, sessions, checkpoints.

create or replace function pg_temp.describe(p_table text, p_says text, p_columns text[][]) returns void language plpgsql as $$
declare
  entry text[];
begin
  execute format('comment on table %I is %L', p_table, p_says);
  foreach entry slice 1 in array p_columns loop
    execute format('comment on column %I.%I is %L', p_table, entry[1], entry[3] || ' [sensitivity: ' || entry[2] || ']');
  end loop;
end $$;

create table notice (
  notice_id uuid primary key default uuidv7(), team_id text not null, for_lead boolean not null, person_id uuid not null, handover_id uuid,
  code text not null, created_at timestamptz not null, seen_at timestamptz, seen_by text, digest_id uuid
);
create index notice_by_team on notice (team_id, created_at desc);
create index notice_unseen on notice (team_id) where seen_at is null;
create index notice_undigested on notice (team_id) where digest_id is null;
select pg_temp.describe('notice', 'What each team is told in the page. Written with the facts, gathered into one mail later.', array[
  ['notice_id', 'none', 'The notice'], ['team_id', 'none', 'Told to'], ['for_lead', 'none', 'Meant for the lead'], ['person_id', 'identity', 'About which child'], ['handover_id', 'none', 'About which handover'],
  ['code', 'none', 'What happened'], ['created_at', 'none', 'When'], ['seen_at', 'none', 'When read'], ['seen_by', 'none', 'By whom'], ['digest_id', 'none', 'The mail that carried it']]);

create table mail (
  mail_id uuid primary key default uuidv7(), to_address text not null, subject text not null, body text not null, team_id text,
  created_at timestamptz not null, next_try_at timestamptz, tries smallint not null default 0, sent_at timestamptz, last_error text
);
create index mail_waiting on mail (next_try_at) where sent_at is null and next_try_at is not null;
select pg_temp.describe('mail', 'Outbox of mail. Bodies carry references, never a name, number or address of a family.', array[
  ['mail_id', 'none', 'The mail; also its Message-ID, so that a repeated sending is recognised'], ['to_address', 'staff', 'To'], ['subject', 'none', 'Subject'], ['body', 'none', 'Text'],
  ['team_id', 'none', 'For which team'], ['created_at', 'none', 'When written'], ['next_try_at', 'none', 'When to try next'], ['tries', 'none', 'Tries so far'],
  ['sent_at', 'none', 'When sent'], ['last_error', 'none', 'Why the last try failed']]);

create table sweep_run (
  sweep_id uuid primary key, started_at timestamptz not null, completed_at timestamptz, asked text not null,
  raised integer not null default 0, late integer not null default 0, still_open integer, sweeper text not null
);
create index sweep_run_by_time on sweep_run (started_at desc);
create index sweep_run_completed on sweep_run (completed_at desc) where completed_at is not null;
select pg_temp.describe('sweep_run', 'Every run of the sweep: when it ran, what it asked, what it found.', array[
  ['sweep_id', 'none', 'The run'], ['started_at', 'none', 'Began'], ['completed_at', 'none', 'Ended; null when it did not'], ['asked', 'none', 'What it asked'],
  ['raised', 'none', 'Steps raised'], ['late', 'none', 'Of these, late because no sweep ran'], ['still_open', 'none', 'Obligations overdue at its end'], ['sweeper', 'none', 'Which process']]);

create table watchdog_alarm (
  alarm_id uuid primary key default uuidv7(), raised_at timestamptz not null, last_completed_at timestamptz, says text not null, route text not null
);
select pg_temp.describe('watchdog_alarm', 'Alarms raised because no sweep completed in time.', array[
  ['alarm_id', 'none', 'The alarm'], ['raised_at', 'none', 'When'], ['last_completed_at', 'none', 'Last sweep that completed'], ['says', 'none', 'What it said'], ['route', 'none', 'By which route']]);

create table inbox_message (
  message_id text primary key, source text not null, event text not null, subject_number text, last_updated timestamptz, received_at timestamptz not null, outcome text not null, says text not null
);
create index inbox_newest on inbox_message (subject_number, event, last_updated desc);
select pg_temp.describe('inbox_message', 'Messages taken in, each once, with what became of it.', array[
  ['message_id', 'none', 'Identifier of the message'], ['source', 'none', 'From which service'], ['event', 'none', 'Which event'], ['subject_number', 'identity', 'NHS number it is about'],
  ['last_updated', 'none', 'Its own time: a newer one wins'], ['received_at', 'none', 'When taken in'], ['outcome', 'none', 'Taken, enquiry, noted, quarantined or not for us'], ['says', 'none', 'In words']]);

create table import_file (
  file_hash text primary key, name text not null, kind text not null, started_at timestamptz not null, completed_at timestamptz,
  rows_read integer not null default 0, rows_taken integer not null default 0, rows_quarantined integer not null default 0, last_row integer not null default 0
);
select pg_temp.describe('import_file', 'Files taken in. The same file twice changes nothing; one that broke off goes on where it stopped.', array[
  ['file_hash', 'none', 'Hash of the content'], ['name', 'none', 'Name'], ['kind', 'none', 'Kind'], ['started_at', 'none', 'Began'], ['completed_at', 'none', 'Ended'],
  ['rows_read', 'none', 'Read'], ['rows_taken', 'none', 'Taken'], ['rows_quarantined', 'none', 'Quarantined'], ['last_row', 'none', 'Last row that was committed']]);

create table quarantine (
  quarantine_id uuid primary key default uuidv7(), item_key text not null unique, received_at timestamptz not null, source text not null, file_name text not null,
  row_no integer, message_id text, reason text not null, says text not null, content text not null, team_id text,
  settled_at timestamptz, settled_by text, settlement text, note text
);
create index quarantine_open on quarantine (received_at) where settled_at is null;
select pg_temp.describe('quarantine', 'What could not be trusted: kept whole for a person to work, never dropped, never matched on.', array[
  ['quarantine_id', 'none', 'The item'], ['item_key', 'none', 'Where it came from; the same item is kept once'], ['received_at', 'none', 'When'], ['source', 'none', 'Source'], ['file_name', 'none', 'File'],
  ['row_no', 'none', 'Row'], ['message_id', 'none', 'Message'], ['reason', 'none', 'Coded reason'], ['says', 'identity', 'The reason in words'], ['content', 'identity', 'The content as it came'],
  ['team_id', 'none', 'The team whose area it concerns, if known'], ['settled_at', 'none', 'When settled'], ['settled_by', 'none', 'By whom'], ['settlement', 'none', 'How'], ['note', 'clinical', 'What the person noted']]);

create table session (
  session_id text primary key, practitioner_id text, data jsonb not null, expires_at timestamptz not null
);
create index session_expiry on session (expires_at);
create index session_by_person on session (practitioner_id);
select pg_temp.describe('session', 'Signed-in people: revocable at once.', array[
  ['session_id', 'secret', 'Identifier in the cookie'], ['practitioner_id', 'none', 'Who'], ['data', 'secret', 'What the session holds'], ['expires_at', 'none', 'Until when']]);

create table checkpoint (
  checkpoint_no integer primary key, made_at timestamptz not null, streams integer not null, facts bigint not null, heads_hash text not null, signature text not null
);
select pg_temp.describe('checkpoint', 'Signed summaries of all stream heads, also written outside the database: a cut tail or a missing stream shows.', array[
  ['checkpoint_no', 'none', 'Number'], ['made_at', 'none', 'When'], ['streams', 'none', 'Streams'], ['facts', 'none', 'Facts'], ['heads_hash', 'none', 'Hash over all heads'], ['signature', 'none', 'Signature over this row']]);

create table directory_change (
  change_id uuid primary key default uuidv7(), changed_at timestamptz not null, changed_by text not null, what text not null, before jsonb, after jsonb
);
select pg_temp.describe('directory_change', 'Every change of the directory made by a person.', array[
  ['change_id', 'none', 'The change'], ['changed_at', 'none', 'When'], ['changed_by', 'none', 'Who'], ['what', 'none', 'What'], ['before', 'staff', 'Before'], ['after', 'staff', 'After']]);
