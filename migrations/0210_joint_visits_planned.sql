-- A joint visit that is planned, beside its handover: it stands on the list and in the calendar of the practitioner of each side (scenario A1).

alter table handover add column joint_visit_on date, add column joint_visit_at timestamptz, add column joint_visit_releasing text,
  add column joint_visit_receiving text;
comment on column handover.joint_visit_on is 'Day for which a joint visit is planned; null while none is [sensitivity: clinical]';
comment on column handover.joint_visit_at is 'Its time of day, where that is known [sensitivity: clinical]';
comment on column handover.joint_visit_releasing is 'Who comes from the releasing side [sensitivity: none]';
comment on column handover.joint_visit_receiving is 'Who comes from the receiving side; null where that is outside the network [sensitivity: none]';
create index handover_joint_visits_releasing on handover (joint_visit_releasing) where joint_visit_on is not null;
create index handover_joint_visits_receiving on handover (joint_visit_receiving) where joint_visit_on is not null;

-- The text of the function is changed where it stands, so that nothing else in it is said twice.
do $$
declare
  v_function regprocedure;
  v_text text;
  v_columns constant text := 'question_to text, disputed boolean, joint_visit_on date, joint_visit_at timestamptz, joint_visit_releasing text, joint_visit_receiving text)';
begin
  for v_function in select p.oid::regprocedure from pg_proc p where p.proname = 'record_commands'
    and p.pronamespace = current_schema()::regnamespace loop
    v_text := pg_get_functiondef(v_function);
    v_text := replace(v_text, 'question_to text, disputed boolean)', v_columns);
    v_text := replace(v_text, 'disputed = h.disputed', 'disputed = h.disputed, joint_visit_on = h.joint_visit_on, joint_visit_at = h.joint_visit_at,
      joint_visit_releasing = h.joint_visit_releasing, joint_visit_receiving = h.joint_visit_receiving');
    if v_text !~ 'joint_visit_receiving text' or v_text !~ 'joint_visit_receiving = h' then
      raise exception 'what % writes of a handover was not found', v_function;
    end if;
    execute v_text;
  end loop;
end $$;
