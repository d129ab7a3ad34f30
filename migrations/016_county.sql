-- What was changed of the county, by whom and when, without members: whoever saves on an older version is told of it.
create table county_changes (
  id bigint generated always as identity primary key,
  -- of `settings` after the change
  version bigint not null,
  at timestamptz not null default now(),
  -- null: by a command
  login text,
  staff text,
  what jsonb not null
);
create index county_changes_version on county_changes (version);

-- What the bot says in other words than keywords/replies.yaml.
create table wordings (
  name text primary key,
  text text not null,
  login text not null,
  staff text,
  at timestamptz not null
);

create index if not exists offices_area on offices (area);
create index if not exists groups_area on groups (area);
