-- Who came in at a gate, beside what was checked of them: so that it can be traced who was in the house, and when they left.
create table gate_person (
  passage uuid primary key references gate_passage,
  unit text not null references unit,
  came text not null check (came in ('visitor', 'staff', 'delivery', 'other')),
  name_sealed bytea not null,
  phone_sealed bytea,
  phone_index bytea,
  id_sealed bytea,
  id_index bytea,
  -- to whom, or what for
  purpose_sealed bytea not null,
  made_by text not null,
  in_at timestamptz not null default office_now(),
  out_by text,
  out_at timestamptz,
  check ((phone_sealed is null) = (phone_index is null)),
  check ((id_sealed is null) = (id_index is null)),
  check (num_nulls(out_by, out_at) in (0, 2))
);
create index on gate_person (unit, in_at);
create index on gate_person (unit) where out_at is null;
create index on gate_person (phone_index);

alter table gate_person enable row level security;
alter table gate_person force row level security;
create policy a_definer on gate_person to current_user using (current_user <> session_user);
create policy within_scope on gate_person using (unit in (select units_in_scope()));

-- Nobody says that somebody came or left at another time, and who left has left.
create function comer_keeps_their_times() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    new.in_at := office_now();
    if new.out_at is not null then
      raise exception 'whoever comes in is inside' using errcode = 'AN009';
    end if;
  elsif old.out_at is null and new.out_at is not null then
    new.out_at := office_now();
  elsif new.out_at is distinct from old.out_at or new.out_by is distinct from old.out_by then
    raise exception 'they have left' using errcode = 'AN009';
  end if;
  return new;
end $$;
create trigger comer_keeps_their_times before insert or update on gate_person
  for each row execute function comer_keeps_their_times();

-- What a gate keeps of somebody who asks for it: what stands under their phone, and under no other number than theirs. Only for
-- a copy that was granted, in the scope of its unit.
create function copy_of_gate(p_request uuid, p_numbers bytea[], p_phones bytea[]) returns jsonb stable language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  v_office text;
begin
  select office into v_office from privacy_request where id = p_request and kind = 'copy' and state = 'done';
  perform refuse_out_of_scope(v_office);
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
             'passage', passage, 'unit', unit, 'came', came, 'inAt', in_at, 'outAt', out_at,
             'name', encode(name_sealed, 'hex'), 'phone', encode(phone_sealed, 'hex'), 'id', encode(id_sealed, 'hex'),
             'purpose', encode(purpose_sealed, 'hex')) order by in_at), '[]')
      from gate_person
     where unit = v_office and phone_index = any (p_phones) and (id_index is null or id_index = any (p_numbers)));
end $$;

-- What is erased because its people ask: never of somebody who is still inside.
create function erase_comer(p_passage uuid) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  v_person gate_person;
begin
  select * into v_person from gate_person where passage = p_passage for update;
  perform refuse_out_of_scope(v_person.unit);
  if v_person.out_at is null then
    raise exception 'somebody who is inside' using errcode = 'AN008';
  end if;
  delete from gate_person where passage = p_passage;
end $$;

-- What the ledgers tell of a day goes once it is over its time, and who came in on it as well.
create function purge_entries(p_ends jsonb, p_limit int) returns bigint language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  v_entries bigint;
  v_people bigint;
begin
  delete from entry where id in (
    with settled as materialized (
      select id, kept_from(prefecture_of(id), 'evidence') as day from unit
       where exists (select from entry where entry.unit = unit.id))
    select entry.id from entry join settled on settled.id = entry.unit
     where entry.on_day < settled.day and entry_goes(entry, p_ends, settled.day) limit p_limit);
  get diagnostics v_entries = row_count;
  delete from gate_person where passage in (
    with settled as materialized (
      select id, kept_from(prefecture_of(id), 'evidence') as day from unit
       where exists (select from gate_person where gate_person.unit = unit.id))
    select passage from gate_person join settled on settled.id = gate_person.unit
     where (in_at at time zone 'Asia/Shanghai')::date < settled.day limit p_limit);
  get diagnostics v_people = row_count;
  return v_entries + v_people;
end $$;
