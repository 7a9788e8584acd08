-- Files that were sent before the form that names them.
create table upload (
  id       uuid primary key,
  person   text not null,
  name     text not null,
  size     bigint not null,
  sha256   text not null,
  content  bytea not null,
  at       timestamptz not null
);
create index upload_by_person on upload (person, at);
-- They are packed where they can be by who reads them.
alter table upload alter column content set storage external;
grant select, insert, update, delete on upload to "${app-role}";
