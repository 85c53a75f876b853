-- A restore that a person has accepted, beside the checkpoint that was made after it; and the looks of a stretch of time found without
-- reading all of them: they are written in the order of time, so an index of ranges does, which costs a look nothing.
alter table checkpoint add column restored_to integer, add column restored_why text, add column restored_by text;
comment on column checkpoint.restored_to is 'Of the first checkpoint after an accepted restore: the newest one that the restored database knew, 0 when none [sensitivity: none]';
comment on column checkpoint.restored_why is 'Why the restore was accepted [sensitivity: none]';
comment on column checkpoint.restored_by is 'Whose account accepted it [sensitivity: staff]';

create index read_record_by_time on read_record using brin (read_at);
