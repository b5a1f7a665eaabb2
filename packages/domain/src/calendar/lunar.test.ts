import { expect, test } from 'vitest';
import { lunarCell, lunarFestival, lunarLabel } from './lunar.ts';

test.each([
  ['2026-08-19', '七月初七', '初七', '七夕节'],
  ['2026-02-17', '正月初一', '正月', '春节'],
  ['2026-02-16', '腊月廿九', '廿九', '除夕'],
  ['2025-01-28', '腊月廿九', '廿九', '除夕'],
  ['2024-02-09', '腊月三十', '三十', '除夕'],
  ['2025-07-25', '闰六月初一', '闰六月', undefined],
  ['2026-06-19', '五月初五', '初五', '端午节'],
  ['2026-09-25', '八月十五', '十五', '中秋节'],
  ['2026-10-18', '九月初九', '初九', '重阳节'],
  ['2026-05-20', '四月初四', '初四', undefined],
])('%s is %s', (text, label, cell, festival) => {
  const day = Temporal.PlainDate.from(text);
  expect([lunarLabel(day), lunarCell(day), lunarFestival(day)]).toEqual([label, cell, festival]);
});
