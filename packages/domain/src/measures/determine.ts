import { contains } from '../calendar/interval.ts';
import { canonical, hashOf } from './canonical.ts';
import { compare, heldFacts, riskOf, type Fact } from './facts.ts';
import { rulesAt, type Place } from './in-force.ts';
import { memo } from './memo.ts';
import type { Modality, Pack, RiskLevel, RuleVersion } from './notice.ts';
import { knownOf, successions, type Succession } from './succession.ts';
import { stateOf, type State } from './trigger.ts';

/** Three clocks kept apart: when the facts held, when the law was in force, and what was known. */
export type Clocks = {
  readonly factsAt: string;
  readonly lawAt: string;
  /** `YYYY-MM-DDTHH:MM` */
  readonly knownAt: string;
};

/** What one rule in force says of the place: whether it asks something now, and by which facts. */
export type Finding = State & {
  readonly rule: string;
  readonly clauses: readonly string[];
  readonly modality: Modality;
};

/** A determination as it is kept: the same packs and facts give the same bytes. */
export type Receipt = {
  readonly form: 1;
  readonly place: Place;
  readonly clocks: Clocks;
  readonly risk: string | null;
  readonly findings: readonly Finding[];
  /** Hash of each rule version used: a changed text of a rule shows, whatever its id says. */
  readonly versions: Readonly<Record<string, string>>;
  readonly inputs: readonly Fact[];
  /** SHA-256 over all of the above in canonical JSON (RFC 8785). */
  readonly hash: string;
};

export type Determination = { readonly rules: readonly RuleVersion[]; readonly receipt: Receipt };

/** What is required of a place, and why; `rules` are those that ask something now. */
export function determine(packs: readonly Pack[], place: Place, clocks: Clocks, facts: readonly Fact[]): Determination {
  const held = heldFacts(facts, clocks.factsAt, clocks.knownAt);
  const risk = riskOf(place.region, held);
  const states = judge(packs, place, clocks, held, risk?.level ?? null);
  return { rules: askingNow(states), receipt: receiptOf(place, clocks, risk, states, held) };
}

/** For each place the rules that ask something of it; places of one kind and region are judged once. */
export function requiredOf(
  packs: readonly Pack[],
  places: readonly Place[],
  clocks: Clocks,
  facts: readonly Fact[],
): (readonly RuleVersion[])[] {
  const held = heldFacts(facts, clocks.factsAt, clocks.knownAt);
  const judged = new Map<string, Map<string, readonly RuleVersion[]>>();
  return places.map((place) =>
    memo(
      memo(judged, place.kind, () => new Map<string, readonly RuleVersion[]>()),
      place.region,
      () => askingNow(judge(packs, place, clocks, held, riskOf(place.region, held)?.level ?? null)),
    ),
  );
}

/** A notice ends with the one that replaces it as far as that was known. */
const isSucceeded = (end: Succession | undefined, { lawAt, knownAt }: Clocks): boolean =>
  end !== undefined && end.from <= lawAt && end.known <= knownAt;

type Judged = State & { readonly rule: RuleVersion };

const askingNow = (states: readonly Judged[]): RuleVersion[] =>
  states.filter(({ state }) => state === 'holds').map(({ rule }) => rule);

function judge(
  packs: readonly Pack[],
  place: Place,
  clocks: Clocks,
  held: readonly Fact[],
  risk: RiskLevel | null,
): Judged[] {
  const [known, ends] = [knownFrom(packs), successions(packs)];
  return rulesAt(packs, place)
    .filter(
      (rule) =>
        contains(rule, clocks.lawAt) &&
        !isSucceeded(ends.get(rule), clocks) &&
        (known.get(rule) ?? '') <= clocks.knownAt &&
        (rule.scope.risk === undefined || (risk !== null && rule.scope.risk.includes(risk))),
    )
    .map((rule) => ({ rule, ...stateOf(rule, place.region, held) }));
}

/** The text of a receipt to keep, and to compare byte for byte. */
export const writeReceipt = (receipt: Receipt): string => canonical(receipt);

/** Whether the same packs and facts still give the same bytes. */
export function replays(text: string, packs: readonly Pack[], facts: readonly Fact[]): boolean {
  const { place, clocks } = JSON.parse(text) as Receipt;
  return writeReceipt(determine(packs, place, clocks, facts).receipt) === text;
}

function receiptOf(
  place: Place,
  clocks: Clocks,
  risk: ReturnType<typeof riskOf>,
  states: readonly Judged[],
  held: readonly Fact[],
): Receipt {
  const findings = states
    .map(({ rule, state, facts }) => ({ rule: rule.id, clauses: rule.clauses, modality: rule.modality, state, facts }))
    .sort((one, other) => compare(one.rule, other.rule));
  const used = new Set([...findings.flatMap(({ facts }) => facts), ...(risk === null ? [] : [risk.fact.id])]);
  const told = {
    form: 1 as const,
    place: { region: place.region, kind: place.kind },
    clocks,
    risk: risk?.level ?? null,
    findings,
    versions: Object.fromEntries(states.map(({ rule }) => [rule.id, versionOf(rule)])),
    inputs: held.filter(({ id }) => used.has(id)).sort((one, other) => compare(one.id, other.id)),
  };
  return { ...told, hash: hashOf(told) };
}

/** A rule counts from the day its notice could be known: an officer is judged by what could be read. */
const knownFrom = (packs: readonly Pack[]): ReadonlyMap<RuleVersion, string> =>
  memo(days, packs, () => new Map(packs.flatMap(({ notice, rules }) => rules.map((rule) => [rule, knownOf(notice)]))));

const days = new WeakMap<readonly Pack[], ReadonlyMap<RuleVersion, string>>();

const versions = new WeakMap<RuleVersion, string>();

function versionOf(rule: RuleVersion): string {
  return memo(versions, rule, () => hashOf(rule));
}
