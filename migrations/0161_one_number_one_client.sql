-- A mother is in the programme once, at one site: kept by a key, as with the numbers of children in care (number_in_care). Two sites
-- that enrol her at the same instant, each having looked and found nobody, meet here.

create table number_in_programme (nhs_number text primary key, borne_by uuid not null);
comment on table number_in_programme is 'The NHS numbers of clients in the programme, each once, with the client who bears it. Moved with the client’s own row.';
comment on column number_in_programme.nhs_number is 'NHS number [sensitivity: identity]';
comment on column number_in_programme.borne_by is 'The client in the programme who bears it: client.person_id [sensitivity: identity]';
alter table number_in_programme enable row level security;

-- Where two records stand with one number already, the one enrolled first keeps it; "handhold check" names the other.
insert into number_in_programme (nhs_number, borne_by)
select distinct on (nhs_number) nhs_number, person_id from client
where status in ('enrolled', 'paused', 'transferring-out') and nhs_number is not null order by nhs_number, enrolled_on, person_id;

-- The function that appends is changed where it stands, so that nothing else in it is said twice. A number is claimed before
-- anything is written, is let go where nothing was, and the one borne before is let go last.
do $$
declare
  v_text text := pg_get_functiondef('append_client_facts'::regproc);
  v_changes constant text[] := array[
    E'\ndeclare\n',
    E'\ndeclare\n  v_given text := p_client ->> ''number_given'';\n  v_let_go text := p_client ->> ''number_let_go'';\n  v_claimed integer := 0;\n',
    E'\n  v_version := null;\n',
    E'\n  v_version := null;\n  if v_count > 0 and v_given is not null then\n'
      || E'    insert into number_in_programme (nhs_number, borne_by) values (v_given, p_person) on conflict do nothing;\n'
      || E'    get diagnostics v_claimed = row_count;\n'
      || E'    perform from number_in_programme n where n.nhs_number = v_given and n.borne_by = p_person;\n'
      || E'    if not found then return (''borne'', p_expected)::append_outcome; end if;\n  end if;\n',
    E'\n  if v_version is null then\n',
    E'\n  if v_version is null then\n    if v_claimed > 0 then delete from number_in_programme n where n.nhs_number = v_given and n.borne_by = p_person; end if;\n',
    E'\n  return (''appended'', v_version)::append_outcome;\n',
    E'\n  if v_let_go is not null then delete from number_in_programme n where n.nhs_number = v_let_go and n.borne_by = p_person; end if;\n'
      || E'  return (''appended'', v_version)::append_outcome;\n'];
begin
  for v_at in 1 .. cardinality(v_changes) by 2 loop
    if length(v_text) - length(replace(v_text, v_changes[v_at], '')) <> length(v_changes[v_at]) then
      raise exception 'what append_client_facts says here was not found once: %', v_changes[v_at];
    end if;
    v_text := replace(v_text, v_changes[v_at], v_changes[v_at + 1]);
  end loop;
  execute v_text;
end $$;
comment on function append_client_facts is 'Appends the facts of one command on a client, with what they ask of her children. Outcomes: appended, repeated, conflict, gone, borne.';
