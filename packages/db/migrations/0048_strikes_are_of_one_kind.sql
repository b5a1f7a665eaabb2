-- Not coming to one kind of institution says nothing about another.
create or replace function strikes_of(p_indexes bytea[], p_office text) returns table (id_index bytea, kind text, on_day date)
  stable language sql security definer set search_path = public, pg_temp set enable_seqscan = off as $$
  with own as materialized (select party.id_index, party.booking from party where party.id_index = any (p_indexes)),
  ended as (
    select own.id_index, booking.* from own,
      lateral (select state, ended_at, slot, office from booking
                where id = own.booking and forgiven_at is null
                  and (state = 'noShow' or state = 'cancelled' and ended_by = 'citizen' and ended_at is not null)
               offset 0) booking)
  select ended.id_index, case state when 'noShow' then 'noShow' else 'cancelled' end,
         case state when 'noShow' then slot.day else (ended_at at time zone 'Asia/Shanghai')::date end
    from ended join slot on slot.id = ended.slot
   where exists (select from institution home join institution near using (prefecture, kind)
                  where home.id = p_office and near.id = ended.office and not near.sandbox)
$$;
