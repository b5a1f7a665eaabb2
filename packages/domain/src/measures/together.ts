import type { Bound } from './in-force.ts';
import type { Requirement, RequirementOf } from './requirement.ts';

/** Kinds of which several rules may bind at once: the strictest holds, and the answer names the clauses of all. */
type Joint = 'quota' | 'gate' | 'report' | 'suspension' | 'peakDays';

/** Several rules of one kind as one: limits the smaller, checks the union. null: no rule asks. */
export function together<Kind extends Joint>(bounds: readonly Bound<Kind>[]): Bound<Kind> | null {
  const [first, ...rest] = bounds;
  if (first === undefined) return null;
  return rest.reduce(
    (all, { requirement, clauses }) => ({
      ...all,
      requirement: stricter(all.requirement, requirement),
      clauses: union(all.clauses, clauses),
    }),
    first,
  );
}

function stricter<Kind extends Joint>(one: RequirementOf<Kind>, other: RequirementOf<Kind>): RequirementOf<Kind> {
  return strictest(one, other) as RequirementOf<Kind>;
}

function strictest(one: RequirementOf<Joint>, other: RequirementOf<Joint>): Requirement {
  if (one.kind === 'quota' && other.kind === 'quota')
    return {
      kind: 'quota',
      appointmentOnly: one.appointmentOnly || other.appointmentOnly,
      total: smaller(one.total, other.total),
      walkIns: one.walkIns === 'refused' ? 'refused' : other.walkIns,
    };
  if (one.kind === 'gate' && other.kind === 'gate')
    return {
      kind: 'gate',
      asks: union(one.asks, other.asks),
      refuses: union(one.refuses, other.refuses),
      at: union(one.at, other.at),
      records: union(one.records, other.records),
    };
  if (one.kind === 'report' && other.kind === 'report')
    return { ...one, limitMinutes: smaller(one.limitMinutes, other.limitMinutes) };
  if (one.kind === 'suspension' && other.kind === 'suspension')
    return { kind: 'suspension', acts: union(one.acts, other.acts) };
  if (one.kind === 'peakDays' && other.kind === 'peakDays')
    return { kind: 'peakDays', days: union(one.days, other.days) };
  throw new TypeError('requirements of two kinds are not one');
}

function smaller(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}

function union<T>(one: readonly T[], other: readonly T[]): T[] {
  return [...new Set([...one, ...other])];
}
