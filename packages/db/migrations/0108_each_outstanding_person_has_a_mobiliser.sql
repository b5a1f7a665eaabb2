-- Who of the staff speaks with somebody until they are vaccinated, one to one (DX-3.7.2), known as a dose is.
create table vaccination_mobiliser (
  id uuid primary key,
  person uuid not null,
  unit text not null,
  mobiliser text not null references staff_user,
  made_by text not null,
  known_from timestamptz not null default office_now(),
  known_until timestamptz,
  foreign key (person, unit) references person_card (person, unit) on update cascade on delete cascade
);
create index on vaccination_mobiliser (person, unit);
create index on vaccination_mobiliser (mobiliser);
create unique index one_mobiliser_now on vaccination_mobiliser (person, unit) where known_until is null;
create trigger known_from_now before insert on vaccination_mobiliser for each row execute function known_from_now();
create trigger known_until_now before update of known_until on vaccination_mobiliser
  for each row execute function known_until_now();
alter table vaccination_mobiliser enable row level security;
alter table vaccination_mobiliser force row level security;
create policy a_definer on vaccination_mobiliser to current_user using (current_user <> session_user);
create policy within_scope on vaccination_mobiliser using (unit in (select units_in_scope()));

-- Who of some units is still to be vaccinated on a day, and by whom they are mobilised. It follows from the records: somebody
-- is struck off by a dose, by what a doctor says or on leaving, and comes back when that is over; nobody strikes by hand.
-- Of several hindrances the first of those named counts; `p_off` are those that strike off.
create function vaccination_outstanding(p_roots text[], p_day date, p_kinds text[], p_off text[])
  returns table (person uuid, unit text, role text, room text, bed text, hindrance text, mobiliser text)
  stable language sql security definer set search_path = public, pg_temp as $$
  with asked as materialized (
    select unit from units_under(p_roots) unit intersect select units_in_scope()),
  hindered as materialized (
    select distinct on (h.person, h.unit) h.person, h.unit, h.kind from vaccination_hindrance h
     where h.unit in (select unit from asked) and h.known_until is null and h.from_day <= p_day
       and (h.until_day is null or p_day < h.until_day)
     order by h.person, h.unit, array_position(p_kinds, h.kind))
  select distinct on (m.person, m.unit) m.person, m.unit, m.role, m.room, m.bed, hindered.kind, b.mobiliser
    from membership m
    left join hindered on hindered.person = m.person and hindered.unit = m.unit
    left join vaccination_mobiliser b on b.person = m.person and b.unit = m.unit and b.known_until is null
   where m.unit in (select unit from asked) and m.role <> 'visitor' and m.since <= p_day
     and (m.until is null or p_day < m.until)
     -- what any of these units has on record of them counts
     and not exists (
       select from vaccination_reached r
        where r.person = m.person and r.known_until is null and r.first_on <= p_day and r.unit in (select unit from asked))
     and not exists (select from hindered h where h.person = m.person and h.kind = any (p_off))
   order by m.person, m.unit, m.role = 'resident' desc, m.since
$$;
alter function vaccination_outstanding set work_mem = '64MB';

-- Nobody is taken off a vaccination day of whom it was said what came of them.
create policy only_the_unsaid_goes on vaccination_attendance as restrictive for delete using (outcome is null);

-- What a unit keeps of somebody who asks for it: their card there, found by number and phone both, with all that hangs on it.
-- Only for a copy that was granted, in the scope of its unit.
create or replace function copy_of_card(p_request uuid, p_numbers bytea[], p_phones bytea[]) returns jsonb stable language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  v_office text;
  v_card person_card;
begin
  select office into v_office from privacy_request where id = p_request and kind = 'copy' and state = 'done';
  perform refuse_out_of_scope(v_office);
  select c.* into v_card from person_card c
   where c.unit = v_office and c.phone_index = any (p_phones)
     and c.person = any (array(select id from person where id_index = any (p_numbers)));
  if v_card.id is null then
    return null;
  end if;
  return jsonb_build_object(
    'id', v_card.id, 'unit', v_card.unit,
    'name', encode(v_card.name_sealed, 'hex'), 'phone', encode(v_card.phone_sealed, 'hex'),
    'memberships', (
      select coalesce(jsonb_agg(to_jsonb(m) order by since), '[]') from membership m
       where m.person = v_card.person and m.unit = v_card.unit),
    'doses', (
      select coalesce(jsonb_agg(to_jsonb(d) order by given_on), '[]') from dose d
       where d.person = v_card.person and d.unit = v_card.unit and known_until is null),
    'hindrances', (
      select coalesce(jsonb_agg(to_jsonb(h) || jsonb_build_object(
               'evidence_sealed', encode(evidence_sealed, 'hex'), 'note_sealed', encode(note_sealed, 'hex')) order by from_day), '[]')
        from vaccination_hindrance h
       where h.person = v_card.person and h.unit = v_card.unit and known_until is null),
    'assessments', (
      select coalesce(jsonb_agg(to_jsonb(a) || jsonb_build_object('medic_sealed', encode(medic_sealed, 'hex')) order by on_day), '[]')
        from vaccination_assessment a where a.person = v_card.person and a.unit = v_card.unit),
    'contacts', (
      select coalesce(jsonb_agg(to_jsonb(c) || jsonb_build_object('note_sealed', encode(note_sealed, 'hex')) order by on_day), '[]')
        from vaccination_contact c where c.person = v_card.person and c.unit = v_card.unit),
    'entries', (
      select coalesce(jsonb_agg(to_jsonb(e) || jsonb_build_object('texts_sealed', encode(texts_sealed, 'hex')) order by on_day, made_at), '[]')
        from entry e where e.person = v_card.person and e.unit = v_card.unit and struck_at is null),
    'mobilisers', (
      select coalesce(jsonb_agg(to_jsonb(b) || jsonb_build_object('name', s.name) order by known_from), '[]')
        from vaccination_mobiliser b join staff_user s on s.id = b.mobiliser
       where b.person = v_card.person and b.unit = v_card.unit and known_until is null),
    'followUps', (
      select coalesce(jsonb_agg(to_jsonb(f) || jsonb_build_object('note_sealed', encode(note_sealed, 'hex')) order by for_day), '[]')
        from vaccination_follow_up f where f.person = v_card.person and f.unit = v_card.unit),
    'reactions', (
      select coalesce(jsonb_agg(to_jsonb(r) || jsonb_build_object(
               'told_sealed', encode(told_sealed, 'hex'), 'treatment_sealed', encode(treatment_sealed, 'hex')) order by on_day, made_at), '[]')
        from vaccination_reaction r where r.person = v_card.person and r.unit = v_card.unit),
    'incentives', (
      select coalesce(jsonb_agg(to_jsonb(i) order by on_day), '[]') from vaccination_incentive i
       where i.person = v_card.person and i.unit = v_card.unit and known_until is null),
    'attendances', (
      select coalesce(jsonb_agg(to_jsonb(a) || jsonb_build_object(
               'on_day', s.on_day, 'starts', s.starts[a.group_number], 'place', s.place) order by s.on_day), '[]')
        from vaccination_attendance a join vaccination_session s on s.id = a.session
       where a.person = v_card.person and a.unit = v_card.unit),
    'transfers', (
      select coalesce(jsonb_agg(to_jsonb(t) || jsonb_build_object(
               'name_sealed', encode(name_sealed, 'hex'), 'to_name', u.name) order by on_day, made_at), '[]')
        from member_transfer t join unit u on u.id = t.to_unit
       where t.person = v_card.person and t.unit = v_card.unit));
end $$;
