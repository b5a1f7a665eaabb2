-- What is still open is not over its time: whoever is out of the house, and a case some step is missing from, is kept until the
-- day it ended is as long ago as is kept. p_ends: of each ledger what an entry tells once nothing more is to come, all of one.
create function entry_goes(p entry, p_ends jsonb, p_before date) returns boolean stable language sql
  set search_path = public, pg_temp as $$
  select p.on_day < p_before
     and (p.struck_at is not null or not p_ends ? p.ledger
          or (p.changed_at at time zone 'Asia/Shanghai')::date < p_before
         and exists (select from jsonb_array_elements(p_ends -> p.ledger) one
                      where p.told @> array(select jsonb_array_elements_text(one))))
$$;

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
                 or exists (select from care_visit where care_visit.booking = b.id and temperature is not null)
               when 'messages' then exists (select from message where message.booking = b.id)
               when 'reports' then exists (select from report where report.booking = b.id)
             end
       order by b.id limit p_limit for update of b skip locked);
  end if;
  if p_kind = 'people' then
    -- of each unit by itself: what another keeps of the same person is not its to erase
    v_ended := array(
      with settled as materialized (
        select id, kept_from(prefecture_of(id), p_kind) as day from unit
         where exists (select from person_card where person_card.unit = unit.id))
      select c.id from person_card c join settled on settled.id = c.unit
       where settled.day is not null and not exists (
         select from membership m
          where m.person = c.person and m.unit = c.unit and (m.until is null or m.until >= settled.day))
       order by c.id limit p_limit for update of c skip locked);
    delete from person where id in (select person from person_card where id = any (v_ended))
       and not exists (select from person_card other where other.person = person.id and other.id <> all (v_ended));
    delete from person_card where id = any (v_ended);
    return cardinality(v_ended);
  end if;
  case p_kind
    when 'phone' then update booking set phone_sealed = null, phone_index = null where id = any (v_ended);
    when 'note' then
      update booking set note_sealed = null, papers = null, papers_by = null, papers_at = null where id = any (v_ended);
    when 'parties' then delete from party where booking = any (v_ended);
    when 'health' then
      update party set screening_sealed = null where booking = any (v_ended);
      update care_visit set temperature = null where booking = any (v_ended);
      return cardinality(v_ended);
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
