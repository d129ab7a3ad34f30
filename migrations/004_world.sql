-- What the county arranges its own way. Written by import-world alone.
create table dispatch (
  category text not null,
  area text not null references areas,
  office text not null references offices,
  primary key (category, area)
);
-- Times as {"amount": 3, "unit": "d"}; null where the rule leaves them as they are.
create table deadlines (
  category text,
  area text references areas,
  done jsonb,
  accept jsonb,
  check (category is not null or area is not null),
  check (done is not null or accept is not null),
  unique nulls not distinct (category, area)
);
create table answers (
  id text primary key,
  category text,
  area text references areas,
  -- a list of lists of words
  words jsonb not null,
  text text not null,
  source text not null
);
