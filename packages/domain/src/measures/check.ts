import { isEmpty, overlaps } from '../calendar/interval.ts';
import { fullNameOf, isWithin, levelOf, regionLevels, regionOn } from '../regions/region.ts';
import { misreadBounds } from './bounds.ts';
import { packSchema, type Pack, type RuleVersion } from './notice.ts';
import { misspelt, wordsOf, type Vocabulary } from './words.ts';

/**
 * What a pack may get wrong. `shape`: not a pack; `unwritten`: a clause without its summary; `uncited`: cites no clause of its notice; `twice`: an id given twice;
 * `idle`: a rule clause nothing carries; `reversed`: an interval without a day; `gap`, `overlap`: between versions of one
 * rule, or a start that is none of its notice; `expired`: ends while its notice goes on, with no version after it;
 * `unreachable`: can never ask anything; `deadScope`: binds nobody its notice can bind; `contradiction`: two rules order
 * opposite things; `repealed`: binds although its notice was replaced; `cyclic`: notices that replace each other;
 * `boundary`: a number on the other side of what the text says; `unknown…`: no such region, kind or word.
 */
export const faultKinds = [
  'shape',
  'unwritten',
  'uncited',
  'twice',
  'idle',
  'reversed',
  'gap',
  'overlap',
  'expired',
  'unreachable',
  'deadScope',
  'contradiction',
  'repealed',
  'cyclic',
  'boundary',
  'unknownRegion',
  'unknownKind',
  'unknownWord',
] as const;

/** `at`: the path in the data, or the id of the clause, rule or notice; `against`: the rule that one contradicts. */
export type Fault = { readonly fault: (typeof faultKinds)[number]; readonly at: string; readonly against?: string };

/** Faults of a pack as data. Nothing of a pack with a fault is loaded. */
export function faultsOf(data: unknown, vocabulary?: Vocabulary): Fault[] {
  const read = packSchema.safeParse(data);
  if (!read.success)
    return read.error.issues.map((issue) => ({ fault: faultOfIssue(issue.path), at: issue.path.join('.') }));
  const pack = read.data;
  return [
    ...at('unwritten', unwritten(pack)),
    ...at('twice', twice([...pack.clauses, ...pack.rules].map(({ id }) => id))),
    ...at(
      'uncited',
      idsOf(pack, (rule) => !citesOwn(pack, rule)),
    ),
    ...at('idle', idle(pack)),
    ...at('reversed', idsOf(pack, isEmpty)),
    ...at(
      'unknownRegion',
      idsOf(pack, (rule) => regionsOf(rule).some((code) => fullNameOf(code) === undefined)),
    ),
    ...at(
      'unknownWord',
      vocabulary === undefined ? [] : idsOf(pack, ({ requirement }) => misspelt(wordsOf(requirement), vocabulary)),
    ),
    ...at(
      'deadScope',
      idsOf(pack, (rule) => isDead(pack, rule)),
    ),
    ...at('gap', [
      ...versionPairs(pack, (before, after) => before.until !== null && before.until < after.from),
      ...idsOf(pack, (rule) => startsElsewhere(pack, rule)),
    ]),
    ...at(
      'overlap',
      versionPairs(pack, (before, after) => before.until === null || before.until > after.from),
    ),
    ...at(
      'expired',
      idsOf(pack, (rule) => endsElsewhere(pack, rule)),
    ),
    ...at(
      'unreachable',
      idsOf(pack, (rule) => isUnreachable(pack, rule)),
    ),
    ...at('boundary', misreadBounds(pack)),
  ];
}

/** Faults that only show among packs: opposite orders, notices that replace each other, rules that outlive theirs. */
export function faultsAmong(packs: readonly Pack[]): Fault[] {
  return [
    ...at(
      'twice',
      twice(packs.flatMap(({ notice, clauses, rules }) => [notice, ...clauses, ...rules].map(({ id }) => id))),
    ),
    ...contradictions(packs.flatMap(({ rules }) => rules)),
    ...at(
      'cyclic',
      packs.filter(({ notice }) => replacesItself(notice.id, packs)).map(({ notice }) => notice.id),
    ),
    ...at(
      'repealed',
      packs.flatMap((pack) => outlived(pack, packs)),
    ),
  ];
}

const at = (fault: Fault['fault'], places: readonly string[]): Fault[] =>
  [...new Set(places)].map((place) => ({ fault, at: place }));

function faultOfIssue(path: readonly PropertyKey[]): Fault['fault'] {
  const named = path.slice(2).join('.');
  return path[0] === 'rules' && (named === 'requirement.kind' || /^scope\.kinds\.\d+$/.test(named))
    ? 'unknownKind'
    : 'shape';
}

const idsOf = (pack: Pack, isFaulty: (rule: RuleVersion) => boolean): string[] =>
  pack.rules.filter(isFaulty).map(({ id }) => id);

const unwritten = ({ clauses }: Pack): string[] =>
  clauses.filter(({ kind, summary }) => kind !== 'none' && summary.trim() === '').map(({ id }) => id);

const twice = (ids: readonly string[]): string[] => ids.filter((id, index) => ids.indexOf(id) !== index);

const citesOwn = (pack: Pack, rule: RuleVersion): boolean =>
  rule.clauses.every((id) => pack.clauses.some((clause) => clause.id === id));

function idle(pack: Pack): string[] {
  const cited = new Set(pack.rules.flatMap((rule) => rule.clauses));
  return pack.clauses.filter(({ kind, id }) => kind === 'rule' && !cited.has(id)).map(({ id }) => id);
}

const regionsOf = ({ scope: { region, except = [] }, requirement }: RuleVersion): string[] => [
  ...(region === null ? [] : [region]),
  ...except,
  ...('exposure' in requirement && requirement.exposure !== undefined ? [requirement.exposure.region] : []),
];

/** A region of another notice or one that did not exist when the rule began; or no level or region of it is left. */
function isDead({ notice }: Pack, { scope, from }: RuleVersion): boolean {
  const { region, except = [], levels } = scope;
  if (region === null) return notice.region !== null || except.length > 0;
  if (fullNameOf(region) === undefined) return false;
  return (
    (notice.region !== null && !isWithin(region, notice.region)) ||
    regionOn(region, from) === undefined ||
    levels?.every((level) => regionLevels.indexOf(level) < regionLevels.indexOf(levelOf(region))) === true ||
    except.some((left) => !isWithin(left, region) || isWithin(region, left))
  );
}

/** Versions of one rule, `name@1` before `name@2`, each with the next; the later one is named. */
function versionPairs(pack: Pack, isFaulty: (before: RuleVersion, after: RuleVersion) => boolean): string[] {
  const byName = Map.groupBy(pack.rules, ({ id }) => id.split('@')[0] ?? id);
  return [...byName.values()].flatMap((versions) => {
    const inOrder = [...versions].sort((one, other) => versionOf(one) - versionOf(other));
    return inOrder
      .slice(1)
      .filter((after, index) => {
        const before = inOrder[index];
        return before !== undefined && before.id !== after.id && isFaulty(before, after);
      })
      .map(({ id }) => id);
  });
}

const versionOf = ({ id }: RuleVersion): number => Number(id.split('@')[1] ?? 1);

const hasVersion = (pack: Pack, { id }: RuleVersion, step: number): boolean => {
  const [name, version] = id.split('@');
  return pack.rules.some((rule) => rule.id === `${name ?? ''}@${String(Number(version) + step)}`);
};

const startsElsewhere = (pack: Pack, rule: RuleVersion): boolean =>
  !hasVersion(pack, rule, -1) && pack.notice.spans?.some(({ from }) => from === rule.from) === false;

const endsElsewhere = (pack: Pack, rule: RuleVersion): boolean =>
  !hasVersion(pack, rule, 1) && pack.notice.spans?.some(({ until }) => until === rule.until) === false;

/** Outside every span of its notice, or set going by nobody who is named. */
function isUnreachable({ notice }: Pack, rule: RuleVersion): boolean {
  const { requirement } = rule;
  if (notice.spans?.some((span) => overlaps(span, rule)) === false) return true;
  const namesWho: readonly string[] = ['authorityDecision', 'breachDecision', 'confirmedCase', 'communityStatus'];
  return requirement.kind === 'status' && namesWho.includes(requirement.trigger) && requirement.by === null;
}

/**
 * Two rules that bind somebody on some day and put one thing into two states, or order and forbid the same: the later one
 * against the earlier.
 */
function contradictions(rules: readonly RuleVersion[]): Fault[] {
  const unconditional = rules.filter(
    ({ requirement, modality }) =>
      (modality === 'must' || modality === 'mustNot') &&
      (requirement.kind !== 'status' || ['immediateList', 'citywide', 'campaignPhase'].includes(requirement.trigger)),
  );
  return unconditional.flatMap((rule, index) =>
    unconditional
      .slice(0, index)
      .filter((other) => meet(rule, other) && areOpposite(rule, other))
      .map(({ id }) => ({ fault: 'contradiction', at: rule.id, against: id })),
  );
}

const meet = (one: RuleVersion, other: RuleVersion): boolean =>
  overlaps(one, other) &&
  one.scope.kinds.some((kind) => other.scope.kinds.includes(kind)) &&
  areNested(one.scope, other.scope);

function areNested(one: RuleVersion['scope'], other: RuleVersion['scope']): boolean {
  if (one.region === null || other.region === null) return true;
  const [outer, inner] = isWithin(one.region, other.region) ? [other, one.region] : [one, other.region];
  return (
    outer.region !== null &&
    isWithin(inner, outer.region) &&
    outer.except?.some((left) => isWithin(inner, left)) !== true
  );
}

function areOpposite(one: RuleVersion, other: RuleVersion): boolean {
  const [a, b] = [one.requirement, other.requirement];
  if (a.kind === 'status' && b.kind === 'status') return a.subject === b.subject && a.state !== b.state;
  return one.modality !== other.modality && JSON.stringify(a) === JSON.stringify(b);
}

function replacesItself(id: string, packs: readonly Pack[], seen: readonly string[] = []): boolean {
  const next = packs.find(({ notice }) => notice.id === (seen.at(-1) ?? id))?.notice.replaces ?? [];
  return next.some(
    (replaced) => replaced === id || (!seen.includes(replaced) && replacesItself(id, packs, [...seen, replaced])),
  );
}

/** Rules in force on the day their notice was replaced by another. */
function outlived({ notice, rules }: Pack, packs: readonly Pack[]): string[] {
  const successor = packs.find(({ notice: other }) => other.replaces?.includes(notice.id) === true);
  const day = successor?.notice.spans?.[0]?.from ?? successor?.notice.issuedOn ?? null;
  return day === null ? [] : rules.filter(({ until }) => until === null || until > day).map(({ id }) => id);
}
