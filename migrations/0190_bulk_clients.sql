-- A bulk handover has a result for every family: also for a client none of whose children the team, or the nurse, holds (scenarios A30, A31).

create or replace function pg_temp.describe(p_table text, p_says text, p_columns text[][]) returns void language plpgsql as $$
declare
  entry text[];
begin
  execute format('comment on table %I is %L', p_table, p_says);
  foreach entry slice 1 in array p_columns loop
    execute format('comment on column %I.%I is %L', p_table, entry[1], entry[3] || ' [sensitivity: ' || entry[2] || ']');
  end loop;
end $$;

create table bulk_client (
  person_id uuid not null, bulk_id uuid not null, to_practitioner text,
  result text, detail text, result_at timestamptz,
  primary key (person_id, bulk_id)
);
create index bulk_client_by_bulk on bulk_client (bulk_id);
select pg_temp.describe('bulk_client', 'One line for each client of a bulk handover who has no child in it: none whom the team holds, or none of the nurse whose caseload it is. Her children who are in it have lines of their own.', array[
  ['person_id', 'identity', 'The client'], ['bulk_id', 'none', 'The bulk handover'], ['to_practitioner', 'none', 'To whom, where a caseload is reallocated'],
  ['result', 'none', 'What became of her, null until it was looked at'], ['detail', 'clinical', 'Why it was refused'], ['result_at', 'none', 'When']]);

alter table bulk_client enable row level security;
create policy party_reads on bulk_client for select to handhold_app using (exists (select 1 from access a where a.person_id = bulk_client.person_id));
grant select on bulk_client to handhold_app;
