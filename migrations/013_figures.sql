-- What the figures count of a case and its events tell: kept up by store/facts.ts with every save.
-- minutes from what was said to the first answer of an office, and to the last 办结 of a closed case
alter table cases add column answer_minutes integer;
alter table cases add column end_minutes integer;
-- its reporter's last word, and when it was given
alter table cases add column rated text check (rated in ('satisfied', 'dissatisfied'));
alter table cases add column rated_at timestamptz;
-- when it was last taken up again
alter table cases add column reopened_at timestamptz;
-- closed with a text that is no 无法解决, and never taken up again within seven days
alter table cases add column held boolean;

-- Of these cases all facts anew; null: of all cases.
create function refresh_facts(which uuid[]) returns void language sql as $$
  update cases c set
    answer_minutes = extract(epoch from f.answered_at - c.opened_at)::integer / 60,
    end_minutes = case when c.closed_at is not null then extract(epoch from c.resolved_at - c.opened_at)::integer / 60 end,
    rated = f.rated, rated_at = f.rated_at, reopened_at = f.reopened_at,
    held = c.status = 'closed' and btrim(coalesce(c.result, '')) <> '' and c.outcome is distinct from 'unsolvable' and not f.soon
  from (
    select case_id,
      -- An office's own: neither a kept answer nor the word of the reporter, which comes with a 满意 of the same moment.
      min(at) filter (where type in ('accepted', 'extended') or type = 'resolved' and by <> 'system' and not confirmed) as answered_at,
      (array_agg(type order by seq desc) filter (where type in ('satisfied', 'dissatisfied')))[1] as rated,
      max(at) filter (where type in ('satisfied', 'dissatisfied')) as rated_at,
      max(at) filter (where type = 'reopened') as reopened_at,
      bool_or(soon) as soon
    from (
      select case_id, seq, at, type, by,
        type = 'resolved' and coalesce((lead(type) over w, lead(by) over w, lead(at) over w) = ('satisfied', by, at), false) as confirmed,
        type = 'reopened' and coalesce(at <= max(at) filter (where type = 'resolved')
          over (partition by case_id order by seq rows unbounded preceding) + interval '7 days', false) as soon
      from case_events where which is null or case_id = any(which)
      window w as (partition by case_id order by seq)
    ) told group by case_id
  ) f
  where c.id = f.case_id
$$;
select refresh_facts(null);

-- One for each way in which a case comes to be counted, with all that is looked at, so that the table itself is not read.
create index cases_figures_opened on cases (opened_at)
  include (area, office, category, confidential, about, status, outcome, held, answer_minutes);
create index cases_figures_closed on cases (closed_at)
  include (area, office, category, confidential, about, opened_at, status, outcome, rated, end_minutes) where closed_at is not null;
create index cases_figures_rated on cases (rated_at)
  include (area, office, category, confidential, about, opened_at, status, rated) where rated_at is not null;
create index cases_figures_reopened on cases (reopened_at)
  include (area, office, category, confidential, about) where reopened_at is not null;
create index cases_figures_hand on cases (opened_at)
  include (area, office, category, confidential, about, overdue, due_at) where status in ('open', 'assigned', 'accepted');

-- The lists behind the figures, newest first.
create index cases_closed_opened on cases (opened_at, code) where status = 'closed';
create index cases_unsolvable on cases (opened_at, code) where outcome = 'unsolvable' and status = 'closed';
create index cases_dissatisfied on cases (opened_at, code) where rated = 'dissatisfied';
create index cases_waiting on cases (opened_at, code) include (area, office, category, confidential, about)
  where answer_minutes is null and status in ('open', 'assigned', 'accepted');
