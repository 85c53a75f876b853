-- A draft on a record that is under a legal hold is not removed: it is put aside, and the form is empty as if it had been (scenario A14).

alter table draft add column dropped_at timestamptz;
comment on column draft.dropped_at is 'When it was sent or thrown away while a legal hold stood, and kept therefore; null for one that goes on [sensitivity: none]';
