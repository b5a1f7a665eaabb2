import type { Pack, RuleVersion } from './notice.ts';
import type { Standing } from './answer.ts';
import type { DutyKind, RecordsOf } from './records.ts';
import { standsAt } from './standing.ts';
import { isKind } from './in-force.ts';

/** What a rule says of one situation, as data beside it: given these records, at this moment, it stands so. */
export type Case = { [Kind in DutyKind]: CaseOf<Kind> }[DutyKind];

export type CaseOf<Kind extends DutyKind> = {
  readonly rule: string;
  readonly name: string;
  readonly kind: Kind;
  readonly given: RecordsOf[Kind];
  /** The moment on the office's wall, `YYYY-MM-DDTHH:MM`. */
  readonly at: string;
  readonly then: Standing['standing'];
  readonly missing?: readonly string[];
  /** The number of the acceptance scenario it tells. */
  readonly scenario?: number;
};

/** How the rule of a case stands, and undefined where the pack has no such rule of that kind. */
export function standingIn<Kind extends DutyKind>(pack: Pack, { rule: id, kind, given, at }: CaseOf<Kind>) {
  const rule = pack.rules.find((it) => it.id === id);
  return rule === undefined ? undefined : standingOfRule(rule, kind, given, at);
}

function standingOfRule<Kind extends DutyKind>(
  { requirement, modality }: RuleVersion,
  kind: Kind,
  given: RecordsOf[Kind],
  at: string,
): Standing | undefined {
  return isKind(requirement, kind) ? standsAt(kind, { requirement, modality }, given, at) : undefined;
}
