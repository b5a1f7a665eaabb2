import { isWithin, levelOf, parentOf, regionLevels } from '../regions/region.ts';
import type { Fact } from './facts.ts';
import type { RuleVersion } from './notice.ts';

/**
 * Whether a rule in force asks something now. `waits`: what sets it going has not happened. `pending`: an authority has
 * not decided, and nothing happens by itself. `off`: it may be switched on and is not. `refused`: decided against.
 */
export const states = ['holds', 'waits', 'pending', 'off', 'refused'] as const;
export type State = { readonly state: (typeof states)[number]; readonly facts: readonly string[] };

export function stateOf(rule: RuleVersion, region: string, held: readonly Fact[]): State {
  const switched = held.find(
    (fact) => fact.kind === 'switch' && fact.rule === rule.id && isWithin(region, fact.region),
  );
  const own = triggered(rule, region, held);
  if (rule.modality === 'may' && switched === undefined && !isDecided(rule, own)) return { state: 'off', facts: [] };
  return switched === undefined ? own : { ...own, facts: [...own.facts, switched.id] };
}

/** A decision of the authority a MAY names is more than a switch. */
const isDecided = ({ requirement }: RuleVersion, { state }: State): boolean =>
  requirement.kind === 'status' &&
  (requirement.trigger === 'authorityDecision' || requirement.trigger === 'breachDecision') &&
  (state === 'holds' || state === 'refused');

function triggered(rule: RuleVersion, region: string, held: readonly Fact[]): State {
  const { requirement } = rule;
  if (requirement.kind !== 'status') return holds();
  const { trigger, by, subject } = requirement;
  const around = (fact: Fact) => isWithin(region, fact.region);
  switch (trigger) {
    case 'immediateList':
    case 'citywide':
    case 'campaignPhase':
    case 'riskLevel':
      return holds();
    case 'authorityDecision':
    case 'breachDecision': {
      const taken = held.findLast((fact) => fact.kind === 'decision' && fact.rule === rule.id && around(fact));
      if (taken === undefined) return { state: trigger === 'breachDecision' ? 'waits' : 'pending', facts: [] };
      return taken.value === requirement.state ? holds(taken) : { state: 'refused', facts: [taken.id] };
    }
    case 'confirmedCase':
      return once(held.find((fact) => fact.kind === 'confirmedCase' && isWithin(fact.region, upTo(region, by))));
    case 'hqOrder':
      return once(held.find((fact) => fact.kind === 'hqOrder' && fact.value === subject && around(fact)));
    case 'outbreak':
      return once(held.find((fact) => fact.kind === 'outbreak' && around(fact)));
    case 'communityStatus':
      return once(held.find((fact) => fact.kind === 'communityStatus' && fact.value === by && around(fact)));
  }
}

const holds = (...facts: Fact[]): State => ({ state: 'holds', facts: facts.map(({ id }) => id) });

const once = (fact: Fact | undefined): State => (fact === undefined ? { state: 'waits', facts: [] } : holds(fact));

/** The region of a level around a place; the place itself where it lies on that level or above. */
function upTo(region: string, level: string | null): string {
  const parent = parentOf(region);
  return parent === null || depthOf(levelOf(region)) <= depthOf(level) ? region : upTo(parent, level);
}

const depthOf = (level: string | null): number => regionLevels.findIndex((it) => it === level);
