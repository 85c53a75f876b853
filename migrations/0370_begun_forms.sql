-- The forms that somebody began and has not sent are listed on their own front page, the last kept first.

create index draft_begun on draft (practitioner_id, saved_at desc) where dropped_at is null;
