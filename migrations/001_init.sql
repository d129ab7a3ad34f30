-- The county: areas, offices, staff, groups, members. Written by import-world alone.
create table areas (
  code text primary key,
  name text not null,
  level text not null,
  parent text references areas,
  aliases text[] not null default '{}',
  landmarks text[] not null default '{}'
);
create table offices (
  id text primary key,
  name text not null,
  area text not null references areas,
  kind text not null,
  handles text[]
);
create table staff (
  id text primary key,
  name text not null,
  office text not null references offices,
  post text not null,
  aliases text[] not null default '{}',
  wechat text unique,
  role text not null
);
create table groups (
  id text primary key,
  topic text not null,
  area text not null references areas,
  kind text not null
);
create table members (id text primary key, name text not null);
create table group_members (
  group_id text not null references groups,
  member text not null references members,
  primary key (group_id, member)
);
-- One row; version rises with every import, so that running processes know when to load the world anew.
create table settings (
  id integer primary key check (id = 1),
  value jsonb not null,
  version bigint not null
);

-- From this secret the codes of cases are made, so that they tell nothing about each other.
create table installation (id integer primary key check (id = 1), code_secret text not null);
insert into installation values (1, gen_random_uuid()::text);

-- The console's users.
create table users (
  login text primary key,
  password_hash text not null,
  role text not null,
  staff text references staff
);
create table sessions (
  token_hash text primary key,
  login text not null references users on delete cascade,
  expires_at timestamptz not null
);

-- The WeChat accounts and the times in which they heard nothing.
create table accounts (
  id text primary key,
  state text not null,
  name text,
  -- what a person must scan to log in, while state is `scan`
  qrcode text,
  error text,
  last_event_at timestamptz,
  updated_at timestamptz not null
);
create table blind_windows (
  id bigint generated always as identity primary key,
  account text not null,
  from_at timestamptz not null,
  -- null while it lasts
  to_at timestamptz,
  reason text not null
);
create index blind_windows_open on blind_windows (account) where to_at is null;
create index blind_windows_recent on blind_windows (from_at desc);

create table cases (
  id uuid primary key,
  code text not null unique,
  category text not null,
  kind text not null,
  urgency text not null,
  confidential boolean not null,
  area text not null,
  office text,
  status text not null,
  text text not null,
  group_id text,
  account text not null,
  opened_at timestamptz not null,
  due_at timestamptz not null,
  assigned_at timestamptz not null,
  accepted_at timestamptz,
  resolved_at timestamptz,
  closed_at timestamptz,
  result text,
  supervised boolean not null,
  overdue boolean not null,
  returned boolean not null,
  taken text[] not null,
  about text[] not null,
  -- when the sweep must look at it again; null when time alone changes nothing any more
  wake_at timestamptz,
  version integer not null
);
create index cases_wake on cases (wake_at) where wake_at is not null;
create index cases_group_recent on cases (group_id, opened_at desc);
create index cases_office on cases (office, status, due_at);
create index cases_opened on cases (opened_at desc);

create table case_reporters (
  case_id uuid not null references cases on delete cascade,
  member text not null,
  group_id text,
  at timestamptz not null,
  seq integer not null,
  primary key (case_id, member)
);
create index case_reporters_member on case_reporters (member);

create table case_events (
  case_id uuid not null references cases on delete cascade,
  seq integer not null,
  at timestamptz not null,
  type text not null,
  by text not null,
  office text,
  text text,
  primary key (case_id, seq)
);
create index case_events_at on case_events (at);

-- The days whose ledger has been made.
create table ledger_days (day date primary key);

-- Every message that was heard, in exactly one place: state says which.
create table messages (
  account text not null,
  id text not null,
  seq bigint generated always as identity,
  group_id text,
  member text,
  member_name text,
  at timestamptz not null,
  type text not null,
  text text not null,
  state text not null check (state in ('ignored', 'flagged', 'case', 'command')),
  case_id uuid references cases,
  received_at timestamptz not null,
  primary key (account, id)
);
create index messages_group on messages (group_id, at desc);
create index messages_member on messages (member, at desc);
create index messages_direct on messages (member, at desc) where group_id is null;
create index messages_case on messages (case_id, seq) where case_id is not null;
create index messages_received on messages (received_at);

-- What a person should look at.
create table flags (
  account text not null,
  message text not null,
  at timestamptz not null,
  group_id text,
  category text not null,
  kind text not null,
  urgency text not null,
  confidential boolean not null,
  -- of a confidential one: the staff whom it may be about, and the one office that may know of it
  about text[] not null default '{}',
  office text,
  score real not null,
  hits jsonb not null,
  status text not null check (status in ('pending', 'opened', 'dismissed', 'merged')),
  decided_by text,
  decided_at timestamptz,
  primary key (account, message),
  foreign key (account, message) references messages
);
create index flags_pending on flags (at) where status = 'pending';

-- What could not be read or handled, with the reason.
create table dead_letters (
  id bigint generated always as identity primary key,
  account text not null,
  message text not null,
  stage text not null,
  reason text not null,
  payload jsonb,
  at timestamptz not null,
  unique (account, message, stage)
);

-- What is to be said. status: pending → sending → sent | unknown | refused; a row is claimed before it is sent,
-- and `unknown` is settled by the echo of the own message or by a person, never by sending again. What is `refused`
-- for good waits for a person too: it is `pending` again, or `dropped`.
create table outbox (
  id bigint generated always as identity primary key,
  account text not null,
  case_id uuid references cases,
  kind text not null,
  group_id text,
  direct text,
  mentions text[] not null,
  text text not null,
  urgent boolean not null,
  prompt boolean not null,
  -- whose turn it is among those that are due
  rank smallint not null generated always as (case when urgent then 0 when prompt then 1 else 2 end) stored,
  not_before timestamptz not null,
  -- put off by a refusal of the platform or by the group's daily budget; not_before keeps the place in the order
  held_until timestamptz,
  held_by text check (held_by in ('refusal', 'budget')),
  status text not null default 'pending' check (status in ('pending', 'sending', 'sent', 'unknown', 'refused', 'dropped')),
  attempts integer not null default 0,
  -- rows that leave as one message share it
  post uuid,
  -- as it was rendered; until that is known, the text without the mentions
  posted_text text,
  native_id text,
  claimed_at timestamptz,
  sent_at timestamptz,
  error text,
  created_at timestamptz not null,
  key text unique,
  check ((group_id is null) <> (direct is null))
);
create index outbox_turn on outbox (account, rank, not_before, id) where status = 'pending';
create index outbox_conversation on outbox (account, coalesce(group_id, direct), not_before, id) where status = 'pending';
create index outbox_receipts on outbox (case_id) where status = 'pending' and kind = 'receipt';
create index outbox_unsettled on outbox (account, status) where status in ('sending', 'unknown');
create index outbox_refused on outbox (id) where status = 'refused';
create index outbox_unheard on outbox (account, claimed_at) where post is not null and native_id is null;
create index outbox_native on outbox (native_id) where native_id is not null;
create index outbox_post on outbox (post) where post is not null;
create index outbox_budget on outbox (group_id, claimed_at) where claimed_at is not null;
create index outbox_quoted on outbox (group_id, sent_at) where sent_at is not null;

-- Whoever listens is told at once; statement triggers, so that no writer can forget it.
create function notify_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('changed', tg_table_name);
  return null;
end $$;
create function notify_outbox() returns trigger language plpgsql as $$
begin
  perform pg_notify('outbox', '');
  return null;
end $$;
create function notify_world() returns trigger language plpgsql as $$
begin
  perform pg_notify('world', '');
  return null;
end $$;
create trigger changed after insert or update on cases for each statement execute function notify_changed();
create trigger changed after insert or update on flags for each statement execute function notify_changed();
create trigger changed after insert on dead_letters for each statement execute function notify_changed();
create trigger changed after insert or update on accounts for each statement execute function notify_changed();
create trigger changed after insert or update on blind_windows for each statement execute function notify_changed();
create trigger changed after update on outbox for each statement execute function notify_changed();
create trigger queued after insert on outbox for each statement execute function notify_outbox();
create trigger changed after insert or update on settings for each statement execute function notify_world();
