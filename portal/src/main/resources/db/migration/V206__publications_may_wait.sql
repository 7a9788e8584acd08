-- The cluster may be away for a while: that is no failure that a person must look at.
alter table ban_publication drop constraint ban_publication_state_check;
alter table ban_publication add check (state in ('ENFORCED', 'WAITING', 'FAILED'));
comment on column ban_publication.version is 'that was read back last; 0 for none';
comment on column ban_publication.at is 'since when it is so';
