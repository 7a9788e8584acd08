-- Append-only: the application's role may add and read, nothing else. Each event's hash covers the one before it.
create table audit_event (
  number         bigint primary key,
  at             timestamptz not null,
  actor          text not null,
  action         text not null,
  type           text not null,
  title          text not null,
  request_number bigint,
  asset_number   bigint,
  detail         jsonb not null,
  previous       text not null,
  hash           text not null unique
);
create index audit_event_by_actor on audit_event (actor, number desc);
create index audit_event_by_asset on audit_event (asset_number, number desc);
create index audit_event_by_request on audit_event (request_number, number desc);
create index audit_event_by_type on audit_event (type, number desc);
create index audit_event_by_time on audit_event (at);
grant select, insert on audit_event to "${app-role}";
