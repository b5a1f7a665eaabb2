import { gateChecks, gateRefusals, periods, thresholdActs, type Trigger } from '@anmin/domain/measures/duty';
import type { FactKind } from '@anmin/domain/measures/facts';
import type { Clause, Modality, RiskLevel } from '@anmin/domain/measures/notice';
import type { Verdict } from '@anmin/domain/measures/passing';
import type { DutyStanding } from '@anmin/domain/measures/recorded';
import type { RequirementOf } from '@anmin/domain/measures/requirement';
import type { states } from '@anmin/domain/measures/trigger';
import type { ComerKind, ComerProblem } from '@anmin/domain/people/comer';
import type { BoundKind } from '@anmin/domain/institutions/kinds';
import * as m from '#m';
import { typedPersonProblemWord } from './people.ts';
import type { Word } from './vocabulary.ts';

export const modalityWord = {
  must: m.modality_must,
  mustNot: m.modality_must_not,
  principle: m.modality_principle,
  may: m.modality_may,
  advise: m.modality_advise,
  discretion: m.modality_discretion,
} satisfies Record<Modality, Word>;

export const clauseKindWord = {
  rule: m.clause_kind_rule,
  advice: m.clause_kind_advice,
  judgement: m.clause_kind_judgement,
  definition: m.clause_kind_definition,
  none: m.clause_kind_none,
} satisfies Record<Clause['kind'], Word>;

export const ruleStateWord = {
  holds: m.state_of_rule_holds,
  waits: m.state_of_rule_waits,
  pending: m.state_of_rule_pending,
  off: m.state_of_rule_off,
  refused: m.state_of_rule_refused,
} satisfies Record<(typeof states)[number], Word>;

export const factKindWord = {
  risk: m.fact_kind_risk,
  confirmedCase: m.fact_kind_confirmed_case,
  asymptomaticFinding: m.fact_kind_asymptomatic_finding,
  hqOrder: m.fact_kind_hq_order,
  decision: m.fact_kind_decision,
  outbreak: m.fact_kind_outbreak,
  communityStatus: m.fact_kind_community_status,
  switch: m.fact_kind_switch,
} satisfies Record<FactKind, Word>;

export const standingWord = {
  breached: m.standing_breached,
  due: m.standing_due,
  met: m.standing_met,
  notSet: m.standing_not_set,
  notRecorded: m.standing_not_recorded,
} satisfies Record<DutyStanding['standing'], Word>;

export const verdictWord = {
  passes: m.gate_passes,
  refused: m.gate_refused,
  incomplete: m.gate_incomplete,
} satisfies Record<Verdict, Word>;

export const riskWord = { low: m.risk_low, medium: m.risk_medium, high: m.risk_high } satisfies Record<RiskLevel, Word>;

export const boundWord = {
  elderCare: m.bound_elder_care,
  childWelfare: m.bound_child_welfare,
  minorProtection: m.bound_minor_protection,
  tekunSupport: m.bound_tekun_support,
  mentalHealth: m.bound_mental_health,
  reliefStation: m.bound_relief_station,
  funeral: m.bound_funeral,
  marriageRegistrationOffice: m.bound_marriage_office,
  socialOrganisationOffice: m.bound_social_organisation_office,
  lotteryOutlet: m.bound_lottery_outlet,
  bureau: m.bound_bureau,
  bureauSection: m.bound_bureau_section,
  affiliatedUnit: m.bound_affiliated_unit,
  township: m.bound_township,
  village: m.bound_village,
} satisfies Record<BoundKind, Word>;

export const clauseRoomWord = {
  institutions: m.room_institutions,
  measures: m.room_measures,
  vaccination: m.room_vaccination,
  relief: m.room_relief,
  duty: m.room_duty,
  appointments: m.room_appointments,
  outlets: m.room_outlets,
  travel: m.room_travel,
  gatherings: m.room_gatherings,
  inspections: m.room_inspections,
  petitions: m.room_petitions,
  publicity: m.room_publicity,
  plans: m.room_plans,
  goods: m.room_goods,
  community: m.room_community,
  governance: m.room_governance,
} satisfies Record<Clause['room'], Word>;

export const checkWord = {
  healthCode: m.check_health_code,
  travelCode: m.check_travel_code,
  scanCode: m.check_scan_code,
  showCode: m.check_show_code,
  vaccinationRecord: m.check_vaccination_record,
  temperature: m.check_temperature,
  mask: m.check_mask,
  realName: m.check_real_name,
  registration: m.check_registration,
  disinfection: m.check_disinfection,
  monitoring: m.check_monitoring,
  quarantineCertificate: m.check_quarantine_certificate,
  nucleicAcidCertificate: m.check_nucleic_acid_certificate,
  disinfectionCertificate: m.check_disinfection_certificate,
} satisfies Record<(typeof gateChecks)[number], Word>;

export const gateRefusalWord = {
  refusesChecks: m.refusal_at_gate_refuses_checks,
  fromRiskArea: m.refusal_at_gate_from_risk_area,
  unvaccinated: m.refusal_at_gate_unvaccinated,
  travelsToRiskArea: m.refusal_at_gate_travels_to_risk_area,
  travelsToRiskCity: m.refusal_at_gate_travels_to_risk_city,
  fever: m.refusal_at_gate_fever,
  yellowCode: m.refusal_at_gate_yellow_code,
  ill: m.refusal_at_gate_ill,
  unreleasedGoods: m.refusal_at_gate_unreleased_goods,
  withoutTest: m.refusal_at_gate_without_test,
  overOccupancy: m.refusal_at_gate_over_occupancy,
} satisfies Record<(typeof gateRefusals)[number], Word>;

export const gateWord = {
  entry: m.gate_at_entry,
  goods: m.gate_at_goods,
  trip: m.gate_at_trip,
  assignment: m.gate_at_assignment,
  event: m.gate_at_event,
  community: m.gate_at_community,
  exit: m.gate_at_exit,
} satisfies Record<RequirementOf<'gate'>['at'], Word>;

export const actWord = {
  apply: m.act_before_apply,
  approve: m.act_before_approve,
  seekOpinion: m.act_before_seek_opinion,
  report: m.act_before_report,
  file: m.act_before_file,
  plan: m.act_before_plan,
  giveReason: m.act_before_give_reason,
  refuse: m.act_before_refuse,
} satisfies Record<(typeof thresholdActs)[number], Word>;

export const perWord = { day: m.per_day, week: m.per_week, month: m.per_month, year: m.per_year } satisfies Record<
  (typeof periods)[number],
  Word
>;

export const unitWord = {
  persons: m.measure_unit_persons,
  tables: m.measure_unit_tables,
  priceRisePermille: m.measure_unit_price_rise_permille,
  months: m.measure_unit_months,
  any: m.measure_unit_any,
} satisfies Record<RequirementOf<'threshold'>['measure'], Word>;

export const doseWord = {
  first: m.dose_first,
  fullCourse: m.dose_full_course,
  booster: m.dose_booster,
  any: m.dose_any,
} satisfies Record<RequirementOf<'coverage'>['dose'], Word>;

export const triggerWord = {
  immediateList: m.trigger_immediate_list,
  citywide: m.trigger_citywide,
  campaignPhase: m.trigger_campaign_phase,
  authorityDecision: m.trigger_authority_decision,
  breachDecision: m.trigger_breach_decision,
  confirmedCase: m.trigger_confirmed_case,
  hqOrder: m.trigger_hq_order,
  outbreak: m.trigger_outbreak,
  communityStatus: m.trigger_community_status,
  riskLevel: m.trigger_risk_level,
} satisfies Record<Trigger, (inputs: { by: string }) => string>;

export const comerWord = {
  visitor: m.comer_visitor,
  staff: m.comer_staff,
  delivery: m.comer_delivery,
  other: m.comer_other,
} satisfies Record<ComerKind, Word>;

export const comerProblemWord = {
  ...typedPersonProblemWord,
  'came.empty': m.comer_came_empty,
  'phone.wrong': m.member_wrong_phone,
  'idNumber.empty': m.comer_id_empty,
  'purpose.empty': m.comer_purpose_empty,
  'purpose.length': m.comer_purpose_length,
} satisfies Record<ComerProblem, Word>;
