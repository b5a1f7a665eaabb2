import type { RuleVersion } from './notice.ts';
import type { periods } from './duty.ts';
import type { Requirement, RequirementOf } from './requirement.ts';
import type { DutyKind } from './records.ts';
import { isDuty } from './standing.ts';

/** Rules of several layers that ask the same, as one duty: what is asked, how strongly, and every clause behind it. */
export type Duty = {
  readonly requirement: RequirementOf<DutyKind>;
  readonly modality: RuleVersion['modality'];
  readonly rules: readonly string[];
  readonly clauses: readonly string[];
  /** The first day on which all of its rules hold. */
  readonly from: string;
};

/**
 * The merge rule between layers in force for one place (requirements of the notices, section 3): MUST NOT beats all, an
 * absolute rule beats a PRINCIPLE, of two limits the stricter, of two sets of checks the union, and MAY or ADVISE never
 * weakens MUST. A lower authority may therefore tighten and not loosen. What differs in subject is not merged: it adds up.
 */
export function merged(rules: readonly RuleVersion[]): Duty[] {
  const duties = new Map<string, Duty>();
  for (const rule of [...rules].sort(byStrength)) {
    const { requirement, modality, clauses, id, from } = rule;
    if (!isDuty(requirement)) continue;
    const key = subjectOf(requirement);
    const known = duties.get(key);
    const own: Duty = { requirement, modality, rules: [id], clauses, from };
    duties.set(key, known === undefined ? own : joined(known, own));
  }
  return [...duties.values()];
}

const strength = ['mustNot', 'must', 'principle', 'discretion', 'may', 'advise'] as const;

const byStrength = (one: RuleVersion, other: RuleVersion): number =>
  strength.indexOf(one.modality) - strength.indexOf(other.modality);

/** The weaker rule tightens only where it binds as the stronger does; its clause is named either way. */
function joined(strong: Duty, weak: Duty): Duty {
  const binds = strong.modality === weak.modality || (isAbsolute(strong) && isAbsolute(weak));
  return {
    modality: strong.modality,
    requirement: binds ? stricter(strong.requirement, weak.requirement) : strong.requirement,
    rules: union(strong.rules, weak.rules),
    clauses: union(strong.clauses, weak.clauses),
    from: strong.from > weak.from ? strong.from : weak.from,
  };
}

const isAbsolute = ({ modality }: Duty): boolean => modality === 'mustNot' || modality === 'must';

/** Two rules speak of the same thing when these agree. A gate of another modality refuses on its own terms (C12). */
function subjectOf(requirement: Requirement): string {
  const of = (): readonly unknown[] => {
    switch (requirement.kind) {
      case 'status':
        return [requirement.subject, requirement.state];
      case 'gate':
        return [
          requirement.at,
          requirement.of,
          requirement.exempt,
          requirement.refuses.length > 0 ? requirement.refuses : null,
        ];
      case 'cadence':
        return [requirement.activity, requirement.each, requirement.exposure];
      case 'coverage':
        return [requirement.dose, requirement.groups, requirement.ageMin, requirement.ageMax];
      case 'deadline':
        return [requirement.act, requirement.after, requirement.signedBy];
      case 'threshold':
        return [requirement.of, requirement.measure, requirement.acts];
      case 'ladder':
        return [requirement.of];
      case 'ledger':
        return [requirement.of, requirement.exposure];
      case 'assignment':
        return [requirement.each];
      default:
        return [];
    }
  };
  return JSON.stringify([requirement.kind, ...of()]);
}

function stricter(one: Duty['requirement'], other: Duty['requirement']): Duty['requirement'] {
  if (one.kind === 'status' && other.kind === 'status') return { ...one, bars: union(one.bars, other.bars) };
  if (one.kind === 'gate' && other.kind === 'gate') return { ...one, checks: union(one.checks, other.checks) };
  if (one.kind === 'cadence' && other.kind === 'cadence') {
    const oftener = perYear(other) > perYear(one) ? other : one;
    return { ...oftener, items: union(one.items, other.items) };
  }
  if (one.kind === 'coverage' && other.kind === 'coverage')
    return {
      ...one,
      floor: higher(one.floor, other.floor),
      goal: higher(one.goal, other.goal),
      by: least(one.by, other.by),
    };
  if (one.kind === 'deadline' && other.kind === 'deadline')
    return {
      ...one,
      by: least(one.by, other.by),
      withinMinutes: least(one.withinMinutes, other.withinMinutes),
      onDays: union(one.onDays, other.onDays),
      to: union(one.to, other.to),
    };
  if (one.kind === 'threshold' && other.kind === 'threshold') return { ...one, from: least(one.from, other.from) };
  if (one.kind === 'assignment' && other.kind === 'assignment')
    return {
      ...one,
      roles: [...one.roles, ...other.roles.filter(({ role }) => !one.roles.some((it) => it.role === role))],
      hoursADay: most(one.hoursADay, other.hoursADay),
    };
  if (one.kind === 'ledger' && other.kind === 'ledger')
    return { ...one, steps: union(one.steps, other.steps), fields: union(one.fields, other.fields) };
  return one;
}

const yearly = { day: 365, week: 52, month: 12, year: 1 } as const satisfies Record<(typeof periods)[number], number>;

const perYear = ({ times, per }: RequirementOf<'cadence'>): number =>
  times === null || per === null ? 0 : times * yearly[per];

type Share = RequirementOf<'coverage'>['floor'];

function higher(one: Share, other: Share): Share {
  if (one === null || other === null) return one ?? other;
  return other.permille > one.permille ? other : one;
}

function least<Value extends string | number>(one: Value | null, other: Value | null): Value | null {
  if (one === null || other === null) return one ?? other;
  return other < one ? other : one;
}

const most = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);

const union = <Value>(one: readonly Value[], other: readonly Value[]): Value[] => [...new Set([...one, ...other])];
