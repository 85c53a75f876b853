-- How far the clocks have been looked at: of every quiet child after a version by which something else is owed, and of clients
-- since when. Kept, so that a crash before a long weekend is made good by the first start after it.

create table clock_look (version integer not null check (version >= 0), reached uuid, until timestamptz);
create unique index one_clock_look on clock_look ((true));
insert into clock_look (version) values (0);
comment on table clock_look is 'One row: for which version every child’s clocks were looked at, and until when those of clients were.';
comment on column clock_look.version is 'Every child’s clocks are as this version’s rules set them [sensitivity: none]';
comment on column clock_look.reached is 'The last child, in the order of their ids, that a newer version has looked at; null while none does [sensitivity: identity]';
comment on column clock_look.until is 'What was learned of children until then has moved their mothers’ clocks; null before the first look [sensitivity: none]';
