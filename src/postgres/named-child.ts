/** The child or client of a row, by name: row security leaves the name out where the team has no access to the record. */
export const namedChild = `case when coalesce(c.person_id, k.person_id) is not null then json_build_object('givenName', coalesce(c.given_name, k.given_name),
  'familyName', coalesce(c.family_name, k.family_name), 'bornOn', coalesce(c.born_on, k.born_on), 'client', k.person_id is not null) end as child`;

/** The tables that `namedChild` names, joined to a row that carries a `person_id`. */
export const named = 'left join child c using (person_id) left join client k using (person_id)';
