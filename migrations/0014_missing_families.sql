-- The list of missing families: few among all deadlines, so that it must not read the others.
create index deadline_of_missing on deadline (person_id) where kind = 'trace-again';
