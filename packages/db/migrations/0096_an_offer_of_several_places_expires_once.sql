-- An offer of several places is one offer: its people are told once.
create or replace function expired_offers(p_limit int) returns table (booking uuid, home text, office text) language sql
  security definer set search_path = public, pg_temp as $$
  with held as (
    select place.booking, booking.office as home, slot.office
      from place join slot on slot.id = place.slot join booking on booking.id = place.booking
     where offered_until <= office_now() order by place.id limit p_limit for update of place skip locked)
  select distinct held.booking, held.home, held.office from held
$$;
