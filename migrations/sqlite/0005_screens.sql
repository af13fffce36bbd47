-- When a wall screen was let in, by whom, and when it last renewed its login. Who is a screen, and its name,
-- the directory says; one that was given a password by hand has a row once it has been seen.
create table screens (
  organisation bigint not null,
  person bigint not null,
  paired_by bigint,
  paired_at bigint,
  seen_at bigint,
  primary key (organisation, person)
) without rowid;
-- Screens keep their logins for years: what has expired is found without looking through those.
create index logins_by_expiry on logins (expires_at);
