-- The wall's charts in plain SQL over the table `events`. Each statement begins with its name; `local_day` and
-- `local_minute` are given by whoever runs them: SQL knows no time zones. Read by count.py, or by a person.

-- log: one organisation's events.
create temp table log as
  select position, ticket, version, type, at, coalesce(occurred_at, at) as occurred, local_day(at) as day, body
  from events where organisation = :organisation;

-- by_ticket: in its order.
create index temp.log_by_ticket on log (ticket, version);

-- opened: every report.
create temp table opened as
  select ticket, at, day, local_minute(at) as minute, json_extract(body, '$.channel') as channel,
    json_extract(body, '$.department') as department
  from log where type = 'opened';

-- present: category and system as they are now.
create temp table present as
  select ticket, json_extract(body, '$.category') as category, json_extract(body, '$.system') as system
  from (select *, row_number() over (partition by ticket order by version desc) as nth
        from log where type in ('opened', 'reclassified'))
  where nth = 1;

-- ends: every event that ends a ticket or gives it another life, with the one after it.
create temp table ends as
  select ticket, version, type, at, occurred, day, body,
    lead(type) over of_ticket as next_type, lead(body) over of_ticket as next_body,
    lead(version) over of_ticket as next_version
  from log
  where type in ('completed', 'withdrawn', 'marked_unresolved', 'merged', 'reopened', 'split', 'revived')
  window of_ticket as (partition by ticket order by version);

-- categories: each with its kind and its ancestor below the root.
create temp table categories as
  with rows as (
    select id, json_extract(body, '$.parent') as parent, json_extract(body, '$.kind') as kind
    from (select *, row_number() over (partition by id order by version desc) as nth
          from directory_rows where organisation = :organisation and kind = 'category')
    where nth = 1
  ), recursive_path(id, kind, branch, parent) as (
    select id, kind, id, parent from rows
    union all
    select path.id, path.kind, up.id, up.parent from recursive_path path join rows up on up.id = path.parent
    where up.parent is not null
  )
  select id, kind, branch from recursive_path as path
  where parent is null or parent in (select id from rows where parent is null);

-- owning: who has it, event by event: an engineer (o), nobody while it lives (w), nobody for it has ended (e).
create temp table owning as
  select ticket, version, at,
    case when type in ('accepted', 'reinstated') then 'o'
      when type in ('completed', 'withdrawn', 'marked_unresolved', 'merged') then 'e' else 'w' end as state,
    case type when 'accepted' then json_extract(body, '$.engineer')
      when 'reinstated' then json_extract(body, '$.owner.engineer') end as engineer,
    row_number() over (partition by ticket order by version desc) as nth
  from log
  where type in ('opened', 'accepted', 'reinstated', 'returned', 'released', 'reopened', 'split', 'revived',
    'completed', 'withdrawn', 'marked_unresolved', 'merged');

-- span: the last moment, the first day, the last day that an event was of, the last day that turned.
select max(at), min(day), max(day),
  max(case when type = 'day_turned' then
    substr(json_extract(body, '$.day'), 1, 4) || '-' || substr(json_extract(body, '$.day'), 5, 2) || '-'
      || substr(json_extract(body, '$.day'), 7, 2) end)
from log;

-- category_shares: chart 1, reports by category, today and this week.
select categories.branch, count(*) filter (where opened.day = :today), count(*)
from opened join present using (ticket) join categories on categories.id = present.category
where opened.day >= :monday group by categories.branch;

-- system_shares: chart 2, software faults by system, today and this week.
select present.system, count(*) filter (where opened.day = :today), count(*)
from opened join present using (ticket) join categories on categories.id = present.category
where opened.day >= :monday and categories.kind = 'software' group by present.system;

-- department_shares: chart 3, reports by department.
select department, count(*) filter (where day = :today), count(*)
from opened where day >= :monday group by department;

-- engineers: chart 4, completed today and still so, and in hand now.
select engineer, sum(completed), sum(in_hand) from (
  select json_extract(body, '$.engineer') as engineer, 1 as completed, 0 as in_hand
  from ends where type = 'completed' and next_type is null and day = :today
  union all
  select engineer, 0, 1 from owning where nth = 1 and state = 'o'
) where engineer is not null group by engineer;

-- days: charts 5 to 7, the reports of each day and what became of them before its end.
select opened.day, count(*),
  count(*) filter (where categories.kind = 'hardware'), count(*) filter (where categories.kind = 'software'),
  count(*) filter (where channel = 'phone'), count(*) filter (where channel in ('page', 'mini_program', 'wechat')),
  count(*) filter (where channel in ('api', 'alarm', 'mail')),
  count(*) filter (where (
    select type from ends where ends.ticket = opened.ticket and ends.day = opened.day
    order by version desc limit 1) = 'completed'),
  count(*) filter (where exists (
    select 1 from log where log.ticket = opened.ticket and log.type = 'deadline_missed' and log.day = opened.day))
from opened join present using (ticket) left join categories on categories.id = present.category
group by opened.day;

-- accept_seconds: from opening to the first acceptance before any reopening, where that was today.
select (first.at - opened.at) / 1000000
from opened join log as first on first.ticket = opened.ticket and first.version = (
  select min(version) from log where log.ticket = opened.ticket and type = 'accepted')
where first.day = :today and not exists (
  select 1 from ends where ends.ticket = opened.ticket and type = 'reopened' and version < first.version);

-- respond_seconds: the same to the first arrival, or completion or giving up without one that was not undone.
select max((first.occurred - opened.at) / 1000000, 0)
from opened join log as first on first.ticket = opened.ticket and first.version = (
  select min(log.version) from log left join ends on ends.ticket = log.ticket and ends.version = log.version
  where log.ticket = opened.ticket and (log.type = 'arrived' or (
    log.type in ('completed', 'marked_unresolved') and not (
      coalesce(ends.next_type, '') = 'revived' and exists (
        select 1 from json_each(ends.next_body, '$.clocks') where value = 'respond')))))
where first.day = :today and not exists (
  select 1 from ends where ends.ticket = opened.ticket and type = 'reopened' and version < first.version);

-- resolve_seconds: from opening to the completions of today that stand.
select max((ends.occurred - opened.at) / 1000000, 0)
from ends join opened using (ticket)
where ends.type = 'completed' and ends.next_type is null and ends.day = :today;

-- completed_today: as the calm figure says it.
select count(*) from ends where type = 'completed' and next_type is null and day = :today;

-- unassigned: how many, and since when the longest waits: without an owner since, rings in between not counting.
select count(*), min(since) from (
  select (select min(at) from owning as run where run.ticket = owning.ticket and run.version > coalesce((
      select max(version) from owning as had where had.ticket = owning.ticket and had.state <> 'w'), 0)) as since
  from owning where nth = 1 and state = 'w' and coalesce((
    select type from log where log.ticket = owning.ticket
      and type in ('offered', 'accepted', 'declined', 'lapsed', 'revoked', 'quarantined', 'completed', 'withdrawn',
        'marked_unresolved', 'merged')
    order by version desc limit 1), '') <> 'offered');

-- in_progress: live and not unassigned.
select count(*) from owning where nth = 1 and (state = 'o' or (state = 'w' and (
    select type from log where log.ticket = owning.ticket
      and type in ('offered', 'accepted', 'declined', 'lapsed', 'revoked', 'quarantined', 'completed', 'withdrawn',
        'marked_unresolved', 'merged')
    order by version desc limit 1) = 'offered'));

-- overdue: how many live with a target missed and not met, and since when the longest is without a break.
with recursive living as (
  select ticket, max(case when state <> 'e' then version end) as last from owning group by ticket
  having max(case when nth = 1 then state end) <> 'e'
), stretch as (
  -- Since when it lives, and since when its clocks run.
  select living.ticket,
    coalesce((select max(version) from ends where ends.ticket = living.ticket
      and type in ('reopened', 'split', 'revived')), 1) as lives,
    coalesce((select max(version) from ends where ends.ticket = living.ticket and type = 'reopened'), 1) as clocks
  from living
), missed as (
  select stretch.ticket, max(log.version, stretch.lives) as start, coalesce((
      select min(met.version) from log as met where met.ticket = log.ticket and met.version > stretch.clocks
        and met.type = case json_extract(log.body, '$.target') when 'accept' then 'accepted'
          when 'respond' then 'arrived' end), 9223372036854775807) as stop
  from stretch join log on log.ticket = stretch.ticket and log.version > stretch.clocks
  where log.type = 'deadline_missed'
), chain(ticket, start) as (
  select ticket, min(start) from missed where stop = 9223372036854775807 group by ticket
  union
  select missed.ticket, missed.start from chain join missed on missed.ticket = chain.ticket
  where missed.start < chain.start and missed.stop > chain.start
)
select count(distinct chain.ticket), min(log.at)
from chain join log on log.ticket = chain.ticket and log.version = chain.start;
