-- What ended before, at hand for whoever mends it next: by whom it was reported for, by place, by system, and
-- which causes a kind of fault had. The two columns follow from the stored state, which is JSON to this
-- migration alone. Indexes of ended tickets only: a live one costs nothing.
alter table tickets add column system bigint;
alter table tickets add column cause bigint;
update tickets set
  system = json_extract(state, '$.system'),
  cause = json_extract(state, '$.end.completed.cause');
create index tickets_ended_by_reporter on tickets (organisation, reporter, ended_at) where ended_at is not null;
create index tickets_ended_by_zone on tickets (organisation, zone, ended_at) where ended_at is not null;
create index tickets_ended_by_system on tickets (organisation, system, ended_at)
  where ended_at is not null and system is not null;
create index tickets_ended_by_cause on tickets (organisation, category, ended_at, cause) where cause is not null;
