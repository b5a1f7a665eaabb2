import { describe, expect, test } from 'vitest';
import { dictionaryNames, entriesEver, entriesNow, versions } from './dictionaries.ts';

describe('a dictionary and its versions', () => {
  test.each(dictionaryNames)(
    '%s: the last version is the one in use; another one is added by npm run dictionaries',
    (name) => {
      expect(versions[name].at(-1)?.entries).toEqual(entriesNow(name));
    },
  );

  test.each(dictionaryNames)('%s: each version begins after the one before and says something else', (name) => {
    const all = versions[name];
    for (const [index, version] of all.slice(1).entries()) {
      expect(version.from > (all[index]?.from ?? '')).toBe(true);
      expect(version.entries).not.toEqual(all[index]?.entries);
    }
  });

  test('an entry that is gone keeps its words and its days, one that came later names its version', () => {
    const word = (text: string) => ({ zh: text, en: text });
    const all = [
      { from: '2026-01-01', entries: { old: word('旧'), kept: word('原名') } },
      { from: '2026-06-01', entries: { kept: word('新名'), fresh: word('新') } },
    ];
    expect(entriesEver(all)).toEqual([
      { code: 'old', ...word('旧'), version: 1, from: '2026-01-01', until: '2026-06-01' },
      { code: 'kept', ...word('新名'), version: 1, from: '2026-01-01', until: null },
      { code: 'fresh', ...word('新'), version: 2, from: '2026-06-01', until: null },
    ]);
  });
});
