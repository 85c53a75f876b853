-- What is lent of records, to whoever owes something or was told of it by the ladder, is looked at among itself, not among all that may be read.
create index access_lent on access (person_id, team_id) where relation = 'owner';
