-- What each target is told to drop: its newest version, and how hosts get there from an earlier one.
create table ban_list (
  target       text primary key,
  version      bigint not null,
  digest       text not null,
  singles      int not null,
  networks     int not null,
  protected    int not null,
  through      bigint not null,
  compiled_at  timestamptz not null,
  halted       jsonb,
  held_back    text,
  let_through  text
);
comment on column ban_list.target is 'ingress or hosts/GROUP';
comment on column ban_list.through is 'the last ban_change that is in it';
comment on column ban_list.halted is 'why a newer version was not published';
comment on column ban_list.held_back is 'the digest of that newer version';
comment on column ban_list.let_through is 'the digest of the version that ops want published in spite of that';

create table ban_segment (
  target    text not null references ban_list on delete cascade,
  version   bigint not null,
  complete  boolean not null,
  header    text not null,
  digest    text not null,
  through   bigint not null,
  lines     bytea not null,
  primary key (target, version)
);
comment on column ban_segment.complete is 'whether it is a whole list, or what changed since the version before';
comment on column ban_segment.through is 'the last ban_change that is in it';
comment on column ban_segment.lines is 'gzip';

grant select, insert, update, delete on ban_list, ban_segment to "${app-role}";
