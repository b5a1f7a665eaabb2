import { gateChecks, gateRefusals, periods, thresholdActs, type Trigger } from '@anmin/domain/measures/duty';
import type { FactKind } from '@anmin/domain/measures/facts';
import type { Clause, Modality, RiskLevel } from '@anmin/domain/measures/notice';
import type { Verdict } from '@anmin/domain/measures/passing';
import type { DutyStanding } from '@anmin/domain/measures/recorded';
import type { Requirement, RequirementOf } from '@anmin/domain/measures/requirement';
import type { states } from '@anmin/domain/measures/trigger';
import type { Vocabulary } from '@anmin/domain/measures/words';
import type { BoundKind } from '@anmin/domain/institutions/kinds';
import * as m from './paraglide/messages.js';
import { getLocale } from './paraglide/runtime.js';
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
  confirmedCase: m.trigger_confirmed_case,
  hqOrder: m.trigger_hq_order,
  outbreak: m.trigger_outbreak,
  communityStatus: m.trigger_community_status,
  riskLevel: m.trigger_risk_level,
} satisfies Record<Trigger, (inputs: { by: string }) => string>;

/** What a duty asks, in a line, in the words of its notice. null: a rule of a counter, which its clause tells. */
export function tellDuty(requirement: Requirement, vocabulary: Vocabulary): string | null {
  const word = (code: string | null): string => {
    const known = code === null ? undefined : vocabulary[code];
    return known === undefined ? (code ?? '') : known[getLocale() === 'en' ? 'en' : 'zh'];
  };
  const words = (codes: readonly string[]): string => codes.map(word).join(m.portal_list_comma());
  switch (requirement.kind) {
    case 'status': {
      const trigger = triggerWord[requirement.trigger]({ by: word(requirement.by) });
      const duty = m.duty_status({ subject: word(requirement.subject), state: word(requirement.state), trigger });
      return requirement.bars.length === 0 ? duty : m.duty_status_bars({ duty, bars: words(requirement.bars) });
    }
    case 'gate': {
      const { of, exempt } = requirement;
      const duty = tellGate(requirement);
      return exempting(of === undefined ? duty : m.duty_of({ duty, of: words(of) }), words(exempt));
    }
    case 'cadence': {
      const { times, per, items } = requirement;
      const of = { activity: word(requirement.activity), each: word(requirement.each) };
      const duty =
        times === null || per === null
          ? m.duty_cadence_unset(of)
          : m.duty_cadence({ ...of, per: perWord[per](), times });
      return exposed(items.length === 0 ? duty : m.duty_items({ duty, items: words(items) }), requirement.exposure);
    }
    case 'coverage':
      return tellCoverage(requirement, words(requirement.groups));
    case 'deadline':
      return tellDeadline(requirement, word, words);
    case 'threshold': {
      const { from, measure } = requirement;
      const acts = requirement.acts
        .map(({ act, by }) => (by === null ? actWord[act]() : m.duty_act_by({ act: actWord[act](), by: word(by) })))
        .join(m.portal_list_comma());
      const of = word(requirement.of);
      if (measure === 'any') return m.duty_threshold_any({ of, acts });
      return from === null
        ? m.duty_threshold_unset({ of, acts })
        : m.duty_threshold({ of, from, unit: unitWord[measure](), acts });
    }
    case 'ladder': {
      const steps = requirement.steps.map(({ act, hours }) =>
        hours === null ? word(act) : m.duty_step_hours({ act: word(act), hours }),
      );
      return m.duty_ladder({ of: word(requirement.of), steps: steps.join(m.portal_list_comma()) });
    }
    case 'assignment': {
      const roles = requirement.roles.map(({ role, count }) => m.duty_role({ role: word(role), count }));
      const duty = m.duty_assignment({ each: word(requirement.each), roles: roles.join(m.portal_list_comma()) });
      return requirement.hoursADay === null ? duty : m.duty_hours({ duty, hours: requirement.hoursADay });
    }
    case 'ledger': {
      const { steps, fields } = requirement;
      const duty = m.duty_ledger({ of: word(requirement.of) });
      const stepped = steps.length === 0 ? duty : m.duty_steps({ duty, steps: words(steps) });
      const listed = fields.length === 0 ? stepped : m.duty_fields({ duty: stepped, fields: words(fields) });
      return exposed(listed, requirement.exposure);
    }
    case 'advice':
      return requirement.text[getLocale() === 'en' ? 'en' : 'zh'];
    case 'guideline':
      return m.duty_guideline({ title: requirement.title, edition: requirement.edition });
    default:
      return null;
  }
}

const exempting = (duty: string, exempt: string): string => (exempt === '' ? duty : m.duty_exempt({ duty, exempt }));

const exposed = (duty: string, exposure: RequirementOf<'ledger'>['exposure']): string =>
  exposure === undefined ? duty : m.duty_exposure({ duty, since: exposure.since });

function tellGate(requirement: RequirementOf<'gate'>): string {
  const at = gateWord[requirement.at]();
  const checks = requirement.checks.map((check) => checkWord[check]()).join(m.portal_list_comma());
  const reasons = requirement.refuses.map((reason) => gateRefusalWord[reason]()).join(m.portal_list_comma());
  if (reasons === '') return m.duty_gate({ at, checks });
  return checks === '' ? m.duty_gate_refuses({ at, reasons }) : m.duty_gate_both({ at, checks, reasons });
}

function tellCoverage(requirement: RequirementOf<'coverage'>, groups: string): string {
  const { ageMin, ageMax, floor, goal, by, dose } = requirement;
  const ages =
    ageMin === null
      ? ''
      : ageMax === null
        ? m.duty_ages_from({ from: ageMin })
        : m.duty_ages({ from: ageMin, to: ageMax });
  const base = m.duty_coverage({ groups, ages, dose: doseWord[dose]() });
  if (floor === null && goal === null) return m.duty_unset({ duty: base });
  const floored = floor === null ? base : m.duty_floor({ duty: base, percent: floor.permille / 10 });
  const aimed = goal === null ? floored : m.duty_goal({ duty: floored, percent: goal.permille / 10 });
  return by === null ? aimed : m.duty_by({ duty: aimed, day: by });
}

function tellDeadline(
  requirement: RequirementOf<'deadline'>,
  word: (code: string | null) => string,
  words: (codes: readonly string[]) => string,
): string {
  const { act, after, by, withinMinutes, onDays, to, signedBy } = requirement;
  const duty = after === null ? word(act) : m.duty_after({ after: word(after), act: word(act) });
  const timed =
    by !== null
      ? m.duty_by({ duty, day: by })
      : withinMinutes !== null
        ? m.duty_within({ duty, minutes: withinMinutes })
        : onDays.length > 0
          ? m.duty_on_days({ duty, days: onDays.join(m.portal_list_comma()) })
          : m.duty_unset({ duty });
  const sent = to.length === 0 ? timed : m.duty_to({ duty: timed, to: words(to) });
  return signedBy === null ? sent : m.duty_signed({ duty: sent, by: word(signedBy) });
}
