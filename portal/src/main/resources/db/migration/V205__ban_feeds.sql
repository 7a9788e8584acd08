-- Lists of others that are banned, and how each was read last.
create table ban_feed (
  name               text primary key,
  configured         text not null,
  scope              text not null,
  state              text not null check (state in ('READING', 'STOPPED', 'FAILED')),
  message            jsonb,
  attention          boolean not null default false,
  etag               text,
  last_modified      text,
  digest             text not null default '',
  entries            int not null default 0,
  unreadable         int not null default 0,
  read_at            timestamptz,
  changed_at         timestamptz,
  next_at            timestamptz not null,
  failures           int not null default 0,
  resumable          boolean not null default false,
  turn               bigint not null default 0,
  candidate          text,
  candidate_entries  int,
  candidate_lines    bytea,
  accepted           text
);
comment on column ban_feed.configured is 'a digest of how it is read: validators are good for that only';
comment on column ban_feed.scope is 'where its ban holds';
comment on column ban_feed.attention is 'whether ops were told, and not yet that it is over';
comment on column ban_feed.resumable is 'whether all changes that CrowdSec told are in ban_decision';
comment on column ban_feed.turn is 'counts the reads: what came of an earlier one is left aside';
comment on column ban_feed.candidate is 'the digest of what is held back, if ops may accept it';
comment on column ban_feed.candidate_lines is 'what is held back, a network on a line, and its end where it has one; gzip';
comment on column ban_feed.accepted is 'the digest of what ops accepted last';

-- What CrowdSec decided. Each ends by itself, whether CrowdSec is there or not.
create table ban_decision (
  feed   text not null references ban_feed on delete cascade,
  value  inet not null,
  until  timestamptz not null,
  primary key (feed, value)
);
create index ban_decision_by_end on ban_decision (feed, until);

grant select, insert, update, delete on ban_feed, ban_decision to "${app-role}";
