-- Two reviewers are never given the same flag: who has it before him, and until when.
alter table flags add column leased_by text;
alter table flags add column leased_until timestamptz;
-- What a person has decided is carried out at apply_at; until then the flag is pending and the decision can be taken back.
alter table flags add column decision jsonb;
alter table flags add column apply_at timestamptz;
-- Why it was dismissed: a word of the console's list, and what the reviewer wrote besides.
alter table flags add column reason text;
alter table flags add column remark text;
-- Why the last decision could not be carried out, for whoever decides next.
alter table flags add column put_back text;
create index flags_waiting on flags ((urgency <> 'urgent'), at, account, message)
  where status = 'pending' and decision is null;
create index flags_waiting_group on flags (group_id, at) include (urgency, confidential)
  where status = 'pending' and decision is null;
create index flags_leased on flags (leased_by) where leased_by is not null;
create index flags_decided on flags (apply_at) where apply_at is not null;

-- Messages that the rules ignored, drawn by lot and shown to a person, so that it is known how many needs they miss.
create table samples (
  account text not null,
  message text not null,
  -- of the message; its own row may be forgotten
  at timestamptz not null,
  group_id text not null,
  leased_by text,
  leased_until timestamptz,
  -- whether it was a need; null until somebody has said so
  need boolean,
  decided_by text,
  decided_at timestamptz,
  primary key (account, message),
  foreign key (account, message) references messages
);
create index samples_at on samples (at);
create index samples_open on samples (leased_by) where need is null;

-- From these the lot is drawn, and these are what it stands for.
create index messages_ignored on messages (group_id, at) include (member)
  where state = 'ignored' and type = 'text' and text <> '';

-- Similar cases are looked for by kind and place.
create index cases_alike on cases (area, category, opened_at desc) where status <> 'closed';

-- Of what is confidential and no case: the one office that may know of it, and whom it is about.
alter table audit add column office text;
alter table audit add column about text[] not null default '{}';
