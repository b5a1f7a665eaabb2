import { boundKinds } from '@anmin/domain/institutions/kinds';
import { modalities, riskLevels, ruleVersionSchema, type RuleVersion } from '@anmin/domain/measures/notice';
import type { Vocabulary } from '@anmin/domain/measures/words';
import { regionLevels } from '@anmin/domain/regions/region';
import { isDay } from '#lib/days.ts';
import type { Fields } from '#lib/server/form.ts';
import { fieldsOfKind } from './fields.ts';
import { codeOfRegion, parts, readRequirement } from './reading.ts';

/** What every rule says whatever it asks: its clauses, whom it binds, where and how long, how it was read. */
export type OwnFields = ReturnType<typeof ownFields>;

export function ownFields(form: Fields) {
  const { all, text } = form;
  return {
    clauses: all('clauses'),
    modality: modalities.find((it) => it === text('modality')) ?? ('must' as const),
    kinds: boundKinds.filter((kind) => all('kinds').includes(kind)),
    region: text('scope.region'),
    except: text('scope.except'),
    risk: riskLevels.filter((level) => all('risk').includes(level)),
    levels: regionLevels.filter((level) => all('levels').includes(level)),
    from: text('rule.from'),
    until: text('rule.until'),
    reviewBy: text('rule.reviewBy'),
    reading: text('reading'),
  };
}

export const ownFieldsOf = ({ clauses, modality, scope, from, until, reviewBy, reading }: Omit<RuleVersion, 'id'>) => ({
  ...{ clauses, modality, kinds: scope.kinds, region: scope.region ?? '', except: (scope.except ?? []).join('、') },
  ...{ risk: scope.risk ?? [], levels: scope.levels ?? [], from, until: until ?? '' },
  ...{ reviewBy: reviewBy ?? '', reading: reading ?? '' },
});

const enteredSchema = ruleVersionSchema.omit({ id: true });

/** The rule a form describes, or the names of the controls to mend. */
export function readRule(form: Fields, kind: string, vocabulary: Vocabulary) {
  const own = ownFields(form);
  const on = isDay(own.from) ? own.from : anyDay;
  const { value, unknown } = readRequirement(form, fieldsOfKind(kind), vocabulary, on);
  const { clauses, modality, kinds, from, until, reviewBy, reading } = own;
  const except = parts(own.except).map((name) => codeOfRegion(name, on));
  const read = enteredSchema.safeParse({
    ...{ clauses, modality, from, until: until === '' ? null : until },
    scope: {
      ...{ region: codeOfRegion(own.region, on), kinds },
      ...filled('except', except),
      ...filled('risk', own.risk),
      ...filled('levels', own.levels),
    },
    requirement: { kind, ...value },
    ...(reviewBy === '' ? {} : { reviewBy }),
    ...(reading === '' ? {} : { reading }),
  });
  const wrong = read.success ? [] : read.error.issues.map(({ path }) => controlAt(path));
  return { own, rule: unknown.length === 0 ? read.data : undefined, wrong: [...new Set(wrong)], unknown };
}

/** Regions are looked for on it while a form names no first day. */
const anyDay = '2000-01-01';

const filled = (name: string, values: readonly unknown[]) => (values.length === 0 ? {} : { [name]: values });

/** The name of the control a path of the schema belongs to. */
function controlAt(path: readonly PropertyKey[]): string {
  const [first, ...rest] = path.map(String);
  if (first === 'requirement')
    return rest.filter((part, index) => index === 0 || !isPlace(part, rest[index + 1])).join('.');
  if (first === 'scope') return rest[0] === 'region' || rest[0] === 'except' ? `scope.${rest[0]}` : 'kinds';
  return first === 'from' || first === 'until' || first === 'reviewBy' ? `rule.${first}` : (first ?? 'clauses');
}

/** The last number of a path tells which of several words is wrong; the control holds them all. */
const isPlace = (part: string, next: string | undefined): boolean => next === undefined && /^\d+$/.test(part);
