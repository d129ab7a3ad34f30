-- The pictures of which a case, or a person who decides, has need; the bot fetches them while WeChat still has them.
create table pictures (
  account text not null,
  message text not null,
  state text not null default 'wanted' check (state in ('wanted', 'kept', 'lost')),
  wanted_at timestamptz not null,
  tries integer not null default 0,
  -- when the bot asks for it
  next_at timestamptz not null,
  type text,
  bytes bytea,
  -- why there is none
  reason text,
  primary key (account, message),
  foreign key (account, message) references messages,
  check ((state = 'kept') = (bytes is not null and type is not null))
);
create index pictures_wanted on pictures (account, next_at) where state = 'wanted';
create function notify_pictures() returns trigger language plpgsql as $$
begin
  perform pg_notify('pictures', '');
  return null;
end $$;
create trigger wanted after insert on pictures for each statement execute function notify_pictures();
