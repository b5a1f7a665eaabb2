import { randomUUID } from 'node:crypto';
import { demoRegion, idNumberOf } from '@anmin/domain/people/id-number';
import { toldCodes, type Code } from '@anmin/words/interface';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { manId, womanId } from '../../../../packages/api/test/citizens.ts';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { adminOf, ask, openClient, type Admin, type Answered } from './client.ts';
import { orderOf } from './order.ts';

let office: TestOffice;
let admin: Admin;
let secret: string;
let phone: string;
let trial: { secret: string; office: string };

beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T09:45:00+08:00' });
  const { pool } = office.ownerDatabase;
  await pool.query(`
    insert into closure (id, prefecture, office, services, from_day, until_day, reason, made_by) values
      (gen_random_uuid(), '232700', 'huma', null, '2022-05-24', '2022-05-25', '停电', 'test'),
      (gen_random_uuid(), '232700', 'huma', '{marriage}', '2022-05-25', '2022-05-26', '停电', 'test')`);
  await pool.query(`
    update office_setting set rules = rules || '{"services": ["marriage"],
      "penalties": [{"counts": {"cancelled": 1}, "withinDays": 30, "blocksDays": 15}]}' where office = 'tahe'`);
  await pool.query(`
    update office_setting set rules = jsonb_set(rules, '{peakDays}', '[{"day": "2022-05-27", "quota": 20, "ballot": {
      "applyFrom": "2022-05-17T09:00", "applyUntil": "2022-05-18T09:00", "publicValue": "draw 56", "answerHours": 24}}]') where office = 'huma'`);
  await office.runJobs();
  admin = await adminOf(office);
  ({ secret } = await openClient(admin));
  phone = (await openClient(admin, { channel: 'phone' })).secret;
  trial = await openClient(admin, { test: true, addresses: [] });
});
afterAll(() => office.close());

const get = (path: string, key = secret) => ask(office.url, key, 'GET', path);
const post = (path: string, body?: unknown, headers: Record<string, string> = {}, key = secret) =>
  ask(office.url, key, 'POST', path, body, headers);
const book = (n: number, more: object = {}, key = secret) =>
  post('/bookings', orderOf(n, { day: '2022-05-26', ...more }), {}, key);
const booked = async (n: number, more: object = {}, key = secret) => {
  const { body } = await book(n, more, key);
  return `/bookings/${String(body['id'])}`;
};
const version = (n: number) => ({ 'if-match': `"${n}"` });
const people = (birth: string) => {
  const day = Temporal.PlainDate.from(birth);
  return [
    { name: '王建军', idNumber: idNumberOf(demoRegion, day, 1), keyAreaStay: false },
    { name: '李秀英', idNumber: idNumberOf(demoRegion, day, 2), keyAreaStay: false },
  ];
};
const tried = (end: string) => {
  const parties = [{ name: '王建军', idNumber: `99000119850119${end}`, keyAreaStay: false }];
  return post('/bookings', orderOf(1, { office: trial.office, parties }), {}, trial.secret);
};
const certificate = (applicationDay: string, more: object = {}) => ({
  ...{ service: 'divorceCertificate', day: '2022-05-26', applicationDay },
  ...more,
});
const another = { office: 'mohe', day: '2022-05-27', time: '10:20' };

/**
 * What no program meets; the rules have tests of their own. No standing law is missing in the years an office can book, and
 * whom somebody visits in a home is asked of families alone.
 */
const unmet = ['noRuleInForce', 'visitsStopped', 'notAdmitted', 'residentVisited'] as const satisfies readonly Code[];
type Met = Exclude<Code, (typeof unmet)[number]>;

/** How each code is met by a program. */
const ways: Partial<Record<Met, () => Promise<Answered>>> = {
  notFound: () => get(`/bookings/${randomUUID()}`),
  notAllowed: async () => get('/bookings', (await openClient(admin, { scopes: ['offices.read'] })).secret),
  wrongInput: () => post('/bookings', {}),
  busy: () => tried('0036'),
  stale: async () => post(`${await booked(1)}/cancel`, undefined, version(7)),
  keyReused: async () => {
    const key = { 'idempotency-key': randomUUID() };
    await post('/bookings', orderOf(2), key);
    return post('/bookings', orderOf(3), key);
  },
  slotFull: () => tried('001X'),
  slotOver: () => book(4, { day: '2022-05-16', time: '09:00' }, phone),
  notOpenYet: () => book(5, { time: '03:00' }),
  restDay: () => book(6, { day: '2022-05-28' }),
  notReleased: () => book(7, { day: '2022-06-20' }),
  tooSoon: () => book(8, { day: '2022-05-16', time: '14:00' }),
  yearNotPublished: () => book(9, { day: '2035-01-04' }),
  underBallot: () => book(90, { office: 'huma', day: '2022-05-27' }),
  closed: () => book(10, { office: 'huma', day: '2022-05-24' }),
  suspended: () => book(11, { office: 'huma', day: '2022-05-25' }),
  serviceNotOffered: () => book(12, { ...certificate('2022-04-11'), office: 'tahe' }),
  underAge: () => book(13, { parties: people('2004-01-02') }),
  duplicate: async () => {
    await book(14);
    return book(14, { time: '15:20' });
  },
  barred: async () => {
    const at = await booked(24, { office: 'tahe' });
    await post(`${at}/cancel`, undefined, version(1));
    return book(24, { office: 'tahe' });
  },
  quarantine: () =>
    book(15, {
      day: '2022-05-20',
      parties: [
        { name: '王建军', idNumber: manId(15), keyAreaStay: true, quarantineEnd: '2022-05-30' },
        { name: '李秀英', idNumber: womanId(15), keyAreaStay: false },
      ],
    }),
  screeningMissing: async () => {
    const at = await booked(16);
    // as if booked before the notice was known
    const unasked = 'update party set screening_sealed = null where booking = $1';
    await office.ownerDatabase.pool.query(unasked, [at.replace('/bookings/', '')]);
    return post(`${at}/move`, { office: 'jiagedaqi', day: '2022-05-20', time: '10:20' }, version(1));
  },
  coolingOff: () => book(17, certificate('2022-05-10')),
  collectionOver: () => book(18, certificate('2022-03-01')),
  otherOffice: async () => post(`${await booked(19, certificate('2022-04-11'))}/move`, another, version(1)),
  cancelTooLate: async () => {
    const at = await booked(20, { day: '2022-05-16', time: '15:20' }, phone);
    return post(`${at}/cancel`, undefined, version(1), phone);
  },
  notChangeable: async () => {
    const at = await booked(21);
    await post(`${at}/cancel`, undefined, version(1));
    return post(`${at}/cancel`, undefined, version(2));
  },
  tooOften: () => tried('0028'),
  keyNeeded: () => get('/offices', ''),
  keyMissing: () => post('/bookings', orderOf(22), { 'idempotency-key': '' }),
  versionMissing: async () => post(`${await booked(23)}/cancel`),
  methodNotAllowed: () => get('/sandbox/reset'),
  tooLarge: () => post('/bookings', { text: 'x'.repeat(100_001) }),
  rateLimited: async () => {
    const { secret: slow } = await openClient(admin, { perMinute: 1 });
    // of three in a row two at least are of one minute
    const [first, second, third] = [
      await get('/offices', slow),
      await get('/offices', slow),
      await get('/offices', slow),
    ];
    return [first, second].find(({ status }) => status === 429) ?? third;
  },
  unavailable: async () => {
    const beside = await office.openBeside(1);
    const answer = await ask(beside.url, secret, 'GET', '/offices');
    await beside.close();
    return answer;
  },
  internal: async () => {
    await office.ownerDatabase.pool.query('alter table webhook rename to webhook_away');
    const answer = await get('/webhooks');
    await office.ownerDatabase.pool.query('alter table webhook_away rename to webhook');
    return answer;
  },
};

test('the table of the page holds the codes a program can meet, and no others', () => {
  expect(toldCodes.filter((code) => !unmet.some((it) => it === code)).sort()).toEqual(Object.keys(ways).sort());
});

test.each(Object.entries(ways))('%s is met over HTTP, with its title and what to do', async (code, way) => {
  const { body, headers, status } = await way();
  expect(body).toMatchObject({ code, status, title: expect.stringMatching(/\p{Script=Han}/u) as string });
  expect(headers.get('content-type')).toContain('application/problem+json');
});
