-- What is held back of a list is its losses or its additions: all else goes on, and is not compiled again until
-- something changes.
alter table ban_list add column looked_through bigint;
comment on column ban_list.looked_through is 'the last ban_change that was looked at; null where all must be compiled anew';
update ban_list set looked_through = through;
