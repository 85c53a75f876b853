-- Since when a client has had her nurse, in her row: what supervision is owed for, asked of every nurse at each sweep and by the caseload
-- board, then reads no facts. The fold of an earlier version is made anew by `migrate`, which fills it (decision 0029).

alter table client add column nurse_since timestamptz;
comment on column client.nurse_since is 'Since when she has been her nurse’s [sensitivity: staff]';
drop index fact_nurse_named;

-- Overdue steps are counted at the end of each sweep by the index alone: after a tide of them the table is to be vacuumed soon.
alter table deadline set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);

-- The text of the function is changed where it stands, so that nothing else in it is said twice.
do $$
declare
  v_function regprocedure;
  v_text text;
begin
  for v_function in select p.oid::regprocedure from pg_proc p where p.proname = 'append_client_facts'
    and p.pronamespace = current_schema()::regnamespace loop
    v_text := pg_get_functiondef(v_function);
    if v_text ~ 'nurse_since = excluded' then continue; end if;
    v_text := replace(v_text, 'phases jsonb, contact_id text)', 'phases jsonb, contact_id text, nurse_since timestamptz)');
    v_text := replace(v_text, 'contact_id = excluded.contact_id', 'contact_id = excluded.contact_id, nurse_since = excluded.nurse_since');
    if v_text !~ 'contact_id text, nurse_since timestamptz' or v_text !~ 'nurse_since = excluded' then
      raise exception 'what % writes of a client was not found', v_function;
    end if;
    execute v_text;
  end loop;
end $$;
