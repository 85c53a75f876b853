-- An item is kept whatever stands in it: given names that are no list are none.
create or replace function item_put_away(p_content text) returns uuid
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  c jsonb;
begin
  if not exists (select from put_away_as) or p_content is not json object then return null; end if;
  c := p_content::jsonb;
  return put_away_like(item_number(p_content),
    coalesce((select string_agg(g #>> '{}', ' ') from jsonb_path_query(c, '$.subject.givenNames[*]') g), c ->> 'given_name'),
    coalesce(c #>> '{subject,familyName}', c ->> 'family_name'), item_born(p_content));
exception when untranslatable_character then return null;
end $$;
