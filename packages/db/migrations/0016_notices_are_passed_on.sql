-- A notice passed on by a bureau to a unit below it, under a document of its own; and whether that unit has read it.
create table notice_forwarding (
  id uuid primary key,
  -- the short name of the notice, of the house or entered in the portal
  notice text not null,
  unit text not null references unit,
  recipient text not null references unit,
  number text not null check (number <> ''),
  on_day date not null,
  note text not null default '',
  made_by text not null,
  made_at timestamptz not null default office_now(),
  read_at timestamptz,
  read_by text,
  read_note text,
  urged_at timestamptz,
  urged_by text,
  unique (notice, unit, recipient),
  check (unit <> recipient),
  check (num_nulls(read_at, read_by, read_note) in (0, 3)),
  check (num_nulls(urged_at, urged_by) in (0, 2))
);
create index on notice_forwarding (recipient) where read_at is null;

-- What was read stays read, and when is for the office to say.
create function forwarding_is_read_once() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if old.read_at is not null then
    raise exception 'the notice is read already' using errcode = 'AN009';
  end if;
  if new.read_at is not null then
    new.read_at := office_now();
  end if;
  return new;
end $$;
create trigger forwarding_is_read_once before update on notice_forwarding
  for each row execute function forwarding_is_read_once();

alter table notice_forwarding enable row level security;
alter table notice_forwarding force row level security;
create policy a_definer on notice_forwarding to current_user using (current_user <> session_user);
create policy within_scope on notice_forwarding using (unit in (select units_in_scope()));
create policy received on notice_forwarding for select using (recipient in (select units_in_scope()));
create policy confirmed on notice_forwarding for update using (recipient in (select units_in_scope()));
