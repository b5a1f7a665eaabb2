import { z } from 'zod';
import { daySchema } from '../calendar/day.ts';

/** Why somebody is not vaccinated (ledger of people.md 3.2), the one that weighs most first. */
export const hindranceKinds = [
  'contraindication',
  'deferral',
  'medicalAdvice',
  'ownRefusal',
  'familyRefusal',
  'noSupply',
  'registered',
] as const;
export type HindranceKind = (typeof hindranceKinds)[number];

type Terms = {
  /** How somebody is taken out of a base; null: they stay in every one. */
  readonly counts: 'contraindicated' | 'deferred' | 'refused' | null;
  /** Who is taken out of a base is taken out on evidence only (SX-3.7). */
  readonly evidence: boolean;
  /** Who is only put off comes back on a day (DX-3.7.1). */
  readonly ends: 'always' | 'maybe';
};

export const termsOfHindrance = {
  contraindication: { counts: 'contraindicated', evidence: true, ends: 'maybe' },
  deferral: { counts: 'deferred', evidence: true, ends: 'always' },
  medicalAdvice: { counts: 'deferred', evidence: true, ends: 'always' },
  ownRefusal: { counts: 'refused', evidence: false, ends: 'maybe' },
  familyRefusal: { counts: 'refused', evidence: false, ends: 'maybe' },
  noSupply: { counts: null, evidence: false, ends: 'maybe' },
  registered: { counts: null, evidence: false, ends: 'maybe' },
} satisfies Record<HindranceKind, Terms> as Readonly<Record<HindranceKind, Terms>>;

/** In force from its first day until, and not on, its last. */
export const hindranceSchema = z.strictObject({
  kind: z.enum(hindranceKinds),
  from: daySchema,
  until: daySchema.nullable(),
});
export type Hindrance = z.infer<typeof hindranceSchema>;

export const hindranceFaults = ['evidence', 'until', 'order'] as const;
export type HindranceFault = (typeof hindranceFaults)[number];

/** What is lacking of a hindrance as somebody writes it down. */
export function faultsOfHindrance({ kind, from, until }: Hindrance, evidence: string): HindranceFault[] {
  const terms = termsOfHindrance[kind];
  return [
    ...(terms.evidence && evidence.trim() === '' ? (['evidence'] as const) : []),
    ...(terms.ends === 'always' && until === null ? (['until'] as const) : []),
    ...(until !== null && until <= from ? (['order'] as const) : []),
  ];
}

/** What hinders somebody on a day; of several the one that weighs most. */
export function hindranceOn(hindrances: readonly Hindrance[], day: string): HindranceKind | null {
  const held = hindrances.filter(({ from, until }) => from <= day && (until === null || day < until));
  return hindranceKinds.find((kind) => held.some((it) => it.kind === kind)) ?? null;
}

/** Those by which somebody is struck off the list of whom to vaccinate while they are in force (DX-3.7.1). */
export const strikingOff: readonly HindranceKind[] = hindranceKinds.filter((kind) => {
  const { counts } = termsOfHindrance[kind];
  return counts === 'contraindicated' || counts === 'deferred';
});

/** Those that keep somebody from a dose while they are in force. */
export const takenOut: readonly HindranceKind[] = hindranceKinds.filter(
  (kind) => termsOfHindrance[kind].counts !== null,
);
