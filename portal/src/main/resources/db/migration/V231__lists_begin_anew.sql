-- Whoever was told a version takes no older one. Where the database was set back, the next version is a whole list with
-- a number above all that may have been told since.
alter table ban_list add column above bigint, add column renumbered_at timestamptz;
comment on column ban_list.above is 'the next version is a whole list with a higher number; null: just the next';
comment on column ban_list.renumbered_at is 'when that was last asked for';
