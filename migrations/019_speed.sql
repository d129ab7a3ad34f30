-- What the rules ignore is counted as it is heard: what a person says of it later, and that it is forgotten, changes nothing.
create or replace function count_heard() returns trigger language plpgsql as $$
declare zone text := coalesce((select value ->> 'timezone' from settings), 'Asia/Shanghai');
begin
  insert into heard_days as known (group_id, account, day, messages)
  select group_id, account, (at at time zone zone)::date, count(*) from fresh where group_id is not null
  group by 1, 2, 3 order by 1, 3, 2
  on conflict (group_id, day, account) do update set messages = known.messages + excluded.messages;
  insert into ignored_days as known (group_id, day, messages)
  select group_id, (at at time zone zone)::date, count(*) from fresh
  where group_id is not null and state = 'ignored' and type = 'text' and text <> ''
    and member not in (select wechat from staff where wechat is not null) and member not in (select member from opted_out)
  group by 1, 2 order by 1, 2
  on conflict (group_id, day) do update set messages = known.messages + excluded.messages;
  return null;
end $$;
-- Until now only what was forgotten stood there.
insert into ignored_days as known (group_id, day, messages)
select m.group_id, (m.at at time zone coalesce((select value ->> 'timezone' from settings), 'Asia/Shanghai'))::date, count(*)
from messages m
where m.group_id is not null and m.type = 'text' and m.text <> ''
  and m.member not in (select wechat from staff where wechat is not null) and m.member not in (select member from opted_out)
  and (m.state = 'ignored' and not exists (select from flags f where f.account = m.account and f.message = m.id)
    or exists (select from samples s where s.account = m.account and s.message = m.id and s.need))
group by 1, 2
on conflict (group_id, day) do update set messages = known.messages + excluded.messages;
