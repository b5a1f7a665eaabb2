-- How long what came in by a sheet can be taken back, and its lines are kept.
alter table privacy_setting drop constraint privacy_setting_kind_check;
alter table privacy_setting
  add constraint privacy_setting_kind_check check (kind in ('answerWithin', 'phone', 'parties', 'health', 'note', 'messages', 'reports', 'feedback', 'requests', 'deliveries', 'people', 'evidence', 'exportAlone', 'proofOfWork', 'revealsHourly', 'requestsDaily', 'keyDays', 'undoHours')) not valid;

-- A file somebody gave for a ledger of a unit: looked at, then written down, then perhaps taken back.
create table sheet (
  id uuid primary key,
  unit text not null references unit,
  ledger text not null,
  -- keyed: of a short file a plain hash would tell what stands in it
  file_hash bytea not null,
  heads_sealed bytea not null,
  counts jsonb not null,
  made_by text not null,
  made_at timestamptz not null default office_now(),
  confirmed_by text,
  confirmed_at timestamptz,
  undone_by text,
  undone_at timestamptz,
  check (num_nulls(confirmed_by, confirmed_at) in (0, 2)),
  check (num_nulls(undone_by, undone_at) in (0, 2)),
  check (undone_at is null or confirmed_at is not null)
);
create index on sheet (unit, ledger, made_at);

-- A line of it as it was typed, what was found, and what became of it.
create table sheet_line (
  sheet uuid not null references sheet on delete cascade,
  number int not null,
  unit text not null,
  cells_sealed bytea not null,
  verdict text not null check (verdict in ('new', 'changed', 'same', 'wrong', 'double')),
  -- column.problem
  problems text[] not null,
  -- the record it was written to, at which version, and how that stood before
  record uuid,
  version int,
  before_sealed bytea,
  primary key (sheet, number)
);

alter table sheet enable row level security;
alter table sheet force row level security;
create policy a_definer on sheet to current_user using (current_user <> session_user);
create policy within_scope on sheet using (unit in (select units_in_scope()));
alter table sheet_line enable row level security;
alter table sheet_line force row level security;
create policy a_definer on sheet_line to current_user using (current_user <> session_user);
create policy within_scope on sheet_line using (unit in (select units_in_scope()));

-- Until when a sheet can be taken back; one that was not written down is kept as long.
create function sheet_ends(p sheet) returns timestamptz stable language sql security definer
  set search_path = public, pg_temp as $$
  select coalesce(p.confirmed_at, p.made_at) + make_interval(hours => coalesce((
    select amount from privacy_setting
     where unit = prefecture_of(p.unit) and kind = 'undoHours' and valid_from <= office_today()
     order by valid_from desc, id desc limit 1), 24))
$$;

-- The lines hold people: they go once nothing can be taken back any more. What stays is that there was a sheet.
create function forget_sheets(p_limit int) returns bigint language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  v_gone bigint;
begin
  delete from sheet_line where (sheet, number) in (
    select l.sheet, l.number from sheet s join sheet_line l on l.sheet = s.id
     where s.undone_at is not null or sheet_ends(s) < office_now() limit p_limit);
  get diagnostics v_gone = row_count;
  return v_gone;
end $$;

-- Takes somebody back out of a unit, as if they had never been entered: where nothing has been changed of it since, and
-- nothing hangs on their card. Says whether it did.
create function take_back_member(p_membership uuid, p_version int) returns boolean language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  m membership;
  v_table regclass;
  v_hangs boolean;
begin
  select * into m from membership where id = p_membership and version = p_version and until is null for update;
  if m.id is null then
    return false;
  end if;
  perform refuse_out_of_scope(m.unit);
  if exists (select from member_transfer where membership = m.id) then
    return false;
  end if;
  if exists (select from membership o where o.person = m.person and o.unit = m.unit and o.id <> m.id) then
    delete from membership where id = m.id;
    return true;
  end if;
  -- whatever a unit keeps of a person refers to their card
  for v_table in
    select conrelid::regclass from pg_constraint
     where confrelid = 'person_card'::regclass and contype = 'f' and conrelid <> 'membership'::regclass loop
    execute format('select exists (select from %s where person = $1 and unit = $2)', v_table)
      into v_hangs using m.person, m.unit;
    if v_hangs then
      return false;
    end if;
  end loop;
  delete from membership where id = m.id;
  delete from person_card where person = m.person and unit = m.unit;
  delete from person where id = m.person and not exists (select from person_card where person = m.person);
  return true;
end $$;
