import type { RevealedField, RevealReason } from '@anmin/domain/people/reveal';
import type { PrivacySettingKind } from '@anmin/domain/people/rights';
import * as m from '#m';
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

export const privacySettingWord = {
  answerWithin: m.privacy_answerWithin,
  phone: m.privacy_phone,
  parties: m.privacy_parties,
  health: m.privacy_health,
  note: m.privacy_note,
  messages: m.privacy_messages,
  reports: m.privacy_reports,
  feedback: m.privacy_feedback,
  requests: m.privacy_requests,
  exportAlone: m.privacy_exportAlone,
  proofOfWork: m.privacy_proofOfWork,
  revealsHourly: m.privacy_revealsHourly,
  deliveries: m.privacy_deliveries,
  people: m.privacy_people,
  evidence: m.privacy_evidence,
  requestsDaily: m.privacy_requestsDaily,
  keyDays: m.privacy_keyDays,
  undoHours: m.privacy_undoHours,
} satisfies Record<PrivacySettingKind, Word>;

/** How far a list is on its way out of the office. */
export const exportStateWord = {
  ready: m.export_ready,
  waiting: m.export_waiting,
  fetched: m.export_fetched,
  over: m.export_over,
} as const;
