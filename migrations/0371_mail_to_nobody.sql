-- For whom mail was written that had no address to go to is asked each few seconds: somebody must write the address into the directory.
create index mail_to_nobody on mail (created_at) where to_address = '';
