-- Entries of a feed that nobody outside can have are not banned, and counted.
alter table ban_feed add column skipped int not null default 0;
