-- By which way a case came in, whether its place is known, how it ended, and what its reporter was asked.
alter table cases add column channel text not null default 'group';
update cases set channel = 'direct' where group_id is null;
alter table cases add column placed boolean not null default true;
alter table cases add column outcome text;
update cases set outcome = 'done' where resolved_at is not null;
alter table cases add column verified_by text[] not null default '{}';
alter table cases add column asked jsonb not null default '{}';

create index cases_rumours on cases (opened_at desc) where category = 'rumour' and status <> 'closed';
create index cases_just_resolved on cases (office, resolved_at) where status = 'resolved';
