import { expect, test } from 'vitest';
import { CannotStart } from '../src/sentences.ts';
import { readSettings } from '../src/settings.ts';

test('without any setting the office is a demo on its own database, on this machine only', () => {
  expect(readSettings({})).toMatchObject({ port: 3000, host: '127.0.0.1', demo: true, outsideDatabase: undefined });
  expect(readSettings({}).dataDir).toMatch(/\.data$/);
});

test('an empty setting is a setting not given', () => {
  expect(readSettings({ PORT: '', CLOCK: '' })).toMatchObject({ port: 3000, clock: undefined });
});

test('a database server of its own makes it no demo, and calls for its owner, its keys, its names and the SMS gateway', () => {
  expect(refused({ DATABASE_URL: 'postgres://app@db/anmin' })).toEqual([
    'DATABASE_CITIZENS_URL',
    'DATABASE_OWNER_URL',
    'KEYS_FILE',
    'HOSTS',
    'SMS_GATEWAY_URL',
    'SMS_GATEWAY_TOKEN',
  ]);
});

test('a code is read out by a call in the demo, elsewhere only where the gateway is said to do so', () => {
  const earnest = {
    ...{ DATABASE_URL: 'postgres://app@db/anmin', DATABASE_CITIZENS_URL: 'postgres://citizens@db/anmin' },
    ...{ DATABASE_OWNER_URL: 'postgres://owner@db/anmin', KEYS_FILE: '/keys' },
    ...{ SMS_GATEWAY_URL: 'https://sms.example', SMS_GATEWAY_TOKEN: 'secret', HOSTS: 'yuyue.example' },
  };
  expect(readSettings({}).smsVoice).toBe(true);
  expect(readSettings(earnest).smsVoice).toBe(false);
  expect(readSettings({ ...earnest, SMS_VOICE: '1' }).smsVoice).toBe(true);
});

test('staff, citizens and the owner of the tables are three roles', () => {
  const url = 'postgres://anmin@db/anmin';
  const other = 'postgres://other@db/anmin';
  const roles = {
    DATABASE_URL: url,
    DATABASE_CITIZENS_URL: other,
    DATABASE_OWNER_URL: url,
    KEYS_FILE: '/keys',
    DEMO: '1',
  };
  expect(refused(roles)).toEqual(['DATABASE_URL']);
  expect(refused({ ...roles, DATABASE_CITIZENS_URL: url, DATABASE_OWNER_URL: other })).toEqual(['DATABASE_URL']);
});

test.each([
  ['a port that is a word', { PORT: 'tea' }, ['PORT']],
  ['a port beyond the last', { PORT: '65536' }, ['PORT']],
  ['a clock without its offset', { CLOCK: '2022-05-16T08:30:00' }, ['CLOCK']],
  ['a clock on 30 February', { CLOCK: '2022-02-30T08:30:00+08:00' }, ['CLOCK']],
  [
    'an address of another kind of database',
    { DATABASE_URL: 'mysql://a@b/c', DEMO: '1' },
    ['DATABASE_URL', 'DATABASE_CITIZENS_URL', 'DATABASE_OWNER_URL', 'KEYS_FILE'],
  ],
  ['a demo that is a maybe, and a loud log', { DEMO: 'maybe', LOG_LEVEL: 'loud' }, ['DEMO', 'LOG_LEVEL']],
])('%s is refused by name', (_, env, names) => {
  expect(refused(env)).toEqual(names);
});

test('every sentence is said in Chinese and in English', () => {
  const sentences = sentencesOf({ PORT: 'tea', DATABASE_URL: 'x', DEMO: 'maybe', TRUST_PROXY: 'x', CLOCK: 'x' });
  expect(sentences.length).toBeGreaterThan(4);
  for (const { zh, en } of sentences) {
    expect(zh).toMatch(/\p{Script=Han}.*。$/u);
    expect(en).toMatch(/^[\x20-\x7e]+\.$/);
  }
});

function refused(env: Record<string, string>): (string | undefined)[] {
  return sentencesOf(env).map(({ en }) => en.split(/[ ,]/, 1)[0]);
}

function sentencesOf(env: Record<string, string>) {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof CannotStart) return error.sentences;
  }
  return [];
}
