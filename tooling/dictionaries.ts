import { writeFileSync } from 'node:fs';
import { dictionaryNames, entriesNow, versions } from '@anmin/words/dictionaries';
import { CannotStart } from '@anmin/server/sentences';
import { command, say } from './command.ts';

/**
 * `npm run dictionaries -- DAY`: keeps what changed in a dictionary as a version of its own from a day on. Versions that
 * are kept are never changed: old records go on being read by them.
 */
const day = process.argv[2] ?? '';

await command(() => {
  if (!/^\d{4}-\d\d-\d\d$/.test(day))
    throw new CannotStart({
      zh: '用法：npm run dictionaries -- 启用日期（如 2026-12-01）',
      en: 'Usage: npm run dictionaries -- DAY (such as 2026-12-01)',
    });
  const changed = dictionaryNames.filter(
    (name) => JSON.stringify(versions[name].at(-1)?.entries) !== JSON.stringify(entriesNow(name)),
  );
  const all = Object.fromEntries(
    dictionaryNames.map((name) => [
      name,
      changed.includes(name) ? [...versions[name], { from: day, entries: entriesNow(name) }] : versions[name],
    ]),
  );
  const file = new URL('../packages/words/src/dictionary-versions.json', import.meta.url);
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
  say({ zh: `${changed.length} 部字典有新版本。`, en: `${changed.length} dictionaries have a new version.` });
  return Promise.resolve(true);
});
