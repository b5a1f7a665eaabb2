import { doseFaults } from '@anmin/domain/vaccination/dose';
import { hindranceFaults } from '@anmin/domain/vaccination/hindrance';
import type { Refusal } from '@anmin/domain/refusal';
import { m } from '@anmin/words/m';
import { doseFaultWord, hindranceFaultWord } from '@anmin/words/vaccination';
import type { Mending } from '#lib/form-state.ts';

export type VaccinationErrorCode = keyof typeof sentences;

/** What is wrong with what was typed, with the control to mend it at. */
export const vaccinationError = (code: VaccinationErrorCode): Mending => ({
  field: code === 'incentive' ? 'kind' : code,
  text: sentences[code](),
});

const sentences = {
  kind: m.vaccination_kind_empty,
  number: m.vaccination_number_wrong,
  on: m.vaccination_day_empty,
  from: m.vaccination_day_empty,
  until: m.vaccination_day_empty,
  nextOn: m.vaccination_day_empty,
  conditionGood: m.vaccination_criterion_empty,
  medicationStable: m.vaccination_criterion_empty,
  suitable: m.vaccination_criterion_empty,
  medic: m.vaccination_assessment_medic_empty,
  reason: m.vaccination_reason_why_empty,
  well: m.follow_up_well_empty,
  told: m.reaction_told_empty,
  treatment: m.reaction_treatment_empty,
  outcome: m.reaction_outcome_empty,
  incentive: m.incentive_kind_empty,
} as const;

/** What the office found wrong, beside what else is on record. */
export function faultsOf(refusal: Refusal | null | undefined): Mending[] {
  const named = refusal?.facts['fields'];
  return (Array.isArray(named) ? named : []).flatMap((name): Mending[] => {
    const [what, fault] = String(name).split(':');
    const ofDose = doseFaults.find((it) => it === fault);
    if (what === 'dose' && ofDose !== undefined)
      return [{ field: ofDose === 'numberTaken' ? 'number' : 'on', text: doseFaultWord[ofDose]() }];
    const ofHindrance = hindranceFaults.find((it) => it === fault);
    if (what !== 'note') return [];
    if (ofHindrance !== undefined)
      return [{ field: ofHindrance === 'evidence' ? 'evidence' : 'until', text: hindranceFaultWord[ofHindrance]() }];
    return [noteFaults[fault ?? ''] ?? { field: 'on', text: m.vaccination_fault_future }].map(({ field, text }) => ({
      field,
      text: text(),
    }));
  });
}

const noteFaults: Readonly<Record<string, { readonly field: string; readonly text: () => string }>> = {
  nextOn: { field: 'nextOn', text: m.vaccination_fault_next },
  dose: { field: 'on', text: m.vaccination_fault_dose },
  staff: { field: 'on', text: m.vaccination_fault_staff },
  beforeGranted: { field: 'on', text: m.vaccination_fault_before_granted },
};

const ofSession: Readonly<Record<string, () => string>> = {
  mode: m.vaccination_session_mode_empty,
  on: m.vaccination_day_empty,
  starts: m.vaccination_session_starts_wrong,
  place: m.vaccination_session_place_empty,
  provider: m.vaccination_session_provider_empty,
  kind: m.vaccination_kind_empty,
  product: m.vaccination_session_product_long,
  batch: m.vaccination_session_batch_long,
  people: m.vaccination_session_choose,
  outcome: m.vaccination_session_outcome_empty,
};

/** What is wrong with a vaccination day as somebody typed it. */
export const sessionError = (field: string): Mending => ({
  field,
  text: (ofSession[field] ?? m.vaccination_day_empty)(),
});

const sessionFaults: Readonly<Record<string, { readonly field: string; readonly text: () => string }>> = {
  past: { field: 'on', text: m.vaccination_fault_past },
  ahead: { field: 'people', text: m.vaccination_fault_ahead },
  today: { field: 'people', text: m.vaccination_fault_today },
  begun: { field: 'on', text: m.vaccination_fault_begun },
  groups: { field: 'starts', text: m.vaccination_fault_groups },
  group: { field: 'group', text: m.vaccination_session_choose },
  notAssessed: { field: 'people', text: m.vaccination_fault_not_assessed },
  notEligible: { field: 'people', text: m.vaccination_fault_not_eligible },
};

/** What the office found wrong with it. */
export function sessionFaultsOf(refusal: Refusal | null | undefined): Mending[] {
  const named = refusal?.facts['fields'];
  const faults = (Array.isArray(named) ? named : []).flatMap((name) => {
    const [what, fault = ''] = String(name).split(':');
    return what === 'session' ? (sessionFaults[fault] ?? []) : [];
  });
  return [...new Set(faults)].map(({ field, text }) => ({ field, text: text() }));
}

/** Why a day is not cancelled, beside the reason that is asked for. */
export const cancellingFaultsOf = (refusal: Refusal | null | undefined): Mending[] =>
  sessionFaultsOf(refusal).map(({ text }) => ({ field: 'reason', text }));

/** What is lacking where somebody names who mobilises people. */
export const mobiliserError = (field: 'mobiliser' | 'people'): Mending => ({
  field,
  text: field === 'people' ? m.vaccination_session_choose() : m.vaccination_mobiliser_choose(),
});

/** What the office found wrong with it. */
export function mobiliserFaultsOf(refusal: Refusal | null | undefined): Mending[] {
  const named = refusal?.facts['fields'];
  const isGone = Array.isArray(named) && named.includes('mobiliser:gone');
  return isGone ? [{ field: 'mobiliser', text: m.vaccination_mobiliser_gone() }] : [];
}
