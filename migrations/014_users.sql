-- Accounts: passwords given by somebody else, one-time codes, an end by an admin, and what is known of a session.

alter table users add column created_at timestamptz not null default now();
-- Whether the password is to be changed, since somebody else has given it: the page urges, or the server lets nothing else be done.
alter table users add column change text not null default 'no' check (change in ('no', 'urged', 'must'));
alter table users add column disabled boolean not null default false;
alter table users add column signed_in_at timestamptz;
-- The secret of one-time codes, encrypted: the one that counts, and one that is being set up.
alter table users add column totp text;
alter table users add column totp_pending text;
-- The period (30 s) of the last code that was accepted: no code is accepted twice.
alter table users add column totp_used bigint not null default 0;
alter table users add column totp_required boolean not null default false;

create table recovery_codes (
  login text not null references users on delete cascade,
  salt text not null,
  code_hash text not null,
  used_at timestamptz,
  primary key (login, salt)
);

-- What people name a session by; its token is known to the browser alone.
alter table sessions add column id uuid not null default gen_random_uuid();
alter table sessions add column created_at timestamptz;
alter table sessions add column used_at timestamptz;
-- However much it is used, it is over then; null: not before expires_at.
alter table sessions add column ends_at timestamptz;
-- The family of the browser, and the address without its last part.
alter table sessions add column browser text;
alter table sessions add column address text;
-- With another role than at the beginning a session is over; null: not looked at.
alter table sessions add column role text;
-- The password was right, the one-time code is still to come.
alter table sessions add column half boolean not null default false;
create unique index sessions_id on sessions (id);
create index sessions_login on sessions (login);
create index sessions_expired on sessions (expires_at);

-- Failed attempts to sign in, by login and by address, of which only the hash is kept: people type passwords in the wrong field.
create table attempts (
  key text primary key,
  failures integer not null,
  at timestamptz not null,
  -- until then no further one counts
  until timestamptz not null
);
create index attempts_until on attempts (until);

create trigger changed after insert or update on users for each statement execute function notify_changed();

create index audit_by_login on audit (login, at desc, id desc);
create index audit_by_action on audit (action, at desc, id desc);
create index audit_by_case on audit (case_code, at desc, id desc) where case_code is not null;
create index audit_detail on audit using hash (detail);
