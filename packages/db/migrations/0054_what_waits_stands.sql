-- What still stands: nothing of it is erased or taken away, whoever waits in line included.
create function is_live(p_state text) returns boolean immutable parallel safe language sql
  return p_state in ('booked', 'checkedIn', 'displaced', 'waiting');

create or replace function erase_booking(p_booking uuid, p_positions int[]) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  v_state text;
begin
  perform refuse_out_of_scope(office) from booking where id = p_booking;
  select state into v_state from booking where id = p_booking for update;
  if v_state is null or is_live(v_state) then
    raise exception 'the booking stands' using errcode = 'AN008';
  end if;
  update booking set phone_sealed = null, phone_index = null, note_sealed = null,
                     papers = null, papers_by = null, papers_at = null where id = p_booking;
  update party set screening_sealed = null where booking = p_booking and position = any (p_positions);
  -- whom they came to see, and how warm they were at the gate, is nobody's to keep: a visit registers nothing
  update care_visit set resident_sealed = null, temperature = null where booking = p_booking;
  if v_state <> 'registered' or exists (select from care_visit where booking = p_booking) then
    delete from party where booking = p_booking and position = any (p_positions);
  end if;
  delete from message where booking = p_booking;
  delete from report where booking = p_booking;
end $$;

create or replace function purge_over(p_kind text, p_limit int) returns bigint language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  v_ended uuid[];
  v_gone bigint;
begin
  if p_kind in ('phone', 'parties', 'health', 'note', 'messages', 'reports') then
    v_ended := array(
      select b.id from booking b join slot on slot.id = b.slot join institution i on i.id = b.office
       where not is_live(b.state) and slot.day < kept_from(i.prefecture, p_kind)
         and case p_kind
               when 'phone' then b.phone_sealed is not null
               when 'note' then b.note_sealed is not null or b.papers is not null
               when 'parties' then exists (select from party where party.booking = b.id)
               when 'health' then exists (select from party where party.booking = b.id and screening_sealed is not null)
               when 'messages' then exists (select from message where message.booking = b.id)
               when 'reports' then exists (select from report where report.booking = b.id)
             end
       order by b.id limit p_limit for update of b skip locked);
  end if;
  case p_kind
    when 'phone' then update booking set phone_sealed = null, phone_index = null where id = any (v_ended);
    when 'note' then
      update booking set note_sealed = null, papers = null, papers_by = null, papers_at = null where id = any (v_ended);
    when 'parties' then delete from party where booking = any (v_ended);
    when 'health' then update party set screening_sealed = null where booking = any (v_ended);
    when 'messages' then delete from message where booking = any (v_ended);
    when 'reports' then delete from report where booking = any (v_ended);
    when 'feedback' then
      delete from feedback where id in (
        select f.id from feedback f join institution i on i.id = f.office
         where (f.made_at at time zone 'Asia/Shanghai')::date < kept_from(i.prefecture, p_kind) limit p_limit);
    when 'requests' then
      delete from privacy_request where id in (
        select r.id from privacy_request r join institution i on i.id = r.office
         where r.state <> 'open' and (r.answered_at at time zone 'Asia/Shanghai')::date < kept_from(i.prefecture, p_kind)
         limit p_limit);
    when 'codes' then
      -- a code is good for minutes; what was sent for it is of no use the next day
      delete from message where id in (
        select id from message where booking is null and made_at < office_now() - interval '1 day' limit p_limit);
    when 'deliveries' then
      -- no person stands in it, so that where nothing is settled it is not kept for ever: whoever wants to have one sent
      -- again has looked for it within a month
      delete from delivery where id in (
        with settled as materialized (
          select distinct on (unit) unit, amount from privacy_setting
           where kind = p_kind and valid_from <= office_today() order by unit, valid_from desc, id desc),
        hook as materialized (
          select webhook.id, coalesce(settled.amount, 30) as days
            from webhook left join settled on settled.unit = prefecture_of(webhook.unit))
        select delivery.id from delivery join hook on hook.id = delivery.webhook
         where state <> 'waiting' and delivery.made_at < now() - make_interval(days => hook.days) limit p_limit);
  end case;
  get diagnostics v_gone = row_count;
  return v_gone;
end $$;

-- Whom the batch does not suit, clerks and clients: in one transaction, each stands or falls alone, and in the scope it was
-- sent with. Once one waited in vain for a lock, those behind it hear so at once.
create or replace function book_places(p jsonb) returns jsonb language plpgsql security definer
  set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  v_order jsonb;
  v_scope text;
  v_office text;
  v_allowed boolean;
  v_state text;
  v_constraint text;
  v_outcomes jsonb := '[]';
begin
  for v_order in select value from jsonb_array_elements(p) loop
    if v_scope is distinct from v_order ->> 'within' or v_office is distinct from v_order #>> '{booking,office}' then
      v_scope := set_config('anmin.scope', v_order ->> 'within', true);
      v_office := v_order #>> '{booking,office}';
      v_allowed := in_scope(v_office);
    end if;
    if not v_allowed then
      v_outcomes := v_outcomes || jsonb_build_object('state', 'AN008');
      continue;
    elsif v_state is distinct from '55P03' then
      begin
        v_outcomes := v_outcomes || jsonb_build_object('seen', book_place(v_order));
        continue;
      exception when others then
        get stacked diagnostics v_state = returned_sqlstate, v_constraint = constraint_name;
      end;
    end if;
    v_outcomes := v_outcomes || jsonb_build_object('state', v_state, 'constraint', v_constraint);
  end loop;
  return v_outcomes;
end $$;
