-- People as last read from GitLab. Roles are not kept: they follow from the groups and the configuration.
create table person (
  id         bigint      primary key,
  username   text        not null unique check (username = lower(username)),
  name       text        not null,
  groups     text[]      not null,
  standing   text        not null check (standing in ('IN', 'BLOCKED', 'GONE')),
  first_seen timestamptz not null,
  read_at    timestamptz not null
);

create index person_groups on person using gin (groups);

grant select, insert, update, delete on person to "${app-role}";
