import { expect, test } from 'vitest';
import { messageText, type MessageKind } from './messages.ts';

const facts = {
  code: '123456',
  days: '2022-05-23 2022-05-25',
  number: '09:00/1/7C1A',
  reference: 'HY 3052 7714 96',
  office: '加格达奇区婚姻登记处',
  tel: '0457-000 0001',
  day: '2022-05-24',
  time: '09:40',
  missing: '户口簿',
  missingEnglish: 'household register',
  until: '2022-05-18T09:00:00Z',
};

const kinds: MessageKind[] = [
  'code',
  'booked',
  'moved',
  'cancelled',
  'cancelledByDesk',
  'reminder',
  'offered',
  'displacedNoPlace',
  'offerExpired',
  'corrected',
  'papersMissing',
  'duplicateTried',
  'released',
  'visitLate',
  'visitUnanswered',
  'waitJoined',
  'waitOffered',
  'waitOfferExpired',
  'waitOfferWithdrawn',
  'waitOver',
  'waitLeft',
  'ballotApplied',
  'ballotLost',
];

test.each(kinds)('a message of kind %s reads in both languages', (kind) => {
  const texts = (['zh-CN', 'en'] as const).map((locale) => messageText(kind, facts, locale));
  for (const text of texts) expect(text).not.toMatch(/undefined|\{/);
  expect(texts[0]).not.toBe(texts[1]);
});

test('a message tells day and time as the office writes them', () => {
  expect(messageText('booked', facts, 'zh-CN')).toContain('2022年5月24日（星期二）上午9:40');
});

test('who was not drawn is told the nearest days with room, or that other days may be booked', () => {
  expect(messageText('ballotLost', facts, 'zh-CN')).toContain('5月23日 星期一、5月25日 星期三');
  expect(messageText('ballotLost', { ...facts, days: '' }, 'zh-CN')).toContain('也可以预约其他日子');
});

test('a message that lacks what it has to tell is an error', () => {
  expect(() => messageText('moved', { reference: 'HY 3052 7714 96' }, 'zh-CN')).toThrow('needs');
});
