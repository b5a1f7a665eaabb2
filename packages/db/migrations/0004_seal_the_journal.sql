-- Entries are sealed into a hash chain after they are committed, so that no writer waits for the chain. An entry knows
-- the transaction that wrote it: below the oldest one still running nothing can be added any more, and the order
-- (transaction, entry) is final.
alter table journal_entry add column xact xid8 not null default pg_current_xact_id();
create index on journal_entry (xact, id);

create table journal_seal (
  seq bigint primary key check (seq > 0),
  entry bigint not null unique references journal_entry,
  hash bytea not null check (length(hash) = 32)
);

-- What can be sealed: after the last sealed entry, and written by transactions that are all over.
create function entries_to_seal(p_limit int) returns setof journal_entry stable language sql as $$
  select e.* from journal_entry e
   where (e.xact, e.id) > (select xact, id from (
           select last.xact, last.id from journal_seal s join journal_entry last on last.id = s.entry
            order by s.seq desc limit 1) tail union all select '0'::xid8, 0 limit 1)
     and e.xact < pg_snapshot_xmin(pg_current_snapshot())
   order by e.xact, e.id limit p_limit
$$;
