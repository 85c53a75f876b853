-- A nurse who changes teams answers no more for the children of her old one: since when the directory has her where she is.
alter table practitioner add column team_since timestamptz;
comment on column practitioner.team_since is 'Since when the directory has the person in this team; null while it never had them in another [sensitivity: none]';
