-- A line of a file that one team puts right and that names another one is sent on to it: an item without a receipt of a message.

create or replace function keep_message(p_message jsonb, p_item jsonb) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if p_message is not null then
  insert into inbox_message (message_id, fingerprint, source, event, subject_number, last_updated, received_at, outcome, says)
  select m."messageId", m.fingerprint, m.source, m.event, m."subjectNumber", m."lastUpdated", m."receivedAt", m.outcome, m.says
  from jsonb_to_record(p_message) as m ("messageId" text, fingerprint text, source text, event text, "subjectNumber" text,
    "lastUpdated" timestamptz, "receivedAt" timestamptz, outcome text, says text)
  on conflict (message_id) do nothing;
  end if;
  if p_item is not null then
    insert into quarantine (item_key, received_at, source, file_name, row_no, message_id, reason, says, content, team_id,
      kind, row_id, row_column, rule_version, due_at, steps, next_step_at)
    select q."itemKey", q."receivedAt", q.source, q."fileName", q."rowNo", q."messageId", q.reason, q.says, q.content, q."teamId",
      q.kind, q."row", q."column", q."ruleVersion", q."dueAt", q.steps, q.steps[1]
    from jsonb_to_record(p_item) as q ("itemKey" text, "receivedAt" timestamptz, source text, "fileName" text, "rowNo" integer,
      "messageId" text, reason text, says text, content text, "teamId" text,
      kind text, "row" text, "column" text, "ruleVersion" text, "dueAt" timestamptz, steps timestamptz[])
    on conflict (item_key) do nothing;
  end if;
end $$;
