-- How many children each team may read, for every team of a large network. By default the hundred largest are counted one by one, and
-- the rest are taken for equals: beyond a hundred health visiting teams a small team of the programme was taken for several times what it
-- is, and its caseload board asked row security row by row, twice as much as where its few access rows are read once. Two thousand
-- hold the health visiting teams of the whole country.

alter table access alter column team_id set statistics 2000;
analyze access;
