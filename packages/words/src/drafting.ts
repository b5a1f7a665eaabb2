import type { faultKinds } from '@anmin/domain/measures/check';
import type { NoticeState } from '@anmin/domain/measures/drafting';
import { triggers } from '@anmin/domain/measures/duty';
import type { boundUnits, boundWords, Clause } from '@anmin/domain/measures/notice';
import type { RequirementKind } from '@anmin/domain/measures/requirement';
import { actWord, checkWord, doseWord, gateRefusalWord, gateWord, perWord, triggerWord, unitWord } from './duty.ts';
import * as m from '#m';
import type { Word } from './vocabulary.ts';

export const noticeStateWord = {
  draft: m.draft_state_draft,
  checked: m.draft_state_checked,
  approved: m.draft_state_approved,
  superseded: m.draft_state_superseded,
  dropped: m.draft_state_dropped,
} satisfies Record<NoticeState, Word>;

/** What is wrong, and the way out. */
export const faultWord = {
  shape: m.fault_shape,
  unwritten: m.fault_unwritten,
  uncited: m.fault_uncited,
  twice: m.fault_twice,
  idle: m.fault_idle,
  reversed: m.fault_reversed,
  gap: m.fault_gap,
  overlap: m.fault_overlap,
  expired: m.fault_expired,
  unreachable: m.fault_unreachable,
  deadScope: m.fault_deadScope,
  contradiction: m.fault_contradiction,
  repealed: m.fault_repealed,
  cyclic: m.fault_cyclic,
  boundary: m.fault_boundary,
  unknownRegion: m.fault_unknownRegion,
  unknownKind: m.fault_unknownKind,
  unknownWord: m.fault_unknownWord,
} satisfies Record<(typeof faultKinds)[number], Word>;

const unitOfBound = {
  persons: m.draft_unit_persons,
  tables: m.draft_unit_tables,
  permille: m.draft_unit_permille,
  minutes: m.draft_unit_minutes,
  days: m.draft_unit_days,
  hours: m.draft_unit_hours,
  months: m.draft_unit_months,
  years: m.draft_unit_years,
  times: m.draft_unit_times,
} satisfies Record<(typeof boundUnits)[number], Word>;

const boundWord = {
  atLeast: m.draft_bound_atLeast,
  notAbove: m.draft_bound_notAbove,
  within: m.draft_bound_within,
  byDay: m.draft_bound_byDay,
  exactly: m.draft_bound_exactly,
} satisfies Record<(typeof boundWords)[number], (inputs: { value: string; unit: string }) => string>;

type Bound = NonNullable<Clause['bounds']>[number];

/** 「50人以上」; a day stands as a number, 20211217. */
export function tellBound({ word, value, unit }: Bound): string {
  const day = value.toString().replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  return boundWord[word]({ value: word === 'byDay' ? day : value.toString(), unit: unitOfBound[unit]() });
}

/** The kinds a rule is entered as by hand; standing law comes as a file. */
export const enteredKinds = [
  'status',
  'gate',
  'cadence',
  'coverage',
  'deadline',
  'threshold',
  'ladder',
  'assignment',
  'ledger',
  'quota',
  'suspension',
  'peakDays',
  'screening',
  'report',
  'choice',
  'notice',
  'guideline',
  'advice',
] as const satisfies readonly RequirementKind[];

export const requirementWord = {
  status: m.requirement_status,
  gate: m.requirement_gate,
  cadence: m.requirement_cadence,
  coverage: m.requirement_coverage,
  deadline: m.requirement_deadline,
  threshold: m.requirement_threshold,
  ladder: m.requirement_ladder,
  assignment: m.requirement_assignment,
  ledger: m.requirement_ledger,
  quota: m.requirement_quota,
  suspension: m.requirement_suspension,
  peakDays: m.requirement_peakDays,
  screening: m.requirement_screening,
  report: m.requirement_report,
  choice: m.requirement_choice,
  notice: m.requirement_notice,
  guideline: m.requirement_guideline,
  advice: m.requirement_advice,
} satisfies Record<(typeof enteredKinds)[number], Word>;

/** What a field of a requirement asks for, by its name in the schema. */
export const ruleFieldWord: Readonly<Record<string, Word>> = {
  subject: m.rule_field_subject,
  state: m.rule_field_state,
  trigger: m.rule_field_trigger,
  by: m.rule_field_by,
  byDay: m.rule_field_by_day,
  bars: m.rule_field_bars,
  at: m.rule_field_at,
  of: m.rule_field_of,
  checks: m.rule_field_checks,
  refuses: m.rule_field_refuses,
  exempt: m.rule_field_exempt,
  activity: m.rule_field_activity,
  each: m.rule_field_each,
  times: m.rule_field_times,
  per: m.rule_field_per,
  items: m.rule_field_items,
  exposure: m.rule_field_exposure,
  region: m.rule_field_region,
  since: m.rule_field_since,
  dose: m.rule_field_dose,
  groups: m.rule_field_groups,
  ageMin: m.rule_field_ageMin,
  ageMax: m.rule_field_ageMax,
  floor: m.rule_field_floor,
  goal: m.rule_field_goal,
  permille: m.rule_field_permille,
  act: m.rule_field_act,
  after: m.rule_field_after,
  withinMinutes: m.rule_field_withinMinutes,
  onDays: m.rule_field_onDays,
  to: m.rule_field_to,
  signedBy: m.rule_field_signedBy,
  measure: m.rule_field_measure,
  from: m.rule_field_from,
  acts: m.rule_field_acts,
  steps: m.rule_field_steps,
  hours: m.rule_field_hours,
  needs: m.rule_field_needs,
  record: m.rule_field_record,
  count: m.rule_field_count,
  decidedBy: m.rule_field_decidedBy,
  roles: m.rule_field_roles,
  role: m.rule_field_role,
  exactly: m.rule_field_exactly,
  hoursADay: m.rule_field_hoursADay,
  fields: m.rule_field_fields,
  appointmentOnly: m.rule_field_appointmentOnly,
  total: m.rule_field_total,
  walkIns: m.rule_field_walkIns,
  days: m.rule_field_days,
  asks: m.rule_field_asks,
  records: m.rule_field_records,
  limitMinutes: m.rule_field_limitMinutes,
  offices: m.rule_field_offices,
  daysAhead: m.rule_field_daysAhead,
  text: m.rule_field_text,
  zh: m.draft_word_zh,
  en: m.draft_word_en,
  title: m.rule_field_title,
  edition: m.rule_field_edition,
};

const choices: Readonly<Record<string, Word>> = {
  ...gateWord,
  ...checkWord,
  ...gateRefusalWord,
  ...perWord,
  ...unitWord,
  ...doseWord,
  ...actWord,
  ...Object.fromEntries(triggers.map((it) => [it, () => triggerWord[it]({ by: '…' })])),
  all: m.choice_base_all,
  withoutContraindicated: m.choice_base_withoutContraindicated,
  eligible: m.choice_base_eligible,
  taken: m.choice_walkIns_taken,
  refused: m.choice_walkIns_refused,
  adjust: m.choice_suspension_adjust,
  suspend: m.choice_suspension_suspend,
  keyAreaStay: m.choice_keyAreaStay,
  quarantineEnd: m.choice_quarantineEnd,
  quarantineUnfulfilled: m.choice_quarantineUnfulfilled,
  booking: m.choice_at_booking,
  counter: m.choice_at_counter,
  inquiry: m.choice_inquiry,
  householdRegister: m.choice_office_householdRegister,
  prefecture: m.choice_office_prefecture,
  nationwide: m.choice_office_nationwide,
};

/** What may be chosen in a field, as the catalogue calls it; `report` and `any` mean one thing wherever they stand. */
export const choiceWord = (choice: string): string => choices[choice]?.() ?? choice;
