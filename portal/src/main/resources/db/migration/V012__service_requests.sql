create sequence service_request_number;
create table service_request (
  id             uuid primary key,
  number         bigint not null unique default nextval('service_request_number'),
  type           text not null,
  verb           text not null,
  title          text not null,
  form           jsonb not null,
  requester      text not null,
  owner_kind     text not null check (owner_kind in ('PERSON', 'TEAM')),
  owner_name     text not null,
  asset_id       uuid references asset,
  state          text not null,
  undoing        boolean not null default false,
  lifetime       bigint,
  restarts_clock boolean not null,
  reason         text not null,
  policy         jsonb not null,
  plan_hash      text not null,
  message        jsonb,
  submitted_at   timestamptz not null,
  lapses_at      timestamptz,
  decided_at     timestamptz,
  started_at     timestamptz,
  ended_at       timestamptz,
  fence          bigint not null default 0,
  progress       bigint not null default 0,
  submission     text not null,
  search         text not null,
  version        bigint not null,
  unique (requester, submission)
);
comment on column service_request.lifetime is 'seconds, from when it is carried out; null: no end';
comment on column service_request.progress is 'counts the changes of its steps';
comment on column service_request.fence is 'raised by each worker that takes the request; a worker with an older one writes nothing';
create index service_request_by_requester on service_request (requester, number desc);
create index service_request_by_owner on service_request (owner_kind, owner_name, number desc);
create index service_request_by_state on service_request (state, number desc);
create index service_request_by_asset on service_request (asset_id);

-- The rows of the plan that was shown, with how far each is.
create table request_step (
  request_id  uuid not null references service_request,
  position    int not null,
  system      text not null,
  kind        text not null,
  name        text not null,
  action      text not null,
  changes     jsonb not null,
  notes       jsonb not null,
  state       text not null,
  attempts    int not null default 0,
  message     jsonb,
  started_at  timestamptz,
  ended_at    timestamptz,
  unreachable_since timestamptz,
  primary key (request_id, position)
);
create index request_step_by_key on request_step (system, kind, name);

-- What people said and decided, in the order of time.
create table request_note (
  id          uuid primary key,
  request_id  uuid not null references service_request,
  at          timestamptz not null,
  person      text not null,
  kind        text not null,
  body        text not null,
  plan_hash   text,
  lifetime    bigint,
  void        boolean not null default false
);
create index request_note_by_request on request_note (request_id, at);

-- One request at a time works on a resource.
create table resource_lock (
  system      text not null,
  kind        text not null,
  name        text not null,
  request_id  uuid not null references service_request,
  primary key (system, kind, name)
);
create index resource_lock_by_request on resource_lock (request_id);

grant usage on sequence service_request_number to "${app-role}";
grant select, insert, update on service_request, request_note to "${app-role}";
grant select, insert, update, delete on request_step, resource_lock to "${app-role}";
