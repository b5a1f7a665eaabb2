-- A certificate an entry names, as a photo or a document: sealed, never changed, and gone with its entry.
create table entry_file (
  id uuid primary key,
  entry uuid not null references entry on delete cascade,
  unit text not null references unit,
  -- the field of the ledger it belongs to
  field text not null,
  type text not null check (type in ('application/pdf', 'image/jpeg', 'image/png')),
  size int not null check (size > 0),
  bytes_sealed bytea not null,
  made_by text not null,
  made_at timestamptz not null default office_now()
);
create index on entry_file (entry);

alter table entry_file enable row level security;
alter table entry_file force row level security;
create policy a_definer on entry_file to current_user using (current_user <> session_user);
create policy within_scope on entry_file using (unit in (select units_in_scope()));
create trigger made_now before insert on entry_file for each row execute function made_now();
