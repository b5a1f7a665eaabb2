import { levelOf, parentOf, type RegionLevel } from '../regions/region.ts';
import type { RuleVersion } from './notice.ts';

/** On which levels an authority named by a rule stands; where the text names none of these, any bureau above decides. */
const levelsOf: Readonly<Record<string, readonly RegionLevel[] | undefined>> = {
  cityBureau: ['prefecture'],
  prefectureBureau: ['prefecture'],
  countyBureau: ['county'],
};

const anyBureau: readonly RegionLevel[] = ['province', 'prefecture', 'county'];

/** A rule for which nothing happens until an authority has decided. */
export function awaitsDecision(rule: RuleVersion): boolean {
  return (
    (rule.requirement.kind === 'status' && rule.requirement.trigger === 'authorityDecision') || followsBreach(rule)
  );
}

/** Of these, the one that nobody is asked to decide on before something the notice asks is breached. */
export const followsBreach = ({ requirement }: RuleVersion): boolean =>
  requirement.kind === 'status' && requirement.trigger === 'breachDecision';

/** Whether a bureau stands on the level that the rule leaves the decision to: a county may not decide for the city. */
export function mayDecide({ requirement }: RuleVersion, bureau: string): boolean {
  const by = requirement.kind === 'status' ? requirement.by : null;
  return (levelsOf[by ?? ''] ?? anyBureau).includes(levelOf(bureau));
}

/** The regions around a place whose bureau may decide, the widest first. */
export function decidedAt(rule: RuleVersion, place: string): string[] {
  const above = parentOf(place);
  return [...(above === null ? [] : decidedAt(rule, above)), ...(mayDecide(rule, place) ? [place] : [])];
}
