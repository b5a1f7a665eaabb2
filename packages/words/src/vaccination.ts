import type { AssessmentCriterion } from '@anmin/domain/vaccination/assessment';
import type { CoveragePlace } from '@anmin/domain/vaccination/cohort';
import type { DoseFault, VaccineKind } from '@anmin/domain/vaccination/dose';
import type { HindranceFault, HindranceKind } from '@anmin/domain/vaccination/hindrance';
import type { VaccinationState } from '@anmin/domain/vaccination/status';
import * as m from '#m';
import type { Word } from './vocabulary.ts';

export const vaccineKindWord = {
  inactivated: m.vaccine_kind_inactivated,
  adenovirusVector: m.vaccine_kind_adenovirus_vector,
  recombinantProtein: m.vaccine_kind_recombinant_protein,
  other: m.vaccine_kind_other,
} satisfies Record<VaccineKind, Word>;

export const hindranceWord = {
  contraindication: m.hindrance_contraindication,
  deferral: m.hindrance_deferral,
  medicalAdvice: m.hindrance_medical_advice,
  ownRefusal: m.hindrance_own_refusal,
  familyRefusal: m.hindrance_family_refusal,
  noSupply: m.hindrance_no_supply,
  registered: m.hindrance_registered,
} satisfies Record<HindranceKind, Word>;

export const vaccinationStateWord = {
  none: m.vaccination_state_none,
  begun: m.vaccination_state_begun,
  full: m.vaccination_state_full,
  boosted: m.vaccination_state_boosted,
} satisfies Record<VaccinationState, Word>;

export const coveragePlaceWord = {
  vaccinated: m.vaccination_place_vaccinated,
  contraindicated: m.vaccination_place_contraindicated,
  deferred: m.vaccination_place_deferred,
  refused: m.vaccination_place_refused,
  open: m.vaccination_place_open,
} satisfies Record<CoveragePlace, Word>;

export const criterionWord = {
  conditionGood: m.criterion_condition_good,
  medicationStable: m.criterion_medication_stable,
  suitable: m.criterion_suitable,
} satisfies Record<AssessmentCriterion, Word>;

export const doseFaultWord = {
  future: m.vaccination_fault_future,
  beforeBirth: m.vaccination_fault_before_birth,
  sameDay: m.vaccination_fault_same_day,
  numberTaken: m.vaccination_fault_number_taken,
  outOfOrder: m.vaccination_fault_out_of_order,
} satisfies Record<DoseFault, Word>;

export const hindranceFaultWord = {
  evidence: m.vaccination_fault_evidence,
  until: m.vaccination_fault_until,
  order: m.vaccination_fault_order,
} satisfies Record<HindranceFault, Word>;
