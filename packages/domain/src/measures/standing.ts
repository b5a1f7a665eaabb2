import type { Standing } from './answer.ts';
import type { DutyKind, Evaluator, RecordsOf } from './records.ts';
import type { Requirement, RequirementOf } from './requirement.ts';
import { assignmentStands, coverageStands, ledgerStands, thresholdStands } from './standing-of-counts.ts';
import { gateStands, ladderStands, statusStands } from './standing-of-states.ts';
import { cadenceStands, deadlineStands } from './standing-of-times.ts';

const evaluators: { readonly [Kind in DutyKind]: Evaluator<Kind> } = {
  status: statusStands,
  gate: gateStands,
  cadence: cadenceStands,
  coverage: coverageStands,
  deadline: deadlineStands,
  threshold: thresholdStands,
  ladder: ladderStands,
  assignment: assignmentStands,
  ledger: ledgerStands,
};

/** How a duty of one kind stands at a moment, by the records of its own kind. */
export function standsAt<Kind extends DutyKind>(
  kind: Kind,
  rule: Parameters<Evaluator<Kind>>[0],
  records: RecordsOf[Kind],
  asOf: string,
): Standing {
  return evaluators[kind](rule, records, asOf);
}

export const isDuty = (requirement: Requirement): requirement is RequirementOf<DutyKind> =>
  Object.hasOwn(evaluators, requirement.kind);
