import { describe, expect, test } from 'vitest';
import { readPhone } from './phone.ts';

describe('[A8] [G16] a phone number', () => {
  test.each([
    '13800138000',
    '138 0013 8000',
    '138-0013-8000',
    '138－0013－8000',
    '１３８００１３８０００',
    '+8613800138000',
    '+86 138 0013 8000',
    '＋86 13800138000',
    '0086 138 0013 8000',
    '8613800138000',
    '(+86) 138-0013-8000',
    '（86）13800138000',
    '138.0013.8000',
    '\u202d13800138000\u202c',
    ' 13800138000\t',
  ])('%j is read', (text) => {
    expect(readPhone(text)).toEqual({ ok: '13800138000' });
  });

  test.each([
    '',
    '1380013800',
    '138001380000',
    '12800138000',
    '0457-2123456',
    '+1 13800138000',
    '1380013800a',
    '86138001380',
  ])('%j is no mobile number', (text) => {
    expect(readPhone(text)).toEqual({ error: 'phone' });
  });
});
