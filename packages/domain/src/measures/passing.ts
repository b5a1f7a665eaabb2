import type { RuleVersion } from './notice.ts';
import { isKind } from './in-force.ts';
import type { RequirementOf } from './requirement.ts';

export const gateAts = ['entry', 'goods', 'trip', 'assignment', 'event', 'community', 'exit'] as const;
export type GateAt = RequirementOf<'gate'>['at'];

/** Who or what wants to pass, and where; `as` null: as nobody and nothing that a rule names. Never who it is. */
export type Passing = { readonly at: GateAt; readonly as: string | null };

export type PassAnswers = {
  /** Checks that were done and found well. */
  readonly checks: readonly string[];
  /** Reasons to refuse: those that were found, and those that were asked after and are not so. */
  readonly found: readonly string[];
  readonly cleared: readonly string[];
  readonly exemptions: readonly string[];
};

export const verdicts = ['passes', 'refused', 'incomplete'] as const;
export type Verdict = (typeof verdicts)[number];

/** What one rule says; `because`: whom it bars, the reasons found, or the checks and questions that are lacking. */
export type Layer = {
  /** null: a closure on record, whatever asked for it */
  readonly rule: string | null;
  readonly clauses: readonly string[];
  readonly modality: RuleVersion['modality'];
  readonly verdict: Verdict;
  readonly because: readonly string[];
};

export type Judgement = {
  readonly verdict: Verdict;
  readonly layers: readonly Layer[];
  /** Behind the verdict: those that refuse, else those still open, else all that were asked. */
  readonly clauses: readonly string[];
  /** Whether an entitled person may let pass for a reason of theirs: only PRINCIPLE refuses, and nothing is lacking. */
  readonly yields: boolean;
};

/** The places of passage at which a rule asks or bars something; people come in everywhere. */
export const gatesOf = (rules: readonly RuleVersion[]): GateAt[] => [
  ...new Set<GateAt>([
    'entry',
    ...rules.flatMap(({ requirement }) => (isKind(requirement, 'gate') ? [requirement.at] : [])),
  ]),
];

/** As what somebody or something may come there, in words of a rule or of a closure on record; who comes from outside first. */
export function comersAt(rules: readonly RuleVersion[], at: GateAt, closedTo: readonly string[] = []): string[] {
  const all = new Set([
    ...rules.flatMap(({ requirement }) => barredAt(requirement, at)),
    ...barsAt(closedTo, at),
    ...gatesAt(rules, at).flatMap(({ requirement }) => requirement.of ?? []),
  ]);
  return [...all].sort((one, other) => Number(other === fromOutside) - Number(one === fromOutside));
}

/** What is asked of who or what comes: every check and every reason to refuse of all layers. */
export function askedOf(rules: readonly RuleVersion[], passing: Passing) {
  const gates = gatesFor(rules, passing).map(({ requirement }) => requirement);
  return {
    checks: [...new Set(gates.flatMap(({ checks }) => checks))],
    reasons: [...new Set(gates.flatMap(({ refuses }) => refuses))],
    exemptions: [...new Set(gates.flatMap(({ exempt }) => exempt))],
  };
}

/** The rules that bar somebody or something of this kind whatever is checked: a closed institution. */
export const barsOf = (rules: readonly RuleVersion[], { at, as }: Passing): RuleVersion[] =>
  rules.filter(
    ({ requirement, modality }) =>
      modality !== 'advise' && requirement.kind === 'status' && isBarred(requirement.bars, { at, as }),
  );

/** Whether a rule closes a gate to some before anything is asked. */
export const isShutFor = ({ requirement, modality }: RuleVersion, at: GateAt): boolean =>
  modality !== 'advise' && barredAt(requirement, at).length > 0;

/**
 * Who may pass by the rules that ask something now, each on its own terms (C12): whom one refuses no other admits, a
 * check or question that one lacks is no pass, and a reason of an entitled person lifts a PRINCIPLE's refusal only.
 * `closedTo`: whom the closures on record bar.
 */
export function judgePassing(
  rules: readonly RuleVersion[],
  passing: Passing,
  answers: PassAnswers,
  { overridden = false, closedTo = [] }: { readonly overridden?: boolean; readonly closedTo?: readonly string[] } = {},
): Judgement {
  const closure = isBarred(closedTo, passing) ? [closedLayer(passing)] : [];
  const layers = [...closure, ...layersOf(rules, passing, answers, overridden)];
  const verdict = worstOf(layers);
  const telling = layers.filter((layer) => layer.verdict === verdict);
  return {
    verdict,
    layers,
    clauses: [...new Set(telling.flatMap(({ clauses }) => clauses))],
    yields: verdict === 'refused' && worstOf([...closure, ...layersOf(rules, passing, answers, true)]) === 'passes',
  };
}

function layersOf(rules: readonly RuleVersion[], passing: Passing, answers: PassAnswers, overridden: boolean): Layer[] {
  const bars = barsOf(rules, passing).map((rule) => {
    const lifted = overridden && rule.modality === 'principle';
    return layer(rule, lifted ? 'passes' : 'refused', lifted || passing.as === null ? [] : [passing.as]);
  });
  return [...bars, ...gatesFor(rules, passing).map((rule) => gateLayer(rule, answers, overridden))];
}

function gateLayer(rule: Gate, { checks, found, cleared, exemptions }: PassAnswers, overridden: boolean): Layer {
  const { requirement, modality } = rule;
  const isExempt = requirement.exempt.some((exemption) => exemptions.includes(exemption));
  const spared = isExempt || (overridden && modality === 'principle');
  const refusing = spared ? [] : requirement.refuses.filter((reason) => found.includes(reason));
  const unasked = requirement.refuses.filter((reason) => !found.includes(reason) && !cleared.includes(reason));
  const lacking = [...requirement.checks.filter((check) => !checks.includes(check)), ...unasked];
  if (modality === 'advise') return layer(rule, 'passes', []);
  if (refusing.length > 0) return layer(rule, 'refused', refusing);
  return layer(rule, lacking.length > 0 ? 'incomplete' : 'passes', lacking);
}

const layer = ({ id, clauses, modality }: RuleVersion, verdict: Verdict, because: readonly string[]): Layer => ({
  ...{ rule: id, clauses, modality, verdict, because },
});

const worstOf = (layers: readonly Layer[]): Verdict =>
  (['refused', 'incomplete'] as const).find((it) => layers.some(({ verdict }) => verdict === it)) ?? 'passes';

type Gate = RuleVersion & { readonly requirement: RequirementOf<'gate'> };

const isGate = (rule: RuleVersion): rule is Gate => rule.requirement.kind === 'gate';

const gatesAt = (rules: readonly RuleVersion[], at: GateAt): Gate[] =>
  rules.filter(isGate).filter(({ requirement }) => requirement.at === at);

const gatesFor = (rules: readonly RuleVersion[], { at, as }: Passing): Gate[] =>
  gatesAt(rules, at).filter(({ requirement: { of } }) => of === undefined || (as !== null && of.includes(as)));

/** Who came from outside is always let out again. */
const fromOutside = 'visitor';

/** Those of the barred whom a gate concerns: a closure is about who comes in, and who of the house goes out. */
export function barsAt(bars: readonly string[], at: GateAt): readonly string[] {
  if (at !== 'entry' && at !== 'exit') return [];
  return at === 'entry' ? bars : bars.filter((bar) => bar !== fromOutside);
}

const barredAt = (requirement: RuleVersion['requirement'], at: GateAt): readonly string[] =>
  requirement.kind === 'status' ? barsAt(requirement.bars, at) : [];

const isBarred = (bars: readonly string[], { at, as }: Passing): boolean =>
  as !== null && barsAt(bars, at).includes(as);

const closedLayer = ({ as }: Passing): Layer => ({
  ...{ rule: null, clauses: [], modality: 'must', verdict: 'refused', because: as === null ? [] : [as] },
});
