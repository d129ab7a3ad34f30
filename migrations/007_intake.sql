-- Who reported what came in besides the group, and how to reach him; shown only to those who handle the case, on request.
create table case_contacts (
  case_id uuid primary key references cases on delete cascade,
  name text,
  phone text,
  check (name is not null or phone is not null)
);

-- The systems that may file cases. Of a key only its hash is kept.
create table api_keys (
  name text primary key,
  key_hash text not null unique,
  created_at timestamptz not null,
  revoked_at timestamptz
);

-- Who has done or looked at what in the console.
create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  login text not null,
  staff text,
  action text not null,
  case_code text,
  detail text
);
create index audit_recent on audit (at desc, id desc);
create index audit_readings on audit (case_code, login, at) where action = 'read';
create trigger append_only before update or delete on audit
  for each statement execute function refuse_change();
