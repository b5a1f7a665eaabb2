import { expect, test } from 'vitest';
import { acceptedStep, base32, codeAt, stepAt, totpUri } from './totp.ts';

const secret = Buffer.from('12345678901234567890');

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('the code of RFC 6238 at second %i is %s', (second, code) => {
  expect(codeAt(secret, stepAt(Temporal.Instant.fromEpochMilliseconds(second * 1_000)))).toBe(code);
});

test('[B03] a code counts in its own half minute and the ones beside it', () => {
  const accepted = [-2, -1, 0, 1, 2].map((away) => acceptedStep(secret, codeAt(secret, 1_000 + away), 1_000, 0));
  expect(accepted).toEqual([null, 999, 1_000, 1_001, null]);
});

test('[B03] a code counts once, and none before it counts afterwards', () => {
  expect(acceptedStep(secret, codeAt(secret, 1_000), 1_000, 1_000)).toBeNull();
  expect(acceptedStep(secret, codeAt(secret, 999), 1_000, 1_000)).toBeNull();
  expect(acceptedStep(secret, codeAt(secret, 1_001), 1_000, 1_000)).toBe(1_001);
});

test('the secret is written as apps read it', () => {
  expect(base32(Buffer.from('Hello!\xDE\xAD\xBE\xEF', 'latin1'))).toBe('JBSWY3DPEHPK3PXP');
  expect(totpUri(secret, '安民', 'lin')).toBe(
    'otpauth://totp/%E5%AE%89%E6%B0%91:lin?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E5%AE%89%E6%B0%91&digits=6&period=30',
  );
});
