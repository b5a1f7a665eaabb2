-- As before, those that rest first; each look goes by an index of its own, as a closing makes hundreds of offers.
create or replace function offer_places(p_slot bigint, p_booking uuid, p_places int, p_until timestamptz) returns void
  language plpgsql set enable_seqscan = off as $$
declare
  v_missing int := p_places;
  v_taken int;
begin
  update place set booking = p_booking, offered_until = p_until, rests_until = null
   where id = any (array(select id from place
                 where slot = p_slot and channel = 'online' and rests_until is not null and booking is null and closed_at is null
                 order by id limit v_missing for update skip locked));
  get diagnostics v_taken = row_count;
  v_missing := v_missing - v_taken;
  if v_missing > 0 then
    update place set booking = p_booking, offered_until = p_until
     where id = any (array(select id from place
                   where slot = p_slot and channel = 'online' and booking is null and closed_at is null and rests_until is null
                   order by slot, channel, id limit v_missing for update skip locked));
    get diagnostics v_taken = row_count;
    v_missing := v_missing - v_taken;
  end if;
  if v_missing > 0 then
    raise exception 'full' using errcode = 'AN001';
  end if;
end $$;
