-- Everything of the first release. Instants are microseconds since 1970, ids are bigint, JSON is opaque.
-- Free texts and names stand in `texts` and `people` alone, so that they can be blanked.
-- `integer primary key` makes the id the row's own place: no index beside it.

create table meta (
  name text not null primary key,
  value text not null
);
-- The lineage of this log; below 2^53, so that every client can hold it.
insert into meta (name, value) values ('log', cast(abs(random()) % 9007199254740990 + 1 as text));

create table organisations (
  id integer not null primary key,
  name text not null,
  time_zone text not null
);

create table events (
  organisation bigint not null,
  position bigint not null check (position > 0),
  ticket bigint,
  version bigint check (version > 0),
  type text not null,
  at bigint not null,
  -- Who: a person's id, or -1 dispatch, -2 wheel, -3 system, -4 alarm.
  actor bigint not null,
  occurred_at bigint,
  body text not null,
  primary key (organisation, position)
);
create unique index events_by_ticket on events (ticket, version) where ticket is not null;

create table tickets (
  id integer not null primary key,
  organisation bigint not null,
  day bigint not null,
  serial bigint not null,
  version bigint not null,
  state_version bigint not null,
  live boolean not null,
  shown text not null,
  priority bigint not null,
  engineer bigint,
  offered_to bigint,
  group_id bigint,
  reporter bigint,
  category bigint not null,
  zone bigint not null,
  opened_at bigint not null,
  ended_at bigint,
  summary bigint not null,
  state text not null
);
create unique index tickets_by_number on tickets (organisation, day, serial);
create index tickets_by_opening on tickets (organisation, opened_at, id);
create index tickets_live on tickets (organisation) where live;
create index tickets_ended on tickets (organisation, ended_at) where ended_at is not null;

create table deadlines (
  organisation bigint not null,
  ticket bigint not null,
  kind bigint not null,
  due bigint not null,
  set_by bigint not null,
  primary key (organisation, ticket, kind)
) without rowid;
create index deadlines_by_due on deadlines (due);

create table deliveries (
  organisation bigint not null,
  offer bigint not null,
  ticket bigint not null,
  person bigint not null,
  primary key (organisation, offer)
) without rowid;

create table device_gots (
  organisation bigint not null,
  offer bigint not null,
  device bigint not null,
  got_at bigint not null,
  primary key (organisation, offer, device)
) without rowid;

create table texts (
  id integer not null primary key,
  organisation bigint not null,
  ticket bigint,
  text text not null
);
create index texts_by_ticket on texts (ticket) where ticket is not null;

create table decisions (
  id integer not null primary key,
  organisation bigint not null,
  ticket bigint not null,
  body text not null
);

-- Every committed entry, as long as somebody may ask what became of it.
create table entries (
  id integer not null primary key,
  organisation bigint not null,
  last_position bigint not null,
  at bigint not null
);

create table request_keys (
  -- The entry that used it: in order of time, for the sweep.
  entry integer not null primary key,
  organisation bigint not null,
  caller bigint not null,
  key text not null,
  request_hash text not null,
  ticket bigint,
  version bigint not null,
  expires_at bigint not null
);
create unique index request_keys_by_key on request_keys (organisation, caller, key);

create table directory_rows (
  organisation bigint not null,
  kind text not null,
  id bigint not null,
  version bigint not null,
  body text not null,
  primary key (organisation, kind, id, version)
) without rowid;

create table people (
  organisation bigint not null,
  id bigint not null,
  account bigint not null,
  name text not null,
  phone text,
  primary key (organisation, id)
) without rowid;
create index people_by_account on people (account);

create table duty (
  organisation bigint not null,
  person bigint not null,
  duty text not null,
  position bigint not null,
  primary key (organisation, person)
) without rowid;

create table accounts (
  id integer not null primary key,
  phone text not null unique,
  password_hash text,
  enabled boolean not null
);

create table logins (
  id integer not null primary key,
  organisation bigint not null,
  account bigint not null references accounts (id),
  person bigint not null,
  token_hash text not null unique,
  created_at bigint not null,
  expires_at bigint not null
);
create index logins_by_account on logins (account);

create table fold_memories (
  organisation bigint not null,
  fold text not null,
  position bigint not null,
  body text not null,
  primary key (organisation, fold)
) without rowid;

create table audit (
  entry integer not null primary key,
  organisation bigint not null,
  at bigint not null,
  person bigint,
  action text not null,
  ticket bigint,
  detail text not null
);
create index audit_by_organisation on audit (organisation, at);
