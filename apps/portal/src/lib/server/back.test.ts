import { expect, test } from 'vitest';
import { backTo } from './back.ts';

test.each([
  ['//evil.example'],
  ['/\\evil.example'],
  ['https://evil.example/admin'],
  ['javascript:alert(1)'],
  ['/admin//evil.example'],
  ['／／evil.example'],
  ['/admin/\n//evil.example'],
  ['/admin@evil.example'],
  ['/administrator'],
  [null],
])('[B16] after signing in nobody is sent to %j', (next) => {
  expect(backTo(next)).toBe('/admin/');
});

test.each([['/admin'], ['/admin/plan?office=mohe'], ['/admin/account?done=passphrase']])(
  'one goes back to %s',
  (next) => {
    expect(backTo(next)).toBe(next);
  },
);
