-- Whom a message did not reach is phoned: when, by whom, and what came of it, kept and erased with the message.
alter table message add column called_at timestamptz, add column called_by text, add column call_note_sealed bytea;
-- no row has any of it yet
alter table message add constraint message_called_check check
  ((called_at is null) = (called_by is null) and (called_at is null) = (call_note_sealed is null)) not valid;
-- few are ever in it
-- squawk-ignore require-concurrent-index-creation
create index message_unreached on message (booking) where state in ('failed', 'noPhone') and called_at is null;
