-- Who waits is offered a place in the hours the office settled, so that what it is held for does not pass in sleep. Not
-- settled: at any time.
create function offers_go_out(p_office text) returns boolean stable language sql
  security definer set search_path = public, pg_temp as $$
  select coalesce((
    select (office_now() at time zone 'Asia/Shanghai')::time >= (rules #>> '{waitOffers,from}')::time
       and (office_now() at time zone 'Asia/Shanghai')::time < (rules #>> '{waitOffers,to}')::time
      from office_setting where office = p_office and valid_from <= office_today()
     order by valid_from desc, id desc limit 1), true)
$$;

-- What somebody waits for rests on until then, so that the public does not have it meanwhile.
create or replace function rested_places(p_limit int) returns setof bigint language sql
  security definer set search_path = public, pg_temp as $$
  select place.id from place join slot on slot.id = place.slot
   where rests_until <= office_now() and (offers_go_out(slot.office) or not is_awaited(slot.id))
   order by place.id limit p_limit for update of place skip locked
$$;

create or replace function line_of_waiting(p_after bigint, p_limit int) returns table (id uuid, office text, turn bigint) language sql
  security definer set search_path = public, pg_temp as $$
  select booking.id, booking.office, waiting.turn from waiting join booking on booking.id = waiting.booking
   where state = 'waiting' and waiting.turn > p_after and not exists (select from place where place.booking = booking.id)
     and not awaits_draw(waiting)
     and exists (select from slot s join place on place.slot = s.id
                  where suits_waiting(waiting, s) and s.day >= office_today() and channel = 'online'
                    and place.booking is null and closed_at is null and offers_go_out(s.office))
   order by waiting.turn limit p_limit for update of booking skip locked
$$;
