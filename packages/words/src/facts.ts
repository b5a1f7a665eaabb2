import type { ClosingScope } from '@anmin/domain/measures/closing';
import type { WrittenKind } from '@anmin/domain/measures/recording';
import * as m from '#m';
import type { Word } from './vocabulary.ts';

/** What recording one does. */
export const factHint = {
  risk: m.fact_hint_risk,
  confirmedCase: m.fact_hint_confirmed_case,
  asymptomaticFinding: m.fact_hint_asymptomatic_finding,
  hqOrder: m.fact_hint_hq_order,
  outbreak: m.fact_hint_outbreak,
  communityStatus: m.fact_hint_community_status,
  switch: m.fact_hint_switch,
} satisfies Record<WrittenKind, Word>;

export const closingScopeWord = {
  visitor: m.closing_scope_visitor,
  careHomeResident: m.closing_scope_care_home_resident,
  staff: m.closing_scope_staff,
  service: m.closing_scope_service,
} satisfies Record<ClosingScope, Word>;
