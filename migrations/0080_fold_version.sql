-- By which version of the fold the kept states were made, so that a newer version folds them anew from the facts. States that
-- were kept before there was a version are of fold 0.

create table fold (version integer not null check (version >= 0), becoming integer, reached uuid);
create unique index one_fold on fold ((true));
insert into fold (version) values (0);
comment on table fold is 'One row: the version of the fold that made every state and row kept beside the facts, and how far a newer one has come.';
comment on column fold.version is 'All that is kept is of this fold [sensitivity: none]';
comment on column fold.becoming is 'The fold that is being made; null while none is [sensitivity: none]';
comment on column fold.reached is 'The last child or client, in the order of their ids, that is of the fold that is being made [sensitivity: identity]';
