-- The ledger: what a search looks at, the orders of the list, views that people keep, and pictures of what was done.

-- One spelling for what is searched and what is looked for: width, compatibility forms and case away.
create function search_form(words text) returns text language sql immutable strict parallel safe
  return lower(normalize(words, nfkc));

-- Numbers of five digits and more are left out, however they are written, or what is masked could be found out digit by
-- digit.
create function searchable(words text) returns text language sql immutable strict parallel safe
  return regexp_replace(search_form(words), '[0-9](?:[^0-9a-z一-龥]{0,3}[0-9]){4,}', '*', 'g');

-- Every character and every pair of neighbours: words of one or two characters are found by these alone.
create function search_grams(words text) returns text[] language sql immutable strict parallel safe cost 10000 as $$
  select coalesce(array_agg(distinct gram), '{}') from (
    select letter, letter || lead(letter) over (order by place) as pair
    from unnest(string_to_array(words, null)) with ordinality as letters(letter, place)
  ) read cross join lateral (values (letter), (pair)) as grams(gram)
  where gram is not null
$$;

alter table cases add column search_text text not null default '';
create function keep_search_text() returns trigger language plpgsql as $$
begin
  new.search_text := concat_ws(e'\n', lower(new.code), searchable(new.text), searchable(new.result));
  return new;
end $$;
create trigger search_text before insert or update of code, text, result on cases
  for each row execute function keep_search_text();
update cases set text = text;
create index cases_list_search on cases using gin (search_grams(search_text));

-- Urgent ones first, those of the same urgency by time: as one moment, of which the planner knows how many lie before it.
create function urgency_place(urgency text, opened_at timestamptz) returns timestamp
  language sql immutable strict parallel safe
  return (opened_at at time zone 'utc')
    + make_interval(years => case urgency when 'urgent' then 2000 when 'normal' then 1000 else 0 end);

drop index cases_opened;
create index cases_list_opened on cases (opened_at, code);
create index cases_list_due on cases (due_at, code);
create index cases_list_closed on cases (closed_at, code) where closed_at is not null;
create index cases_list_urgency on cases (urgency_place(urgency, opened_at), code);
create index cases_list_urgent on cases (opened_at, code) where urgency = 'urgent';
create index cases_list_unfinished on cases (opened_at, code) where status <> 'closed';
create index cases_list_running_due on cases (due_at, code) where status not in ('resolved', 'closed');
create index cases_list_overdue on cases (opened_at, code) where overdue;
create index cases_list_supervised on cases (opened_at, code) where supervised;
create index cases_list_confidential on cases (office, opened_at) where confidential;
create index cases_list_area on cases (area, opened_at);
create index cases_list_category on cases (category, opened_at);
create index cases_list_channel on cases (channel, opened_at);
create index cases_list_outcome on cases (outcome, opened_at);
create index case_events_reopened on case_events (case_id) where type = 'reopened';
create index case_events_filed on case_events (by, case_id) where seq = 0;

-- Of whom somebody's sight is made up.
create index areas_parent on areas (parent);
create index staff_office on staff (office);
create index group_members_member on group_members (member);

-- Filters of the ledger that a user keeps under a name; `query` as in the page's address.
create table views (
  login text not null references users on delete cascade,
  name text not null,
  query text not null,
  created_at timestamptz not null,
  primary key (login, name)
);

-- Pictures of what was done. `name` is made here; what the file was called says nothing and may tell of people.
create table attachments (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references cases on delete cascade,
  name text not null,
  mime text not null check (mime in ('image/jpeg', 'image/png', 'image/webp')),
  bytes bytea not null,
  by text not null,
  at timestamptz not null
);
create index attachments_case on attachments (case_id, at);
