-- A card goes to another person: the number on it was somebody else's, or none. All that its unit keeps of them follows;
-- who is left without a card is kept no longer.
create function move_card(p_card uuid, p_person uuid) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  v_left uuid;
begin
  perform refuse_out_of_scope(unit) from person_card where id = p_card;
  select person into v_left from person_card where id = p_card for update;
  if v_left is null or v_left = p_person then
    return;
  end if;
  update person_card set person = p_person, version = version + 1 where id = p_card;
  delete from person where id = v_left and not exists (select from person_card where person = v_left);
end $$;
