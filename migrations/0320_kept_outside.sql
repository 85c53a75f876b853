-- Children held outside the network are few: their keepers are found among them alone, once a team closes and at each sweep.
create index child_held_outside on child (person_id) where care_status = 'in-care' and holder_outside_name is not null;

-- Another team may take the place of the one that handed such a child over. The text of the function is changed where it stands, so that
-- nothing else in it is said twice.
do $$
declare
  v_function regprocedure;
  v_text text;
begin
  for v_function in select p.oid::regprocedure from pg_proc p where p.proname = 'record_commands'
    and p.pronamespace = current_schema()::regnamespace loop
    v_text := pg_get_functiondef(v_function);
    if v_text ~ ' releasing_team = h.releasing_team' then continue; end if;
    v_text := replace(v_text, ' receiving_team = h.receiving_team', ' releasing_team = h.releasing_team, receiving_team = h.receiving_team');
    if v_text !~ ' releasing_team = h.releasing_team' then
      raise exception 'what % writes of a handover was not found', v_function;
    end if;
    execute v_text;
  end loop;
end $$;
