create table team (
  path text primary key
);

grant select, insert, update, delete on team to "${app-role}";
