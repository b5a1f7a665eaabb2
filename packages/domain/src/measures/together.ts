import type { Bound } from './in-force.ts';
import type { RequirementOf } from './requirement.ts';

/** Kinds of which several rules may bind at once. */
type Joint = 'quota' | 'screening' | 'report' | 'suspension' | 'peakDays';

/** Several rules of one kind as one: limits the smaller, checks the union, the clauses of all. null: no rule asks. */
export function together<Kind extends Joint>(kind: Kind, bounds: readonly Bound<Kind>[]): Bound<Kind> | null {
  const [first, ...rest] = bounds;
  if (first === undefined) return null;
  return rest.reduce(
    (all, { requirement, clauses }) => ({
      ...all,
      requirement: stricter[kind](all.requirement, requirement),
      clauses: union(all.clauses, clauses),
    }),
    first,
  );
}

const stricter: { [Kind in Joint]: (one: RequirementOf<Kind>, other: RequirementOf<Kind>) => RequirementOf<Kind> } = {
  quota: (one, other) => ({
    kind: 'quota',
    appointmentOnly: one.appointmentOnly || other.appointmentOnly,
    total: smaller(one.total, other.total),
    walkIns: one.walkIns === 'refused' ? 'refused' : other.walkIns,
  }),
  screening: (one, other) => ({
    kind: 'screening',
    asks: union(one.asks, other.asks),
    refuses: union(one.refuses, other.refuses),
    at: union(one.at, other.at),
    records: union(one.records, other.records),
  }),
  report: (one, other) => ({ ...one, limitMinutes: smaller(one.limitMinutes, other.limitMinutes) }),
  suspension: (one, other) => ({ kind: 'suspension', acts: union(one.acts, other.acts) }),
  peakDays: (one, other) => ({ kind: 'peakDays', days: union(one.days, other.days) }),
};

function smaller(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}

function union<T>(one: readonly T[], other: readonly T[]): T[] {
  return [...new Set([...one, ...other])];
}
