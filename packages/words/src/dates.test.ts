import { expect, test } from 'vitest';
import { appointmentText, dayText, instantText, shortDayText } from './dates.ts';
import { timeRangeText } from './times.ts';

test('an appointment reads as the office writes it', () => {
  expect(appointmentText('2026-08-19', '09:00', '09:40', 'zh-CN')).toBe('2026年8月19日（星期三）上午9:00—9:40');
  expect(appointmentText('2026-08-19', '09:00', '09:40', 'en')).toBe('Wednesday 19 August 2026, 9:00–9:40 am');
});

test.each([
  ['within the morning', '09:00', '09:40', '上午9:00—9:40', '9:00–9:40 am'],
  ['across noon', '11:40', '12:20', '上午11:40—下午12:20', '11:40 am–12:20 pm'],
  ['within the afternoon', '14:00', '14:40', '下午2:00—2:40', '2:00–2:40 pm'],
  ['after noon itself', '12:00', '12:40', '下午12:00—12:40', '12:00–12:40 pm'],
])('a span %s names each half of the day once', (_, starts, ends, chinese, english) => {
  expect(timeRangeText(starts, ends, 'zh-CN')).toBe(chinese);
  expect(timeRangeText(starts, ends, 'en')).toBe(english);
});

test('an instant is told by the wall of the office', () => {
  expect(instantText('2022-05-18T09:00:00Z', 'zh-CN')).toBe('2022年5月18日（星期三）下午5:00');
});

test('a day without a locale is told in Chinese', () => {
  expect(dayText('2022-05-20')).toBe('2022年5月20日（星期五）');
  expect(shortDayText('2022-05-24')).toBe('5月24日 星期二');
});
