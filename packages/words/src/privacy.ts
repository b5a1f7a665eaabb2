import type { RevealedField, RevealReason } from '@anmin/domain/people/reveal';
import * as m from './paraglide/messages.js';
import type { Word } from './vocabulary.ts';

export const revealReasonWord = {
  contact: m.reveal_contact,
  cardDiffers: m.reveal_cardDiffers,
  complaint: m.reveal_complaint,
  authority: m.reveal_authority,
  ownRequest: m.reveal_ownRequest,
} satisfies Record<RevealReason, Word>;

export const revealedFieldWord = {
  names: m.revealed_names,
  idNumbers: m.revealed_idNumbers,
  phone: m.revealed_phone,
  health: m.revealed_health,
} satisfies Record<RevealedField, Word>;

/** How far a list is on its way out of the office. */
export const exportStateWord = {
  ready: m.export_ready,
  waiting: m.export_waiting,
  fetched: m.export_fetched,
  over: m.export_over,
} as const;
