-- Imports: messages are told apart by id and content, and children are found by number from outside the access rows.

alter table inbox_message add column fingerprint text;
comment on column inbox_message.fingerprint is 'SHA-256 of the document: the same document again has the same [sensitivity: none]';
create index inbox_by_fingerprint on inbox_message (fingerprint);

-- Messages find a child by its own number or its mother's, whoever has access to it.
create function find_by_number(p_numbers text[]) returns table (
  person_id uuid, found_as text, number text, care_status text, holder_team text, holder_practitioner text, born_on date, family_id text)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.person_id, 'child', c.nhs_number, c.care_status, c.holder_team, c.holder_practitioner, c.born_on, c.family_id
  from child c where c.nhs_number = any (p_numbers)
  union all
  select c.person_id, 'mother', c.mother_number, c.care_status, c.holder_team, c.holder_practitioner, c.born_on, c.family_id
  from child c where c.mother_number = any (p_numbers)
  order by 3, 1
$$;
comment on function find_by_number is 'Children by their own NHS number or their mother’s, for messages: who holds them and nothing of their record.';

-- Receipt of a message and, with it, what a person must look at: both or neither, and a second time nothing.
create function keep_message(p_message jsonb, p_item jsonb) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into inbox_message (message_id, fingerprint, source, event, subject_number, last_updated, received_at, outcome, says)
  select m."messageId", m.fingerprint, m.source, m.event, m."subjectNumber", m."lastUpdated", m."receivedAt", m.outcome, m.says
  from jsonb_to_record(p_message) as m ("messageId" text, fingerprint text, source text, event text, "subjectNumber" text,
    "lastUpdated" timestamptz, "receivedAt" timestamptz, outcome text, says text)
  on conflict (message_id) do nothing;
  if p_item is not null then
    insert into quarantine (item_key, received_at, source, file_name, row_no, message_id, reason, says, content, team_id)
    select q."itemKey", q."receivedAt", q.source, q."fileName", q."rowNo", q."messageId", q.reason, q.says, q.content, q."teamId"
    from jsonb_to_record(p_item) as q ("itemKey" text, "receivedAt" timestamptz, source text, "fileName" text, "rowNo" integer,
      "messageId" text, reason text, says text, content text, "teamId" text)
    on conflict (item_key) do nothing;
  end if;
end $$;
comment on function keep_message is 'Keeps the receipt of a message and its quarantine item, if any.';

grant select on inbox_message to handhold_app;
revoke execute on function find_by_number, keep_message from public;
grant execute on function find_by_number, keep_message to handhold_app;
