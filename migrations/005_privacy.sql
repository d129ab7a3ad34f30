-- What no case needs is forgotten after days; of a forgotten message what remains keeps a repeated one from counting twice.
alter table messages add column forgotten boolean not null default false;
create index messages_forgettable on messages (received_at) where case_id is null and not forgotten;
create index flags_dismissed on flags (decided_at) where status = 'dismissed';
create index dead_letters_forgettable on dead_letters (at) where payload is not null;
create index outbox_forgettable on outbox (created_at) where case_id is null and kind in ('answer', 'refusal', 'question');

-- Who has said 不要处理我的消息, and when.
create table opted_out (member text primary key, at timestamptz not null);

-- The days whose weekly list of what was done has been made.
create table published_days (day date primary key);
