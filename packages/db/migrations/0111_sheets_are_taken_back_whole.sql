-- Takes somebody back out of a unit, as if they had never been entered: where nothing has been changed of it since, and
-- nothing was written of them since. Says whether it did. Who was something else there before keeps the card, and what
-- hangs on it from before.
create or replace function take_back_member(p_membership uuid, p_version int) returns boolean language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  m membership;
  v_table regclass;
  v_since name;
  v_only boolean;
  v_hangs boolean;
begin
  select * into m from membership where id = p_membership and version = p_version and until is null for update;
  if m.id is null then
    return false;
  end if;
  perform refuse_out_of_scope(m.unit);
  if exists (select from member_transfer where membership = m.id) then
    return false;
  end if;
  v_only := not exists (select from membership o where o.person = m.person and o.unit = m.unit and o.id <> m.id);
  -- whatever a unit keeps of a person refers to their card, and says since when
  for v_table in
    select conrelid::regclass from pg_constraint
     where confrelid = 'person_card'::regclass and contype = 'f' and conrelid <> 'membership'::regclass loop
    select attname into strict v_since from pg_attribute
     where attrelid = v_table and attname in ('made_at', 'known_from') and not attisdropped;
    execute format('select exists (select from %s where person = $1 and unit = $2 and ($3 or %I >= $4))', v_table, v_since)
      into v_hangs using m.person, m.unit, v_only, m.made_at;
    if v_hangs then
      return false;
    end if;
  end loop;
  delete from membership where id = m.id;
  if v_only then
    delete from person_card where person = m.person and unit = m.unit;
    delete from person where id = m.person and not exists (select from person_card where person = m.person);
  end if;
  return true;
end $$;
