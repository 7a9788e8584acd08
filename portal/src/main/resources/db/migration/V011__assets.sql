create sequence asset_number;
create table asset (
  id          uuid primary key,
  number      bigint not null unique default nextval('asset_number'),
  type        text not null,
  title       text not null,
  form        jsonb not null,
  made_by     text not null,
  owner_kind  text not null check (owner_kind in ('PERSON', 'TEAM')),
  owner_name  text not null,
  state       text not null check (state in ('FORMING', 'ACTIVE', 'ENDED')),
  created_at  timestamptz not null,
  ends_at     timestamptz,
  ended_at    timestamptz,
  checked_at  timestamptz,
  drift       jsonb not null default '[]',
  flag        jsonb,
  version     bigint not null
);
create index asset_by_owner on asset (owner_kind, owner_name, state);
create index asset_by_end on asset (ends_at) where state <> 'ENDED' and ends_at is not null;
create index asset_by_check on asset (checked_at nulls first) where state = 'ACTIVE';

-- What an asset stands for in other systems, in the order in which it was made.
create table asset_resource (
  asset_id   uuid not null references asset,
  position   int not null,
  system     text not null,
  kind       text not null,
  name       text not null,
  attributes jsonb not null,
  link       text,
  primary key (asset_id, system, kind, name)
);
create index asset_resource_by_key on asset_resource (system, kind, name);

-- What was there when the portal first touched a resource; gone once no asset holds it any more.
create table held_resource (
  system     text not null,
  kind       text not null,
  name       text not null,
  was_there  boolean not null,
  attributes jsonb not null,
  primary key (system, kind, name)
);
grant usage on sequence asset_number to "${app-role}";
grant select, insert, update on asset to "${app-role}";
grant select, insert, update, delete on asset_resource, held_resource to "${app-role}";
