-- Reasons that the network or a site has beside those that are shipped, and days that it gives to one of these (decision 0059). A reference
-- table, as the rest of the directory.

create or replace function pg_temp.describe(p_table text, p_says text, p_columns text[][]) returns void language plpgsql as $$
declare
  entry text[];
begin
  execute format('comment on table %I is %L', p_table, p_says);
  foreach entry slice 1 in array p_columns loop
    execute format('comment on column %I.%I is %L', p_table, entry[1], entry[3] || ' [sensitivity: ' || entry[2] || ']');
  end loop;
end $$;

create table reason (
  list text not null check (list in ('declined-offer', 'left', 'paused', 'missed-visit')),
  code text not null constraint readable_reason check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  words text not null check (words <> ''), counts_as text not null, service_id text references service,
  valid_from date not null, valid_to date check (valid_to >= valid_from),
  unique nulls not distinct (list, code, service_id, valid_from)
);
select pg_temp.describe('reason', 'Reasons of the network or of one site, and days given to shipped ones, between two dates. None is taken away: facts keep their words.', array[
  ['list', 'none', 'The list to which it belongs'], ['code', 'none', 'Its short name; that of a shipped reason gives that one other days'],
  ['words', 'none', 'As people say it'], ['counts_as', 'none', 'The shipped reason for which rules and measures take it'],
  ['service_id', 'none', 'The site, or null for the whole network'], ['valid_from', 'none', 'First day'],
  ['valid_to', 'none', 'The day from which it may no longer be chosen, or null']]);
grant select on reason to handhold_app;
