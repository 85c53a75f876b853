-- One NHS number, one child in care: kept by a key, not by a look before. Two commands that give one number to two children at the
-- same instant meet here, and the second is refused.

-- Children's own tables are distributed by child and can have no key over all of them, so this one stands beside them, on the
-- coordinator, as the queue does.
create table number_in_care (nhs_number text primary key, borne_by uuid not null);
comment on table number_in_care is 'The NHS numbers of children in care, each once, with the child that bears it. Moved with the child’s own row.';
comment on column number_in_care.nhs_number is 'NHS number [sensitivity: identity]';
comment on column number_in_care.borne_by is 'The child in care that bears it: child.person_id [sensitivity: identity]';
alter table number_in_care enable row level security;

-- Where two records stand with one number already, from before this key, the first keeps it; "handhold check" names the other.
insert into number_in_care (nhs_number, borne_by)
select distinct on (nhs_number) nhs_number, person_id from child where care_status = 'in-care' and nhs_number is not null
order by nhs_number, held_since, person_id;
