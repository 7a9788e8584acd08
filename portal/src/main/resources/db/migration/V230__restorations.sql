-- When the database was set back, and to what: told to those whom it concerns once a portal runs on it again.
create table restoration (
  id            bigint generated always as identity primary key,
  at            timestamptz not null,
  made_at       timestamptz not null,
  audit_events  bigint,
  audit_head    text,
  told          boolean not null default false
);
comment on column restoration.made_at is 'what has happened between this and at is not known here';
grant select, update on restoration to "${app-role}";
