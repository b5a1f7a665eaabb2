import { m } from '@anmin/words/m';

export type FactErrorCode = keyof typeof sentences;

/** What is wrong with a fact or a decision, with the control to mend it at. */
export function factError(code: FactErrorCode): { field: string; text: string } {
  const [field, text] = sentences[code];
  return { field, text: text() };
}

const sentences = {
  unit: ['unit', m.fact_bureau_wrong],
  regionUnknown: ['region', m.fact_region_unknown],
  regionSeveral: ['region', m.fact_region_several],
  value: ['value', m.fact_value_empty],
  rule: ['rule', m.fact_value_empty],
  from: ['from', m.fact_from_empty],
  until: ['until', m.fact_until_wrong],
  reference: ['reference', m.fact_reference_empty],
  note: ['note', m.decision_reason_empty],
  taken: ['taken', m.decision_what_empty],
  counters: ['countersFrom', m.counters_wrong],
  liftFrom: ['from', m.fact_lift_from_wrong],
} as const;
