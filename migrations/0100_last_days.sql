-- Children who are to pass before their team's last day: the sweep compares them with the directory each time. Few, so the index is small.
create index deadline_last_day on deadline (person_id) where kind = 'pass-before-last-day';
