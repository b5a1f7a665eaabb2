import { globSync } from 'node:fs';
import { packs } from '@anmin/policies/packs';
import type { RuleVersion } from '@anmin/domain/measures/notice';
import { test } from 'vitest';
import { collected, type Told } from './collector.ts';
import { mutantsOf } from './mutants.ts';
import { clausesIn } from './naming.ts';

/** What the tests of its clauses say of a rule changed in one thing. */
export type Tried = {
  readonly rule: string;
  readonly at: string;
  /** The clauses whose tests turned red. */
  readonly foundBy: readonly string[];
};

declare module 'vitest' {
  interface TaskMeta {
    tried?: readonly Tried[];
    /** The name of every test that was collected, and the file it stands in. */
    names?: readonly Pick<Told, 'name' | 'file'>[];
  }
}

const files = globSync(['packages/policies/src/*/*.test.ts', 'packages/domain/src/appointments/*.test.ts']).sort();

test('each rule of the notices, changed in one thing, under the tests that name its clauses', async ({ task }) => {
  for (const file of files) await collected.from(file, () => import(/* @vite-ignore */ `${process.cwd()}/${file}`));
  const red = await redAmong(collected.tests);
  if (red !== undefined) throw new Error(`red before anything was changed: ${red.name}`);
  const rules = packs.filter(({ notice }) => !notice.standing).flatMap((pack) => pack.rules);
  const tried: Tried[] = [];
  for (const rule of rules) tried.push(...(await tryOut(rule)));
  task.meta.tried = tried;
  task.meta.names = collected.tests.map(({ name, file }) => ({ name, file }));
});

async function tryOut(rule: RuleVersion): Promise<Tried[]> {
  const original = { ...rule };
  const tried: Tried[] = [];
  for (const { at, changed } of mutantsOf(original)) {
    become(rule, changed);
    const foundBy: string[] = [];
    for (const clause of original.clauses) if ((await redAmong(naming(clause))) !== undefined) foundBy.push(clause);
    tried.push({ rule: original.id, at, foundBy });
  }
  become(rule, original);
  return tried;
}

/** The same object with other contents: the tests have looked it up already. */
function become(rule: RuleVersion, other: RuleVersion): void {
  for (const key of Object.keys(rule)) Reflect.deleteProperty(rule, key);
  Object.assign(rule, other);
}

let byClause: ReadonlyMap<string, readonly Told[]> | undefined;

function naming(clause: string): readonly Told[] {
  byClause ??= new Map(
    [
      ...Map.groupBy(
        collected.tests.flatMap((told) => clausesIn(told.name).map((id) => ({ id, told }))),
        ({ id }) => id,
      ),
    ].map(([id, all]) => [id, all.map(({ told }) => told)]),
  );
  return byClause.get(clause) ?? [];
}

async function redAmong(tests: readonly Told[]): Promise<Told | undefined> {
  for (const told of tests) {
    try {
      await told.run();
    } catch {
      return told;
    }
  }
  return undefined;
}
