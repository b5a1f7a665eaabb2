import type { InstitutionKind } from '../institutions/kinds.ts';
import { inForce, requirementsOf, type Place } from '../measures/in-force.ts';
import type { Pack } from '../measures/notice.ts';
import type { OfficeRules } from './settings.ts';

/** Kinds of institution at whose doors people are counted. */
export const countedKinds = ['lotteryOutlet'] as const satisfies readonly InstitutionKind[];

/** Why one more is let in although it is full: chosen and not written, so that nothing of a person is kept. */
export const overReasons = ['together', 'helping', 'leaving', 'shelter'] as const;
export type OverReason = (typeof overReasons)[number];

/** How many people may be inside at once. */
export type InsideLimit = {
  /** null: not set */
  readonly most: number | null;
  /** Whether one more may be let in for a reason: the office says so, and no rule in force turns whoever is too many away. */
  readonly mayExceed: boolean;
  /** Clauses of the rule that turns them away. */
  readonly clauses: readonly string[];
};

export function insideLimit(
  packs: readonly Pack[],
  place: Place,
  day: Temporal.PlainDate,
  { inside, insideOver }: Pick<OfficeRules, 'inside' | 'insideOver'>,
): InsideLimit {
  const gates = requirementsOf(inForce(packs, place, day), 'gate');
  const refusing = gates.filter(({ requirement }) => requirement.refuses.includes('overOccupancy'));
  return {
    most: inside ?? null,
    mayExceed: insideOver === 'withReason' && refusing.length === 0,
    clauses: [...new Set(refusing.flatMap(({ clauses }) => clauses))],
  };
}
