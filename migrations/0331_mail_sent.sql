-- While mail waits that was tried, it is asked each few seconds when the last one went out.
create index mail_sent on mail (sent_at) where sent_at is not null;
