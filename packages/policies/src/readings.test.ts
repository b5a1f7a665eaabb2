import { expect, test } from 'vitest';
import { packs } from './packs.ts';
import { readingOf, readings } from './readings.ts';

test('every reading a rule names by an id has its sentence', () => {
  const named = packs.flatMap(({ rules }) => rules.flatMap(({ reading }) => reading?.match(/\b[IC]\d+\b/g) ?? []));
  expect(named).not.toEqual([]);
  expect([...new Set(named)].filter((id) => readings[id] === undefined)).toEqual([]);
});

test('an id becomes its sentence, and words beside it stay', () => {
  expect(readingOf('I5：巡查与抽查不能互抵。').zh).toBe('一周从周一零时到周日24时；巡查与抽查不能互抵。');
  expect(readingOf('只有信息中心。')).toEqual({ zh: '只有信息中心。', en: '只有信息中心。' });
});
