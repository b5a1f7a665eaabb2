import { spoken, type Sentence } from '@anmin/server/sentences';
import { account, type Account } from './clauses/account.ts';
import { say } from './command.ts';

/**
 * `npm run clauses`: where each clause of the notices is carried. A clause is accounted for where a rule cites it or it
 * orders nothing, and carried where a test that names it turns red once its rule is changed. `--json`: the same for
 * programs. Ends with 1 if a clause is not accounted for.
 */
const { clauses, tried, scenarios } = await account();
const accounted = clauses.filter(({ rules, kind }) => rules.length > 0 || (kind !== 'rule' && kind !== 'advice'));
const carried = clauses.filter((clause) => clause.carried);
const totals = { clauses: clauses.length, accounted: accounted.length, carried: carried.length };
const score = scoreOf(tried);
if (process.argv.includes('--json')) {
  console.error(spoken(score));
  console.log(JSON.stringify({ totals, clauses: clauses.map(shown) }));
} else tell();
process.exitCode = accounted.length === clauses.length ? 0 : 1;

/** How much of what a rule says the tests of its clauses hold. */
function scoreOf(all: Account['tried']): Sentence {
  const found = all.filter(({ foundBy }) => foundBy.length > 0).length;
  const share = ((100 * found) / all.length).toFixed(1);
  return {
    zh: `规则数据改动 ${all.length} 处，测试发现 ${found} 处（${share} %）。`,
    en: `Of ${all.length} changes to rule data the tests find ${found} (${share} %).`,
  };
}

function shown({ id, kind, rules, tests, carried: isCarried, open }: Account['clauses'][number]) {
  return { id, kind, rules, tests, carried: isCarried, ...(open === undefined ? {} : { open }) };
}

function tell(): void {
  for (const clause of clauses) {
    const { id, kind, rules, tests, verbs, cases, open } = clause;
    console.log(`${open === undefined ? '✓' : '·'} ${id} ${kind}${open === undefined ? '' : ` — ${open}`}`);
    console.log(`    ${[`${cases} cases`, ...rules].join('  ')}`);
    if (tests.length + verbs.length > 0) console.log(`    ${[...tests, ...verbs].join('  ')}`);
  }
  for (const { rule, at, foundBy } of tried) if (foundBy.length === 0) console.log(`未发现 not found: ${rule} ${at}`);
  say(score);
  const all = Array.from({ length: 25 }, (_, index) => index + 1);
  const told = all.filter((scenario) => scenarios.has(scenario));
  const untold = all.filter((scenario) => !scenarios.has(scenario));
  say({
    zh: `情景已述：${told.join(' ')}；未述：${untold.join(' ') || '无'}。`,
    en: `Scenarios told: ${told.join(' ')}; open: ${untold.join(' ') || 'none'}.`,
  });
  say({
    zh: `条款 ${totals.clauses}，有着落 ${totals.accounted}，经改动检验 ${totals.carried}。`,
    en: `${totals.clauses} clauses, ${totals.accounted} accounted for, ${totals.carried} carried.`,
  });
}
