-- A notice entered in the portal. What is approved is the pack, by its hash: clauses and rules as data, and the words they use.
create table notice_draft (
  id uuid primary key,
  unit text not null references unit,
  -- the short name its clauses begin with
  notice text not null check (notice ~ '^[A-Z][A-Z0-9]{1,15}$'),
  text text not null,
  pack jsonb not null,
  words jsonb not null,
  hash bytea not null,
  state text not null default 'draft' check (state in ('draft', 'checked', 'approved', 'superseded', 'dropped')),
  made_by text not null,
  made_at timestamptz not null default office_now(),
  -- whoever wrote in it
  changed_by text[] not null,
  checked_by text,
  checked_at timestamptz,
  approved_by text,
  approved_at timestamptz,
  in_force_from timestamptz,
  superseded_by uuid references notice_draft,
  version int not null default 1,
  check (pack -> 'notice' ->> 'id' = notice),
  check (case state when 'draft' then checked_at is null when 'dropped' then true else checked_at is not null end),
  check ((checked_at is null) = (checked_by is null)),
  check ((state in ('approved', 'superseded')) = (approved_at is not null)),
  check ((approved_at is null) = (approved_by is null) and (approved_at is null) = (in_force_from is null)),
  check ((state = 'superseded') = (superseded_by is not null)),
  check (in_force_from >= approved_at),
  -- four eyes: who approves wrote none of it
  check (approved_by <> made_by and not approved_by = any (changed_by))
);
create index on notice_draft (unit, made_at);
-- a draft dropped leaves its name to another
create unique index notice_draft_name on notice_draft (notice) where state <> 'dropped';

-- What was checked is what is approved, and what was approved stays as it is: a change after the check makes a draft again.
create function notice_keeps_its_word() returns trigger language plpgsql as $$
begin
  new.hash := sha256(convert_to(new.pack::text || new.words::text, 'UTF8'));
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then raise exception 'a notice begins as a draft' using errcode = 'check_violation'; end if;
    return new;
  end if;
  if old.approved_at is not null and (
    row(new.unit, new.notice, new.text, new.hash, new.made_by, new.made_at, new.changed_by, new.checked_by, new.checked_at, new.approved_by, new.approved_at, new.in_force_from)
      is distinct from
    row(old.unit, old.notice, old.text, old.hash, old.made_by, old.made_at, old.changed_by, old.checked_by, old.checked_at, old.approved_by, old.approved_at, old.in_force_from)
    or old.state = 'superseded') then
    raise exception 'an approved notice is not changed' using errcode = 'check_violation';
  end if;
  if old.state = 'dropped' then
    raise exception 'a dropped draft stays dropped' using errcode = 'check_violation';
  end if;
  if new.hash <> old.hash and new.state <> 'draft' then
    raise exception 'changed after the check' using errcode = 'check_violation';
  end if;
  if new.approved_at is not null and old.state = 'draft' then
    raise exception 'approved without a check' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger notice_keeps_its_word before insert or update on notice_draft
  for each row execute function notice_keeps_its_word();

alter table notice_draft enable row level security;
alter table notice_draft force row level security;
create policy a_definer on notice_draft to current_user using (current_user <> session_user);
create policy within_scope on notice_draft using (unit in (select units_in_scope()));

-- Notices bind everybody below, and are no secret: those in force are read by every process, whatever its scope.
create function enacted_notices() returns setof uuid stable language sql security definer
  set search_path = public, pg_temp as $$
  select id from notice_draft where in_force_from <= office_now() order by in_force_from, id
$$;

create function enacted_packs() returns table (pack jsonb, words jsonb, entered text) stable language sql
  security definer set search_path = public, pg_temp as $$
  select pack, words, to_char(in_force_from at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.US')
    from notice_draft where in_force_from <= office_now() order by in_force_from, id
$$;
