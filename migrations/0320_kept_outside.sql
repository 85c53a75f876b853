-- Children held outside the network are few: their keepers are found among them alone, once a team closes and at each sweep.
create index child_held_outside on child (person_id) where care_status = 'in-care' and holder_outside_name is not null;
