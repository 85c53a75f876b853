-- Who said that the folder of the checkpoints was lost, beside the first checkpoint of the folder that was begun anew.
alter table checkpoint add column begun_why text, add column begun_by text;
comment on column checkpoint.begun_why is 'Of the first checkpoint of a folder that was begun anew: why the one before is lost [sensitivity: none]';
comment on column checkpoint.begun_by is 'Whose account began it anew [sensitivity: staff]';
