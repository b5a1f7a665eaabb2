import * as m from '#m';
import type { Word } from './vocabulary.ts';

/** What does not hold in the records, by the name the database gives it; a name without a word is shown as it is. */
export const flawWord: Readonly<Record<string, Word | undefined>> = {
  'a slot promises more than it has': m.flaw_slot,
  'a booking that promises a time does not own exactly its places of its slot': m.flaw_booking_places,
  'a place is owned by a booking without a right to it': m.flaw_place_owner,
  'a booking is offered more places than it needs': m.flaw_offers,
  'a place rests although somebody has it': m.flaw_rests,
  'a person has two live bookings of a business': m.flaw_two_bookings,
  'a person waits twice for a business': m.flaw_waits_twice,
  'a live booking stands without the claims of its people': m.flaw_no_claims,
  'a claim outlived its booking': m.flaw_claim_left,
  'a change of state is not in the journal exactly once': m.flaw_journal,
  'a message was written twice for one version although nobody asked for it again': m.flaw_message,
  'a displaced couple was not told': m.flaw_not_told,
  'the numbers of a day have a gap': m.flaw_numbers,
  'a number waits although its booking has ended': m.flaw_number_left,
};
