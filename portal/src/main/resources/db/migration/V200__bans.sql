-- What is banned, and why. A ban stands for its entries, of which there may be a million.
create table ban (
  id         bigint generated always as identity primary key,
  name       text not null unique,
  source     text not null check (source in ('REQUEST', 'FEED')),
  scope      text not null,
  reason     text not null,
  made_by    text not null,
  reference  text not null,
  since      timestamptz not null,
  ends_at    timestamptz,
  entries    int not null,
  digest     text not null
);
comment on column ban.name is 'of the resource that stands for it';
comment on column ban.scope is 'everywhere, ingress or hosts/GROUP';
comment on column ban.entries is 'how many networks there are, once they are put together';
create index ban_by_end on ban (ends_at) where ends_at is not null;

create table ban_entry (
  ban_id   bigint not null references ban on delete cascade,
  network  inet not null
);
create index ban_entry_by_ban on ban_entry (ban_id, network);
-- An address is looked up by the networks around it, of which there are no more than its bits.
create index ban_entry_by_network on ban_entry (network);

-- In the order of commits, so that what was compiled can go on from where it was.
create table ban_change (
  number  bigint generated always as identity primary key,
  ban_id  bigint not null,
  scope   text not null,
  added   boolean not null
);

create index ban_change_by_ban on ban_change (ban_id);

grant select, insert, update, delete on ban, ban_entry, ban_change to "${app-role}";
