-- Systems that ops took out of work for a while.
create table paused_system (
  name   text primary key,
  person text not null,
  at     timestamptz not null
);
grant select, insert, delete on paused_system to "${app-role}";
