import { gateChecks, gateRefusals, periods, thresholdActs, triggers } from '@anmin/domain/measures/duty';
import { boundKinds } from '@anmin/domain/institutions/kinds';
import { modalities, riskLevels, ruleVersionSchema, type RuleVersion } from '@anmin/domain/measures/notice';
import { officeChoices, services } from '@anmin/domain/measures/requirement';

/** A rule with one thing in it changed; `at` says where. */
export type Mutant = { readonly at: string; readonly changed: RuleVersion };

/** Every version of a rule that differs in one number, day, word, entry, choice or binding and still is a rule. */
export function mutantsOf(rule: RuleVersion): Mutant[] {
  return (['scope', 'from', 'until', 'reviewBy', 'modality', 'requirement'] as const)
    .filter((key) => rule[key] !== undefined)
    .flatMap((key) => changesOf(rule[key], key, (value) => read({ ...rule, [key]: value })))
    .concat(scopesOf(rule));
}

type Read = (value: unknown) => RuleVersion | undefined;

function read(rule: unknown): RuleVersion | undefined {
  const parsed = ruleVersionSchema.safeParse(rule);
  return parsed.success ? parsed.data : undefined;
}

/** What the schema allows instead of a value: the first of several kinds of value that still is a rule. */
function changesOf(value: unknown, at: string, rebuilt: Read): Mutant[] {
  const first = (...candidates: unknown[]) => some(at, candidates, rebuilt).slice(0, 1);
  if (typeof value === 'number') return some(at, [value - 1, value + 1], rebuilt);
  if (typeof value === 'boolean') return first(!value);
  if (value === null) return first(1, 'other', otherDay, { permille: 500, of: 'all' }, { record: 'other', count: 1 });
  if (typeof value === 'string')
    return isDay(value) ? some(at, [dayBeside(value, -1), dayBeside(value, 1)], rebuilt) : first(...insteadOf(value));
  if (Array.isArray(value)) return entriesOf(value, at, rebuilt);
  return Object.entries(value as object)
    .filter(([key]) => key !== 'kind' && (at !== 'scope' || (key !== 'region' && key !== 'except')))
    .flatMap(([key, own]) =>
      changesOf(own, `${at}.${key}`, (other) => rebuilt({ ...(value as object), [key]: other })),
    );
}

function entriesOf(list: readonly unknown[], at: string, rebuilt: Read): Mutant[] {
  const more = ['other', otherDay, 99, ...choices].filter((it) => !list.includes(it));
  return [
    ...list.flatMap((_, index) => some(`${at}.-${index}`, [list.toSpliced(index, 1)], rebuilt)),
    ...some(
      `${at}.+`,
      more.map((it) => [...list, it]),
      rebuilt,
    ).slice(0, 1),
    ...list.flatMap((own, index) =>
      typeof own === 'object' && own !== null
        ? changesOf(own, `${at}.${index}`, (other) => rebuilt(list.with(index, other)))
        : [],
    ),
  ];
}

/** Bound elsewhere, and the regions it leaves out bound as well. */
function scopesOf(rule: RuleVersion): Mutant[] {
  const { scope } = rule;
  const elsewhere = { ...scope, region: scope.region === '110000' ? '120000' : '110000' };
  const less = (scope.except ?? []).map((_, index) => ({ ...scope, except: scope.except?.toSpliced(index, 1) }));
  return [elsewhere, ...less].map((other) => ({ at: 'scope.region', changed: { ...rule, scope: other } }));
}

const some = (at: string, values: readonly unknown[], rebuilt: Read): Mutant[] =>
  values.flatMap((value) => {
    const changed = rebuilt(value);
    return changed === undefined ? [] : [{ at, changed }];
  });

const insteadOf = (word: string): string[] => [`${word}Other`, ...choices.filter((choice) => choice !== word)];

const choices: readonly string[] = [
  ...triggers,
  ...modalities,
  ...gateChecks,
  ...gateRefusals,
  ...thresholdActs,
  ...periods,
  ...boundKinds,
  ...riskLevels,
  ...officeChoices,
  ...services,
  ...['all', 'eligible', 'first', 'fullCourse', 'persons', 'tables', 'months', 'entry', 'exit', 'trip', 'taken'],
  ...['refused', 'keyAreaStay', 'quarantineEnd', 'booking', 'counter', 'temperature', 'inquiry', 'adjust', 'suspend'],
];

const otherDay = '2022-02-02';

const isDay = (word: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(word);

const dayBeside = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString();
