-- Who keeps in touch with a client after a loss, in her row: so that somebody who leaves is found there too (scenario A30).

alter table client add column contact_id text;
comment on column client.contact_id is 'Who keeps in touch with her after a loss [sensitivity: clinical]';
create index client_by_contact on client (contact_id) where contact_id is not null;

-- The text of the function is changed where it stands, so that nothing else in it is said twice.
do $$
declare
  v_function regprocedure;
  v_text text;
begin
  for v_function in select p.oid::regprocedure from pg_proc p where p.proname = 'append_client_facts'
    and p.pronamespace = current_schema()::regnamespace loop
    v_text := pg_get_functiondef(v_function);
    if v_text ~ 'contact_id = excluded' then continue; end if;
    v_text := replace(v_text, 'offered_on date, phases jsonb)', 'offered_on date, phases jsonb, contact_id text)');
    v_text := replace(v_text, 'phases = excluded.phases', 'phases = excluded.phases, contact_id = excluded.contact_id');
    if v_text !~ 'phases jsonb, contact_id text' or v_text !~ 'contact_id = excluded' then
      raise exception 'what % writes of a client was not found', v_function;
    end if;
    execute v_text;
  end loop;
end $$;
