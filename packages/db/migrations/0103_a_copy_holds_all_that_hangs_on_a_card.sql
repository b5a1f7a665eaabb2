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
