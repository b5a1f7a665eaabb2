import type { IncentiveKind, ReactionOutcome, ReactionStep } from '@anmin/domain/vaccination/aftercare';
import type { AssessmentCriterion } from '@anmin/domain/vaccination/assessment';
import type { CoveragePlace } from '@anmin/domain/vaccination/cohort';
import type { DoseFault, VaccineKind } from '@anmin/domain/vaccination/dose';
import type { HindranceFault, HindranceKind } from '@anmin/domain/vaccination/hindrance';
import type { AttendanceOutcome, SessionMode } from '@anmin/domain/vaccination/session';
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

export const reactionStepWord = {
  treat: m.reaction_treat,
  inform: m.reaction_inform,
  close: m.reaction_close,
} satisfies Record<ReactionStep, Word>;

export const reactionOutcomeWord = {
  recovered: m.reaction_recovered,
  referred: m.reaction_referred,
  unrelated: m.reaction_unrelated,
} satisfies Record<ReactionOutcome, Word>;

export const incentiveWord = {
  mark: m.incentive_mark,
  restDay: m.incentive_rest_day,
} satisfies Record<IncentiveKind, Word>;

export const sessionModeWord = {
  onSite: m.vaccination_mode_on_site,
  arranged: m.vaccination_mode_arranged,
  greenChannel: m.vaccination_mode_green_channel,
} satisfies Record<SessionMode, Word>;

export const attendanceWord = {
  vaccinated: m.vaccination_outcome_vaccinated,
  absent: m.vaccination_outcome_absent,
  unfit: m.vaccination_outcome_unfit,
} satisfies Record<AttendanceOutcome, Word>;

export const hindersWord = {
  notAssessed: m.vaccination_hinders_not_assessed,
  notEligible: m.vaccination_hinders_not_eligible,
} satisfies Record<'notAssessed' | 'notEligible', Word>;
