-- What has happened stays as it is written; TRUNCATE is left to whoever owns the database.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only, % is refused: what comes later is written as a row of its own', tg_table_name, tg_op;
end $$;

-- The order in which events were written, over all cases.
alter table case_events add column id bigint generated always as identity unique;
create trigger append_only before update or delete on case_events
  for each statement execute function refuse_change();

-- The chain of days: each seals the events up to `upto` that those before have not, and its hash covers the one before.
create table history_days (
  day date primary key,
  upto bigint not null,
  events integer not null,
  hash text not null
);
create trigger append_only before update or delete on history_days
  for each statement execute function refuse_change();
