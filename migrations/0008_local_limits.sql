-- What areas have set for themselves in the table of time limits, dated. A reference table, as the rest of the directory.

create or replace function pg_temp.describe(p_table text, p_says text, p_columns text[][]) returns void language plpgsql as $$
declare
  entry text[];
begin
  execute format('comment on table %I is %L', p_table, p_says);
  foreach entry slice 1 in array p_columns loop
    execute format('comment on column %I.%I is %L', p_table, entry[1], entry[3] || ' [sensitivity: ' || entry[2] || ']');
  end loop;
end $$;

create table local_limit (
  area_code text not null references area, row_id text not null, row_column text not null check (row_column in ('routine', 'heightened', 'urgent')),
  valid_from date not null, valid_to date check (valid_to >= valid_from),
  unit text not null check (unit in ('working-days', 'working-hours', 'hours', 'days', 'same-day')),
  n integer check (n between 1 and 366), version text not null, why text not null,
  primary key (area_code, row_id, row_column, valid_from),
  constraint a_number_with_its_unit check ((n is null) = (unit = 'same-day')),
  -- The rows that are law or national guidance, as src/domain/calendar/annex-b.ts has them: stricter, never longer.
  constraint conference_within_15_working_days check (row_id <> '17' or row_column <> 'urgent' or (unit = 'working-days' and n <= 15)),
  constraint new_birth_review_in_time check (row_id <> '28' or (unit = 'days' and n <= case row_column when 'urgent' then 10 else 14 end)),
  constraint incident_within_5_working_days check (row_id <> '30' or row_column <> 'urgent' or (unit = 'working-days' and n <= 5))
);
select pg_temp.describe('local_limit', 'Time limits that an area has set for itself, between two dates. Where the national table is law or national guidance, stricter only.', array[
  ['area_code', 'none', 'The area whose teams keep it'], ['row_id', 'none', 'Row of the time limits'], ['row_column', 'none', 'Column: the priority'],
  ['valid_from', 'none', 'First day'], ['valid_to', 'none', 'The first day on which it no longer holds, or null'], ['unit', 'none', 'Unit of the limit'],
  ['n', 'none', 'How many of the unit; null for the same day'], ['version', 'none', 'What the area calls this version: it stands in the reason of a due time'],
  ['why', 'none', 'Who decided it, and why']]);
grant select on local_limit to handhold_app;
