import { contains } from '../calendar/interval.ts';
import { isWithin } from '../regions/region.ts';
import { riskLevels, type RiskLevel } from './notice.ts';

/** What is recorded of the world and sets rules going. An asymptomatic finding is kept and triggers nothing (ZJ-2.4). */
export const factKinds = [
  'risk',
  'confirmedCase',
  'asymptomaticFinding',
  'hqOrder',
  'decision',
  'outbreak',
  'communityStatus',
  'switch',
] as const;
export type FactKind = (typeof factKinds)[number];

export type Fact = {
  readonly id: string;
  readonly kind: FactKind;
  /** Holds for this region and all below it, unless one below says otherwise. */
  readonly region: string;
  /** A risk level, a community status, a decision taken, the id of the rule switched on; null for a case. */
  readonly value: string | null;
  /** The rule a decision or switch is about; null where the kind says enough. */
  readonly rule: string | null;
  /** Half-open: from this day, until lifted. */
  readonly from: string;
  readonly until: string | null;
  /** When the office knew, `YYYY-MM-DDTHH:MM` or finer. */
  readonly known: string;
  /** Lifted from this day on, which was known from that moment on. */
  readonly lifted?: { readonly from: string; readonly known: string };
};

/** The facts that held on a day as far as they were known at a moment, two of the three clocks; the last known last. */
export const heldFacts = (facts: readonly Fact[], on: string, known: string): Fact[] =>
  facts
    .filter((fact) => fact.known <= known)
    .map((fact) => asKnown(fact, known))
    .filter((fact) => contains(fact, on))
    .sort((one, other) => compare(one.known, other.known) || compare(one.id, other.id));

/** A fact as it was written down at a moment: what is lifted later had no such end yet, so that old receipts replay. */
function asKnown({ lifted, ...fact }: Fact, known: string): Fact {
  return lifted === undefined || lifted.known > known ? fact : { ...fact, until: lifted.from };
}

/** By code unit: the same order in every locale. */
export const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

/** The level of the narrowest region around the place that has one; of two for the same region the last known. */
export function riskOf(region: string, held: readonly Fact[]): { level: RiskLevel; fact: Fact } | null {
  const around = held.filter(({ kind, region: of }) => kind === 'risk' && isWithin(region, of));
  const fact = around.reduce<Fact | undefined>(
    (best, it) => (best === undefined || isCloser(it, best) ? it : best),
    undefined,
  );
  const level = riskLevels.find((it) => it === fact?.value);
  return fact === undefined || level === undefined ? null : { level, fact };
}

function isCloser(one: Fact, other: Fact): boolean {
  return one.region === other.region ? one.known > other.known : isWithin(one.region, other.region);
}
