-- What the two roles may do; run after every migration. :app works for staff and jobs, :citizens for the public site.
grant usage on schema public to :app, :citizens;
revoke all on all tables in schema public from :app, :citizens;
revoke execute on all functions in schema public from public, :app, :citizens;
grant execute on function
  hall_of(bytea), office_now(), office_today(), units_under(text[]), units_in_scope(), in_scope(text), book_together, book_places(jsonb),
  take_places(bigint, text, uuid, int, timestamptz), closed_for(text, bigint, text), claims_taken(bytea[], uuid),
  release_claims(uuid), renew_claims(bytea[], uuid), booking_of_claim(bytea), office_of_booking(uuid), lock_booking(uuid), bookings_of_phones(bytea[]),
  requests_of_phones(bytea[]), strikes_of(bytea[], text), enacted_notices(), enacted_packs(),
  facts_at_door(text), shut_to_visitors(text), offices_near(text), is_awaited(bigint), free_for_waiting(uuid), claim_waiting(bytea[], uuid), claim_offered(bytea[], uuid),
  hand_over_places(uuid, uuid), hold_ballot(text, date), awaits_draw(waiting), place_changes_hands(), booking_owns_its_place(), place_belongs_to_its_booking(), check_place_of(uuid)
  to :app, :citizens;
grant execute on function
  refuse_out_of_scope(text), strikes_near(text), plan_day(text, date, bigint, jsonb), fall_back_places(int), offices_to_open(date), free_place_near(text),
  entries_to_seal(int), rested_places(int), offers_go_out(text), wake_places(bigint[]), rest_awaited(text, date[]),
  suits_waiting(waiting, slot), line_of_waiting(bigint, int), past_waiting(date, int), offer_places(bigint, uuid, int, timestamptz),
  flaws(), ticket_gets_its_number(), outcome_ends_the_waiting(), past_bookings(date, int), past_turns(date, int), late_visits(int), unanswered_visits(date, int), keep_claims(bytea[], uuid),
  displaced_bookings(int), expired_offers(int), lease_messages(int),
  session_ends_its_like(), role_ends_sessions(), shut_out_ends_sessions(), office_of_message(uuid), posts_of(text), delegations_of(text), units_of_holder(text), roles_held(text, date, date), is_lent_to(text, date, date),
  move_unit(text, text, date), open_unit(text, text, text, text, text, date, text), units_to_open(text[]),
  fact_is_known_now(), unit_closure_is_lifted_once(), forwarding_is_read_once(), entry_keeps_its_past(), entry_is_remembered(), evidence_settings_at(text[]), units_above_scope(), units_above(),
  use_key(bytea, inet), write_deliveries(int), due_webhooks(uuid[]), lease_delivery(uuid),
  reset_sandbox(text), ballots_to_publish(), ballots_to_close(), line_up(uuid[]), ballot_keeps_its_word(),
  root_units(), bookings_without_claims(bytea, uuid, int), fill_claims(bytea[], uuid), drop_claims(bytea),
  vaccination_profiles(text[], date, timestamptz, date[], text[]),
  vaccination_members(text[], date, timestamptz, date[], text[], jsonb, uuid[], int, int), known_until_now(), known_from_now(), made_now(),
  reaction_keeps_its_steps(), attendance_is_said_once(), prefecture_of(text),
  kept_from(text, text), settled_for(text, text), is_live(text), purge_over(text, int), purge_entries(jsonb, int), entry_goes(entry, jsonb, date), erase_booking(uuid, int[]), notice_keeps_its_word()
  to :app;
-- people of institutions
grant execute on function hold_persons(jsonb), move_card(uuid, uuid), erase_card(uuid), homes_near(text), names_in_transfers(text),
  transfer_ends_once() to :app;
grant execute on function copy_of_card(uuid, bytea[], bytea[]), copy_of_gate(uuid, bytea[], bytea[]) to :app, :citizens;
grant execute on function erase_comer(uuid), comer_keeps_their_times() to :app;
-- vaccination days
grant execute on function hold_vaccination_session(uuid), dose_stands(uuid), units_over(text[]),
  vaccination_outstanding(text[], date, text[], text[]) to :app;
-- sheets that come in
grant execute on function sheet_ends(sheet), forget_sheets(int), take_back_member(uuid, int) to :app;

grant select on all tables in schema public to :app;
revoke all on claim, scope_key, unit_reach from :app;

grant insert, update on bureau, institution, office_setting, closure, booking, party, care_visit, waiting, draft, phone_code, message,
  idempotency, tally, spent_work, unit, post, delegation, invitation, api_client, api_key, webhook, delivery to :app;
grant insert on records_check, journal_entry, journal_seal, report, feedback, privacy_setting, service_definition to :app;
grant insert on person_card, membership, member_transfer, sheet, sheet_line to :app;
grant update (heads_sealed, counts, confirmed_by, confirmed_at, undone_by, undone_at) on sheet to :app;
grant update (cells_sealed, record, version, before_sealed) on sheet_line to :app;
-- it is waited for, then received or called off; it goes along with another bed, and the name with a correction and another key
grant update (membership, role, state, ended_by, ended_at, name_sealed) on member_transfer to :app;
grant update (name_sealed, name_index, phone_sealed, phone_index, version) on person_card to :app;
grant update (standing, groups, post, room, bed, since, until, left_for, version) on membership to :app;
-- sealed anew under another key
grant update (id_sealed, id_index, id_tail_index) on person to :app;
grant insert, update on export, nightly, notice_draft to :app;
grant insert on ballot to :app;
grant update (secret_sealed, closed_at, applications, list_hash, drawn_at, drawn_by, result) on ballot to :app;
grant insert, update on inside to :app;
grant insert on fact, unit_closure, notice_forwarding, ticket, display to :app;
grant update (ended_at) on display to :app;
-- a number stays what the database made it
grant update (state, counter, calls, turn, called_at, last_called_at, served_at) on ticket to :app;
grant update (read_at, read_by, read_note, urged_at, urged_by) on notice_forwarding to :app;
-- a fact is lifted, never rewritten
grant update (lifted_from, lifted_at, lifted_by, version) on fact to :app;
grant update (lifted_from, lifted_at, lifted_by, lift_reason, version) on unit_closure to :app;
-- what was known of a dose stays; it ends, and another takes its place. What is sealed is sealed anew under another key
grant insert on vaccine_course, dose, vaccination_hindrance, vaccination_assessment, vaccination_contact, vaccination_reached to :app;
grant update (known_until, ended_by, end_reason) on dose to :app;
grant update (known_until, ended_by, end_reason, evidence_sealed, note_sealed) on vaccination_hindrance to :app;
grant update (medic_sealed) on vaccination_assessment to :app;
grant update (note_sealed) on vaccination_contact to :app;
grant update (known_until) on vaccination_reached to :app;
grant insert on vaccination_follow_up, vaccination_reaction, vaccination_incentive to :app;
grant update (note_sealed) on vaccination_follow_up to :app;
grant update (told_sealed, treatment_sealed, treated_by, treated_at, informed_by, informed_at, outcome, closed_by, closed_at)
  on vaccination_reaction to :app;
grant insert, update on vaccination_session to :app;
grant insert, delete on vaccination_attendance to :app;
grant insert, update (known_until) on vaccination_mobiliser to :app;
grant update (outcome, dose, observed_from, observed_until, observed_by) on vaccination_attendance to :app;
grant update (taken_on, known_until, ended_by, end_reason) on vaccination_incentive to :app;
grant update on privacy_request to :app;
-- what was written down of a day is written anew or struck out, and how it was before the database keeps
grant insert on entry, evidence_setting to :app;
grant update (fields, texts_sealed, told, version, struck_at, changed_by) on entry to :app;
grant update (texts_sealed) on entry_history to :app;
grant insert on entry_file to :app;
-- sealed anew under another key
grant update (bytes_sealed) on entry_file to :app;
-- what was checked stays as it was; a reason may be added
grant insert, update (verdict, override_reason, overridden_by, overridden_at) on gate_passage to :app;
-- they leave; the rest is sealed anew under another key
grant insert, update (out_at, out_by, name_sealed, phone_sealed, phone_index, id_sealed, id_index, purpose_sealed) on gate_person to :app;
grant delete on draft, idempotency, tally, spent_work, invitation to :app;
grant update (booking, offered_until, rests_until, closed_at, closes_when_freed) on place to :app;
-- no writing of days, but a lock on them: closing takes its days one after the other
grant update (version) on day to :app;
-- sealed anew under another key
grant update (text_sealed) on report, feedback to :app;
grant insert, update, delete on staff_user, staff_session, staff_account, staff_verification, second_factor, attempt
  to :app;

-- Citizens' verbs: the public board, their own booking in the scope of its office, and what carries them there.
grant select on bureau, institution, office_setting, closure, day, slot, place, office_clock, booking, party, care_visit, waiting, message,
  draft, phone_code, idempotency, tally, attempt to :citizens;
grant insert, update on booking, party, care_visit, waiting, message, draft, phone_code, idempotency, tally, attempt to :citizens;
grant insert on journal_entry, feedback to :citizens;
grant select, insert on spent_work to :citizens;
grant select, insert on privacy_request to :citizens;
grant select on privacy_setting, service_definition, inside to :citizens;
-- all of a ballot but its secret, which is published with the result
grant select (id, office, day, commitment, public_value_name, apply_from, apply_until, draw_at, answer_hours, published_at,
  closed_at, applications, list_hash, drawn_at, result) on ballot to :citizens;
grant update (booking, offered_until, rests_until) on place to :citizens;

-- What hangs on the office's door is for everybody to read; to change it takes a scope.
do $$
declare
  t name;
begin
  foreach t in array array['institution', 'office_setting', 'closure', 'day', 'slot', 'place', 'privacy_setting', 'service_definition', 'ballot', 'inside'] loop
    if not exists (select from pg_policies where tablename = t and policyname = 'on_the_door' and ':citizens' = quote_ident(roles[1])) then
      execute format('drop policy if exists on_the_door on %I', t);
      execute format('create policy on_the_door on %I for select to :citizens using (true)', t);
    end if;
  end loop;
end $$;

-- The policies of scope are those of the two roles alone: for the owner's functions PostgreSQL need not even plan them.
do $$
declare
  p record;
begin
  for p in select tablename, policyname from pg_policies where schemaname = 'public' and roles = '{public}' loop
    execute format('alter policy %I on %I to :app, :citizens', p.policyname, p.tablename);
  end loop;
end $$;
