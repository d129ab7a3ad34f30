-- Where nothing is said for now (`paused`), or what is to be said is said by people (`manual`): who decided so, when and why.
create table hushed (
  kind text not null check (kind in ('account', 'group')),
  id text not null,
  mode text not null check (mode in ('paused', 'manual')),
  reason text not null,
  -- login
  by text not null,
  at timestamptz not null,
  primary key (kind, id)
);
create trigger changed after insert or update or delete on hushed
  for each statement execute function notify_changed();
-- What has waited there may leave now.
create trigger queued after update or delete on hushed for each statement execute function notify_outbox();

-- Files in the spool of the account's bot, when it last said so.
alter table accounts add column spooled integer not null default 0;

create index outbox_waiting on outbox (not_before, id) where status = 'pending';
create index outbox_group_open on outbox (group_id) where status in ('pending', 'unknown', 'refused');
create index cases_group_open on cases (group_id) where status <> 'closed';
create index messages_account on messages (account, at desc) where group_id is not null;

-- How much was heard in a group on a day of the county, by account.
create table heard_days (
  group_id text not null,
  account text not null,
  day date not null,
  messages integer not null,
  primary key (group_id, day, account)
);
create index heard_days_old on heard_days (day);
create function count_heard() returns trigger language plpgsql as $$
declare zone text := coalesce((select value ->> 'timezone' from settings), 'Asia/Shanghai');
begin
  insert into heard_days as known (group_id, account, day, messages)
  select group_id, account, (at at time zone zone)::date, count(*) from fresh where group_id is not null
  group by 1, 2, 3 order by 1, 3, 2
  on conflict (group_id, day, account) do update set messages = known.messages + excluded.messages;
  return null;
end $$;
create trigger counted after insert on messages referencing new table as fresh
  for each statement execute function count_heard();
insert into heard_days
select group_id, account,
  (at at time zone coalesce((select value ->> 'timezone' from settings), 'Asia/Shanghai'))::date as day, count(*)
from messages where group_id is not null and at > now() - interval '8 days' group by 1, 2, 3;
