-- How many messages that the rules ignored were forgotten since, by where and on which day of the county they were said:
-- what the samples of a week stand for.
create table ignored_days (
  group_id text not null,
  day date not null,
  messages integer not null,
  primary key (group_id, day)
);
create index ignored_days_old on ignored_days (day);
