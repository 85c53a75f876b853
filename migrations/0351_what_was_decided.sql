-- What a person decided of an item of quarantine stays with it whole, the corrections and who confirmed it too: the same sent a second time
-- is known by it, and anything else is told that it was not recorded (promise P8).

alter table quarantine add column decision json;
comment on column quarantine.decision is 'What the person decided, as it was sent; null where another item was answered, or it was settled before this was kept [sensitivity: clinical]';
grant update (decision) on quarantine to handhold_app;
