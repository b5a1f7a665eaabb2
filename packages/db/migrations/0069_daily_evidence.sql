-- What an institution writes down day by day: of a person there, a place, a kind of supplies, a case or a duty. Which
-- fields a ledger has is data of the application; here each carries how often it was written and by whom last.
create table entry (
  id uuid primary key,
  unit text not null references unit,
  ledger text not null,
  on_day date not null,
  person uuid,
  -- the place, the supplies or the activity; nothing where it is a person or a case of its own
  subject text not null default '',
  -- which reading of the day, or the entry itself where there may be any number
  turn text not null,
  fields jsonb not null,
  -- what people wrote in words of their own, and the reason of a correction
  texts_sealed bytea,
  -- the fields that hold something and the options chosen, without a number or a word
  told text[] not null,
  version int not null check (version > 0),
  struck_at timestamptz,
  made_by text not null,
  made_at timestamptz not null default office_now(),
  changed_by text not null,
  changed_at timestamptz not null default office_now(),
  -- whoever a person turns out to be, what was written of them goes along
  foreign key (person, unit) references person_card (person, unit) on update cascade on delete cascade
);
create unique index entry_stands_once on entry (unit, ledger, on_day, person, subject, turn)
  nulls not distinct where struck_at is null;
create index on entry (ledger, on_day);
create index on entry (person, unit);

-- As it was after each writing.
create table entry_history (
  entry uuid not null references entry on delete cascade,
  version int not null,
  unit text not null,
  fields jsonb not null,
  texts_sealed bytea,
  struck boolean not null,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (entry, version)
);

-- Nothing that was written is lost, what was struck out stays so, and nobody says that it was done at another time. What is not
-- written anew may only follow a card to another person and be sealed under another key.
create function entry_keeps_its_past() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    new.made_at := office_now();
  else
    if new.fields is not distinct from old.fields and new.struck_at is not distinct from old.struck_at then
      if (new.version, new.told, new.changed_by) is distinct from (old.version, old.told, old.changed_by) then
        raise exception 'nothing was written' using errcode = 'AN009';
      end if;
      return new;
    end if;
    if old.struck_at is not null then
      raise exception 'the entry is struck out' using errcode = 'AN009';
    end if;
    if new.version <> old.version + 1 then
      raise exception 'the entry was written meanwhile' using errcode = 'AN009';
    end if;
  end if;
  if new.struck_at is not null then
    new.struck_at := office_now();
  end if;
  new.changed_at := office_now();
  return new;
end $$;
create trigger entry_keeps_its_past before insert or update on entry
  for each row execute function entry_keeps_its_past();

create function entry_is_remembered() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  insert into entry_history (entry, version, unit, fields, texts_sealed, struck, changed_by, changed_at)
  values (new.id, new.version, new.unit, new.fields, new.texts_sealed, new.struck_at is not null, new.changed_by, new.changed_at)
  on conflict do nothing;
  return null;
end $$;
create trigger entry_is_remembered after insert or update on entry
  for each row execute function entry_is_remembered();

-- What is settled about ledgers: thresholds, how often something is done, the places of a house; each with its source.
create table evidence_setting (
  id uuid primary key,
  unit text not null references unit,
  setting jsonb not null,
  source text not null check (source <> ''),
  valid_from date not null,
  made_by text not null,
  made_at timestamptz not null default office_now()
);
create index on evidence_setting (unit, valid_from);

alter table entry enable row level security;
alter table entry force row level security;
create policy a_definer on entry to current_user using (current_user <> session_user);
create policy within_scope on entry using (unit in (select units_in_scope()));
alter table entry_history enable row level security;
alter table entry_history force row level security;
create policy a_definer on entry_history to current_user using (current_user <> session_user);
create policy within_scope on entry_history using (unit in (select units_in_scope()));
alter table evidence_setting enable row level security;
alter table evidence_setting force row level security;
create policy a_definer on evidence_setting to current_user using (current_user <> session_user);
create policy within_scope on evidence_setting using (unit in (select units_in_scope()));
create policy settled_above on evidence_setting for select using (unit in (select units_above_scope()));

-- The settings that hold at each of these units: its own and those of what stands above it today.
create function evidence_settings_at(p_units text[]) returns table (at text, unit text, setting jsonb, valid_from date)
  stable language sql security definer set search_path = public, pg_temp as $$
  select r.unit, s.unit, s.setting, s.valid_from
    from (select u, u from unnest(p_units) u
          union all
          select unit, above from unit_reach
           where unit = any (p_units) and from_day <= office_today()
             and (until_day is null or office_today() < until_day)) r (unit, above)
    join evidence_setting s on s.unit = r.above
   where r.unit in (select units_in_scope())
   order by s.valid_from, s.made_at
$$;
