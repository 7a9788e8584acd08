-- Hosts outside the cluster that drop packets, and what each has reported.
create table ban_host (
  name          text primary key,
  group_name    text not null,
  token_sha256  text not null unique,
  created_at    timestamptz not null,
  seen_at       timestamptz,
  version       bigint,
  digest        text,
  state         text,
  message       text,
  backend       text,
  agent         text,
  singles       int,
  networks      int,
  took          int,
  alerted       boolean not null default false
);
comment on column ban_host.took is 'milliseconds of the last change';
comment on column ban_host.alerted is 'whether ops were told that it is silent';
comment on column ban_host.version is 'of the list that it enforces';

-- What the cluster was told, by output.
create table ban_publication (
  output   text primary key,
  version  bigint not null,
  digest   text not null,
  at       timestamptz not null,
  state    text not null check (state in ('ENFORCED', 'FAILED')),
  message  jsonb,
  warnings jsonb not null default '[]'
);
grant select, insert, update, delete on ban_host, ban_publication to "${app-role}";
