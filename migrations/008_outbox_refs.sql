-- What people name a reply by: numbers in a row would tell how many there are besides those that one may see.
alter table outbox add column ref uuid not null default gen_random_uuid();
create unique index outbox_ref on outbox (ref);
