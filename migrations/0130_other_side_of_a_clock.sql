-- A clock that goes on towards another team is about that team: a draft that was revised to another area told the first one, and
-- opened the record to it. What the two functions write when a clock that stands is set again says the other side too. Their text is
-- changed where they stand, so that nothing else in them is said twice.
do $$
declare
  v_function regprocedure;
  v_text text;
begin
  for v_function in select p.oid::regprocedure from pg_proc p where p.proname in ('record_commands', 'append_client_facts')
    and p.pronamespace = current_schema()::regnamespace loop
    v_text := pg_get_functiondef(v_function);
    if v_text ~ 'other_team = excluded\.other_team' then continue; end if;
    v_text := replace(v_text, 'on conflict (person_id, key) do update set due_at',
      'on conflict (person_id, key) do update set kind = excluded.kind, handover_id = excluded.handover_id, other_team = excluded.other_team, due_at');
    if v_text !~ 'other_team = excluded\.other_team' then raise exception 'what % writes of a clock was not found', v_function; end if;
    execute v_text;
  end loop;
end $$;
