import { isWithin } from '../regions/region.ts';
import { awaitsDecision } from './deciding.ts';
import type { Fact, FactKind } from './facts.ts';
import { riskLevels, type Pack, type RuleVersion } from './notice.ts';

/** A fact as somebody writes it down: who knows it, and when, is for the office to say. */
export type Written = Pick<Fact, 'kind' | 'region' | 'value' | 'rule' | 'from' | 'until'>;

/** Kinds that are written down; a decision is taken elsewhere, by whom its rule names. */
export const writtenKinds = [
  'risk',
  'confirmedCase',
  'asymptomaticFinding',
  'outbreak',
  'hqOrder',
  'communityStatus',
  'switch',
] as const satisfies readonly FactKind[];
export type WrittenKind = (typeof writtenKinds)[number];

/** What a kind of fact may say: a level, a subject of an order, a status. null: it says nothing beside itself. */
export function valuesOf(packs: readonly Pack[], kind: FactKind): readonly string[] | null {
  if (kind === 'risk') return riskLevels;
  const triggers = packs.flatMap(({ rules }) => rules).flatMap(triggerOf);
  if (kind === 'hqOrder') return [...new Set(triggers.flatMap((it) => (it.on === 'hqOrder' ? [it.subject] : [])))];
  if (kind !== 'communityStatus') return null;
  return [...new Set(triggers.flatMap((it) => (it.on === 'communityStatus' && it.by !== null ? [it.by] : [])))];
}

/** The rules that are switched on by a region: what a notice allows, unless an authority decides it. */
export const switchable = (packs: readonly Pack[]): RuleVersion[] =>
  packs.flatMap(({ rules }) => rules).filter((rule) => rule.modality === 'may' && !awaitsDecision(rule));

/** What is wrong with a fact as it is written, by the field to mend. */
export function faultsOfFact(packs: readonly Pack[], { kind, value, rule: id, region, from, until }: Written) {
  const values = valuesOf(packs, kind);
  const rule = kind === 'switch' ? switchable(packs).find((it) => it.id === id) : undefined;
  const isSaid = values === null ? value === null : value !== null && values.includes(value);
  const meets =
    rule === undefined ||
    rule.scope.region === null ||
    isWithin(region, rule.scope.region) ||
    isWithin(rule.scope.region, region);
  return [
    ...(isSaid ? [] : (['value'] as const)),
    ...((kind === 'switch') === (rule !== undefined) && (kind === 'switch' || id === null) ? [] : (['rule'] as const)),
    ...(meets ? [] : (['region'] as const)),
    ...(until === null || from < until ? [] : (['until'] as const)),
  ];
}

function triggerOf({ requirement }: RuleVersion) {
  if (requirement.kind !== 'status') return [];
  return [{ on: requirement.trigger, subject: requirement.subject, by: requirement.by }];
}
