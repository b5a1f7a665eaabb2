import { expect, test } from 'vitest';
import { refuseWeak } from './passphrase.ts';

const known = ['jiagedaqi', '林晓燕'];

test.each([
  ['two words out of leaked lists', 'passwordpassword'],
  ['a row of digits', '123456789012'],
  ['a row of keys', 'qwertyuiop12'],
  ['one letter twelve times', 'aaaaaaaaaaaa'],
  ['a leaked one in disguise', 'P@ssw0rd1234'],
  ['one’s own user name and a year', 'jiagedaqi2022'],
  ['the office’s name and a row', 'minzhengju123456'],
])('%s is refused', (_, passphrase) => {
  expect(refuseWeak(passphrase, known)).toMatchObject({ refused: 'passphraseWeak', facts: {} });
});

test.each([['song-shu-he-xue-di'], ['correct horse battery staple'], ['松树和雪地以及一条河流过']])(
  '%s is taken, without digits or capitals',
  (passphrase) => {
    expect(refuseWeak(passphrase, known)).toBeNull();
  },
);

test('eleven letters are too few, and it says how many it takes', () => {
  expect(refuseWeak('xk7-qq-vbz1', known)).toMatchObject({ facts: { least: 12 } });
});

test('[C13] the longest one is judged within a blink', () => {
  const began = performance.now();
  for (const part of ['a', 'ab1', 'qwer', '!@#', 'password1990']) refuseWeak(part.repeat(128).slice(0, 128), known);
  expect(performance.now() - began).toBeLessThan(1_000);
});
