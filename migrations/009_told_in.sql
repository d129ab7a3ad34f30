-- Further groups in which a rumour was told: they hear what was verified.
alter table cases add column told_in text[] not null default '{}';
