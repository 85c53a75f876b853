-- GP practices with the area in which they lie, dated, so that an offer shows where the GP is beside the home (scenario A27).

create or replace function pg_temp.describe(p_table text, p_says text, p_columns text[][]) returns void language plpgsql as $$
declare
  entry text[];
begin
  execute format('comment on table %I is %L', p_table, p_says);
  foreach entry slice 1 in array p_columns loop
    execute format('comment on column %I.%I is %L', p_table, entry[1], entry[3] || ' [sensitivity: ' || entry[2] || ']');
  end loop;
end $$;

create table gp_practice (
  ods_code text not null check (ods_code ~ '^[A-Z0-9]{3,8}$'), name text not null, area_code text not null references area,
  valid_from date not null, valid_to date check (valid_to >= valid_from),
  primary key (ods_code, valid_from)
);
select pg_temp.describe('gp_practice', 'GP practices by their national code, each in the area of one authority between two days: beside the home of a child, never instead of it.', array[
  ['ods_code', 'none', 'National code of the practice'], ['name', 'none', 'Name of the practice'], ['area_code', 'none', 'The authority in whose area it lies'],
  ['valid_from', 'none', 'First day'], ['valid_to', 'none', 'The first day on which it no longer holds, or null']]);
grant select on gp_practice to handhold_app;
