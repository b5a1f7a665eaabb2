import { faultsAmong, faultsOf, type Fault } from '@anmin/domain/measures/check';
import type { Pack, RuleVersion } from '@anmin/domain/measures/notice';
import { isWithin } from '@anmin/domain/regions/region';
import { vocabularies } from '../src/vocabulary.ts';

/** A pack with one fault sown into it, and where the checker must find it. */
export type Faulty = { readonly fault: Fault['fault']; readonly at: string; readonly pack: Pack };

/** Every fault of the list that a rule of the pack can be given, one at a time. */
export function faultyCopies(pack: Pack): Faulty[] {
  return pack.rules.flatMap((rule, index) => [...spoiltRules(pack, rule, index), ...spoiltPacks(pack, rule, index)]);
}

/** Whether the checker names the fault where it was sown. */
export function isFound({ fault, at, pack }: Faulty): boolean {
  const found =
    fault === 'contradiction' || fault === 'cyclic'
      ? faultsAmong([pack])
      : faultsOf(pack, vocabularies[pack.notice.id]);
  return found.some((it) => it.fault === fault && it.at === at);
}

function spoiltRules(pack: Pack, rule: RuleVersion, index: number): Faulty[] {
  const spoilt = (fault: Fault['fault'], change: object, at = rule.id): Faulty => ({
    fault,
    at,
    pack: withRule(pack, index, { ...rule, ...change }),
  });
  const { notice } = pack;
  const elsewhere = isWithin('110000', notice.region ?? '110000')
    ? []
    : [spoilt('deadScope', { scope: { ...rule.scope, region: '110000', except: [] } })];
  const spanned =
    notice.spans === undefined
      ? []
      : [
          spoilt('gap', { from: dayAfter(rule.from) }),
          spoilt('unreachable', { from: '1990-01-01', until: '1990-02-01' }),
        ];
  return [
    spoilt('shape', { clauses: [] }, `rules.${index}.clauses`),
    spoilt('shape', { from: '2022-02-30' }, `rules.${index}.from`),
    spoilt('shape', { override: true }, `rules.${index}`),
    spoilt('unknownKind', { requirement: { ...rule.requirement, kind: 'wish' } }, `rules.${index}.requirement.kind`),
    spoilt('unknownKind', { scope: { ...rule.scope, kinds: ['castle'] } }, `rules.${index}.scope.kinds.0`),
    spoilt('unknownRegion', { scope: { ...rule.scope, region: '990000', except: [] } }),
    spoilt('uncited', { clauses: ['XX-9.9'] }),
    spoilt('reversed', { until: rule.from }),
    ...(rule.scope.region === null
      ? []
      : [spoilt('deadScope', { scope: { ...rule.scope, except: [rule.scope.region] } })]),
    ...elsewhere,
    ...spanned,
    ...(notice.spans === undefined ? [] : [spoilt('expired', { until: dayAfter(dayAfter(rule.from)) })]),
    ...misspelt(rule).map((requirement) => spoilt('unknownWord', { requirement })),
    ...misread(pack, rule).map(({ clause, requirement }) => spoilt('boundary', { requirement }, clause)),
  ];
}

function spoiltPacks(pack: Pack, rule: RuleVersion, index: number): Faulty[] {
  const { notice, rules } = pack;
  const [name] = rule.id.split('@');
  const next = { ...rule, id: `${name ?? ''}@9` };
  const alone = rule.clauses.filter(
    (clause) => !rules.some((other) => other !== rule && other.clauses.includes(clause)),
  );
  const [clause] = alone.filter((id) => pack.clauses.some((it) => it.id === id && it.kind === 'rule'));
  return [
    { fault: 'twice', at: rule.id, pack: { ...pack, rules: [...rules, rule] } },
    { fault: 'overlap', at: next.id, pack: { ...pack, rules: [...rules, next] } },
    ...(rule.until === null
      ? []
      : [
          {
            fault: 'gap' as const,
            at: next.id,
            pack: { ...pack, rules: [...rules, { ...next, from: dayAfter(rule.until), until: null }] },
          },
        ]),
    ...(clause === undefined
      ? []
      : [{ fault: 'idle' as const, at: clause, pack: { ...pack, rules: rules.toSpliced(index, 1) } }]),
    ...opposite(rule).map((other) => ({
      fault: 'contradiction' as const,
      at: other.id,
      pack: { ...pack, rules: [...rules, other] },
    })),
    ...(index > 0
      ? []
      : [{ fault: 'cyclic' as const, at: notice.id, pack: { ...pack, notice: { ...notice, replaces: [notice.id] } } }]),
  ];
}

const withRule = (pack: Pack, index: number, rule: RuleVersion): Pack => ({
  ...pack,
  rules: pack.rules.with(index, rule),
});

const dayAfter = (day: string): string => Temporal.PlainDate.from(day).add({ days: 1 }).toString();

/** The same rule with the opposite order: another state of the same thing, or forbidden instead of ordered. */
function opposite(rule: RuleVersion): RuleVersion[] {
  const other = { ...rule, id: `${rule.id.split('@')[0] ?? ''}-opposite@1` };
  const { requirement, modality } = rule;
  if (modality !== 'must' && modality !== 'mustNot') return [];
  if (requirement.kind !== 'status') return [{ ...other, modality: modality === 'must' ? 'mustNot' : 'must' }];
  const unconditional = ['immediateList', 'citywide', 'campaignPhase'].includes(requirement.trigger);
  return unconditional ? [{ ...other, requirement: { ...requirement, state: 'opposite' } }] : [];
}

function misspelt({ requirement }: RuleVersion): RuleVersion['requirement'][] {
  const word = 'zzzUnknown';
  switch (requirement.kind) {
    case 'status':
      return [
        { ...requirement, subject: word },
        { ...requirement, bars: [word] },
      ];
    case 'cadence':
      return [
        { ...requirement, activity: word },
        { ...requirement, each: word },
      ];
    case 'deadline':
      return [
        { ...requirement, act: word },
        { ...requirement, to: [word] },
      ];
    case 'coverage':
      return [{ ...requirement, groups: [word] }];
    case 'threshold':
    case 'ladder':
    case 'ledger':
      return [{ ...requirement, of: word }];
    case 'assignment':
      return [{ ...requirement, each: word }];
    default:
      return [];
  }
}

/** Each number that the text of a clause bounds, moved by one, where no other rule of the clause holds it. */
function misread(pack: Pack, rule: RuleVersion) {
  const bounded = pack.clauses.filter(
    ({ id, bounds = [] }) =>
      bounds.length > 0 &&
      rule.clauses.includes(id) &&
      !pack.rules.some((other) => other !== rule && other.clauses.includes(id)),
  );
  return bounded.flatMap(({ id: clause }) => moved(rule.requirement).map((requirement) => ({ clause, requirement })));
}

function moved(requirement: RuleVersion['requirement']): RuleVersion['requirement'][] {
  if (requirement.kind === 'threshold' && requirement.from !== null)
    return [1, -1].map((by) => ({ ...requirement, from: (requirement.from ?? 0) + by }));
  if (requirement.kind === 'deadline' && requirement.withinMinutes !== null)
    return [1, -1].map((by) => ({ ...requirement, withinMinutes: (requirement.withinMinutes ?? 0) + by }));
  if (requirement.kind === 'deadline' && requirement.by !== null)
    return [{ ...requirement, by: dayAfter(requirement.by) }];
  if (requirement.kind === 'ladder')
    return [
      {
        ...requirement,
        steps: requirement.steps.map((step) => ({ ...step, hours: step.hours === null ? 24 : step.hours + 24 })),
      },
    ];
  return [];
}
