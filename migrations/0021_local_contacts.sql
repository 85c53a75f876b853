-- Contacts that an area offers beside the mandated reviews, dated. A reference table, as the rest of the directory.

create or replace function pg_temp.describe(p_table text, p_says text, p_columns text[][]) returns void language plpgsql as $$
declare
  entry text[];
begin
  execute format('comment on table %I is %L', p_table, p_says);
  foreach entry slice 1 in array p_columns loop
    execute format('comment on column %I.%I is %L', p_table, entry[1], entry[3] || ' [sensitivity: ' || entry[2] || ']');
  end loop;
end $$;

create table local_contact (
  area_code text not null references area, code text not null, words text not null check (words <> ''),
  opens_months integer not null default 0 check (opens_months between 0 and 60), opens_days integer not null default 0 check (opens_days between 0 and 1830),
  due_months integer not null default 0 check (due_months between 0 and 60), due_days integer not null default 0 check (due_days between 0 and 1830),
  valid_from date not null, valid_to date check (valid_to >= valid_from), basis text not null,
  primary key (area_code, code, valid_from),
  -- A record of it would settle a mandated review, or stand for one.
  constraint not_a_mandated_review check (code not in ('antenatal', 'new-birth', 'six-to-eight-weeks', 'twelve-months', 'two-years')),
  constraint readable_code check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  constraint ends_after_it_opens check (due_months * 30 + due_days > opens_months * 30 + opens_days)
);
select pg_temp.describe('local_contact', 'Contacts that an area offers to every child beside the mandated reviews, between two dates.', array[
  ['area_code', 'none', 'The area whose teams offer it'], ['code', 'none', 'Its short name'], ['words', 'none', 'Its name as people say it'],
  ['opens_months', 'none', 'Months from birth to its first day'], ['opens_days', 'none', 'Days beside these months'],
  ['due_months', 'none', 'Months from birth to its last day'], ['due_days', 'none', 'Days beside these months'],
  ['valid_from', 'none', 'First day: it holds for a child for whom it opens from then on'], ['valid_to', 'none', 'The first day on which it no longer holds, or null'],
  ['basis', 'none', 'Who decided it']]);
grant select on local_contact to handhold_app;
