-- What can never be banned. Those of the configuration are not here.
create table protected_network (
  network  inet not null,
  source   text not null check (source in ('REQUEST', 'CLUSTER')),
  owner    text not null,
  reason   text not null,
  since    timestamptz not null,
  primary key (network, source)
);
grant select, insert, update, delete on protected_network to "${app-role}";
