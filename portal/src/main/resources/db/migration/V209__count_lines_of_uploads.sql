-- Told beside a file, so that one sees that all of it has come.
alter table upload add column lines bigint not null default 0;
