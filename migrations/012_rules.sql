-- What rule versions are made of; versions share the files in which they do not differ.
create table rule_files (hash text primary key, bytes bytea not null);

-- A version is the whole content of a keywords folder: name of the file → its hash. Once it is checked in it stays as it is.
create table rule_versions (
  number integer generated always as identity primary key,
  parent integer references rule_versions on delete set null,
  files jsonb not null,
  state text not null default 'draft' check (state in ('draft', 'checked')),
  -- rises with every edit, so that two who edit at once learn of each other
  revision integer not null default 0,
  made_by text not null,
  made_at timestamptz not null,
  why text not null,
  checked_by text,
  checked_at timestamptz
);
create trigger checked_in before delete or update of files, state, revision, made_by, made_at, why on rule_versions
  for each row when (old.state = 'checked') execute function refuse_change();

-- Where a version counts: `shadow` beside what runs, an area's code, or `everywhere`. The latest row of a scope counts;
-- without a version it has ended, and everywhere the rules of the folder count again.
create table rule_activations (
  id integer generated always as identity primary key,
  scope text not null,
  version integer references rule_versions,
  activated_by text not null,
  at timestamptz not null,
  why text not null,
  -- the reason for which it was activated although it breaks kept examples
  despite text
);
create index rule_activations_scope on rule_activations (scope, id desc);
create trigger append_only before update or delete on rule_activations
  for each statement execute function refuse_change();

-- Texts that a person keeps to hold rules against, masked and without their sender and group.
create table rule_examples (
  id integer generated always as identity primary key,
  text text not null,
  expected text not null check (expected in ('none', 'review', 'open')),
  category text,
  -- whether it was typed, or was a message
  source text not null check (source in ('typed', 'message')),
  made_by text not null,
  at timestamptz not null,
  why text not null
);

-- Messages that the version in the shadow would have decided otherwise; forgotten with them.
create table shadow_verdicts (
  version integer not null references rule_versions,
  account text not null,
  message text not null,
  at timestamptz not null,
  now_decision text not null,
  now_category text,
  then_decision text not null,
  then_category text,
  -- one of the two takes it for a complaint about officials
  confidential boolean not null,
  primary key (version, account, message),
  foreign key (account, message) references messages
);
create index shadow_verdicts_recent on shadow_verdicts (version, at desc);
create index shadow_verdicts_message on shadow_verdicts (account, message);

-- The latest decisions of people, from which rules learn how they fare.
create index flags_settled on flags (decided_at desc) where status in ('opened', 'merged', 'dismissed');

create trigger changed after insert or update or delete on rule_versions
  for each statement execute function notify_changed();
create trigger changed after insert on rule_activations for each statement execute function notify_changed();
create trigger changed after insert or delete on rule_examples for each statement execute function notify_changed();
-- What runs takes over another version as it takes over another world.
create trigger taken_over after insert on rule_activations for each statement execute function notify_world();
