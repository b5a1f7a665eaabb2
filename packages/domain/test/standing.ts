import type { RuleVersion } from '../src/measures/notice.ts';
import type { RequirementOf } from '../src/measures/requirement.ts';
import type { DutyKind, RecordsOf } from '../src/measures/records.ts';
import { standsAt } from '../src/measures/standing.ts';

/** How a requirement stands by records of its kind, as a test writes them down. */
export const stands = <Kind extends DutyKind>(
  requirement: { readonly kind: Kind } & RequirementOf<NoInfer<Kind>>,
  records: RecordsOf[Kind],
  asOf: string,
  modality: RuleVersion['modality'] = 'must',
) => standsAt<Kind>(requirement.kind, { requirement, modality }, records, asOf);
