-- A child of a caseload file is looked for by name and day of birth among those of its team that have no NHS number: there are few.
create index child_without_number on child (born_on, holder_team) where nhs_number is null and care_status = 'in-care' and born_on is not null;
