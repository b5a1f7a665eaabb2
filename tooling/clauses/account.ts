import { globSync, readFileSync } from 'node:fs';
import { root } from '../prepare.mjs';
import type { Clause } from '@anmin/domain/measures/notice';
import { cases } from '@anmin/policies/cases';
import { packs } from '@anmin/policies/packs';
import { startVitest } from 'vitest/node';
import type { Told } from './collector.ts';
import { clausesIn, scenariosIn } from './naming.ts';
import type { Tried } from './trial.ts';

export type ClauseAccount = {
  readonly id: string;
  readonly kind: Clause['kind'];
  readonly rules: readonly string[];
  /** Files with a test that names the clause. */
  readonly tests: readonly string[];
  /** Whether, of each of its rules, a test that names it finds a change. */
  readonly carried: boolean;
  /** Why it is not carried. */
  readonly open?: string;
};

export type Account = {
  readonly clauses: readonly (ClauseAccount & { readonly cases: number; readonly verbs: readonly string[] })[];
  readonly tried: readonly Tried[];
  readonly scenarios: ReadonlySet<number>;
};

/** Where every clause of the notices is carried, by the tests themselves run against changed rules. */
export async function account(): Promise<Account> {
  const { tried, names } = await trial();
  const elsewhere = sources(['packages/*/{src,test}/**/*.test.ts', 'apps/*/{src,test}/**/*.test.ts']);
  const named = Map.groupBy(
    [...names, ...elsewhere.map(({ file, text }) => ({ file, name: text }))].flatMap(({ file, name }) =>
      clausesIn(name).map((clause) => ({ clause, file })),
    ),
    ({ clause }) => clause,
  );
  const verbs = sources(['packages/api/src/**/*.ts']);
  const clauses = packs
    .filter(({ notice }) => !notice.standing)
    .flatMap((pack) =>
      pack.clauses.map(({ id, kind }) => {
        const rules = pack.rules.filter((rule) => rule.clauses.includes(id)).map((rule) => rule.id);
        const tests = [...new Set(named.get(id)?.map(({ file }) => file))];
        const open = openOf({ id, kind, rules, tests }, tried);
        const quoted = new RegExp(`['"\`[]${id.replaceAll('.', '\\.')}['"\`\\]]`);
        return {
          id,
          kind,
          rules,
          tests,
          carried: open === undefined,
          ...(open === undefined ? {} : { open }),
          cases: cases.filter(({ rule }) => rules.includes(rule)).length,
          verbs: verbs.filter(({ text }) => quoted.test(text)).map(({ file }) => file),
        };
      }),
    );
  const scenarios = new Set([
    ...cases.flatMap(({ scenario }) => scenario ?? []),
    ...[...names.map(({ name }) => name), ...elsewhere.map(({ text }) => text)].flatMap(scenariosIn),
  ]);
  return { clauses, tried, scenarios };
}

function openOf({ id, kind, rules, tests }: Omit<ClauseAccount, 'carried'>, tried: readonly Tried[]) {
  if (rules.length === 0) return kind === 'rule' || kind === 'advice' ? 'no rule' : `orders nothing: ${kind}`;
  if (tests.length === 0) return 'no test';
  const unproven = rules.filter((rule) => !tried.some((it) => it.rule === rule && it.foundBy.includes(id)));
  return unproven.length === 0 ? undefined : `tested, unproven: ${unproven.join(' ')}`;
}

/** Runs the tests of the packs against every changed rule; see `trial.ts`. */
async function trial(): Promise<{ tried: readonly Tried[]; names: readonly Pick<Told, 'name' | 'file'>[] }> {
  const vitest = await startVitest([], { config: `${root}/tooling/clauses/vitest.config.mjs` });
  const [run] = vitest.state.getTestModules().flatMap((module) => [...module.children.allTests()]);
  const { tried, names } = run?.meta() ?? {};
  const errors = [...(run?.result().errors ?? []), ...vitest.state.getUnhandledErrors()];
  await vitest.close();
  if (tried === undefined || names === undefined) throw new AggregateError(errors, 'the trial did not come to its end');
  return { tried, names };
}

const sources = (patterns: readonly string[]): { readonly file: string; readonly text: string }[] =>
  globSync(patterns, { cwd: root, exclude: ['**/node_modules/**'] })
    .sort()
    .map((file) => ({ file, text: readFileSync(`${root}/${file}`, 'utf8') }));
