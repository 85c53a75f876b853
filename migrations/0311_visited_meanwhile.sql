-- Children whom a team is asked to visit while they are in a hospital or a unit there stand on a list of that team (scenario A45): few
-- among all that it may read.
create index access_covering on access (team_id, person_id) where relation = 'covering';
