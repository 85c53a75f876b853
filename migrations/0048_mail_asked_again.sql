-- A mail that waits is asked again when it is sent: after a loss or a death it does not speak of the child any more.

alter table mail add column box jsonb;
comment on column mail.box is 'To whom the mail speaks and of what: references and codes, from which it is written anew when something in it must not be said any more [sensitivity: identity]';
