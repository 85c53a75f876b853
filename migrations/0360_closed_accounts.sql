-- An account is closed of somebody who has left or was switched off. Whom a directory file had back in post before this kept the mark.
update practitioner set account_closed_at = null where status = 'present';
alter table practitioner add constraint closed_after_leaving check (account_closed_at is null or status <> 'present');
