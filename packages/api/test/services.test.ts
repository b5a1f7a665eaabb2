import { readAfresh } from '@anmin/api/office/office';
import { homeRules } from '@anmin/api/demo/homes';
import { outletRules } from '@anmin/api/demo/outlets';
import type { StaffActor } from '@anmin/api/trpc';
import type { Answers } from '@anmin/domain/appointments/answers';
import { lotteryVisit } from '@anmin/domain/appointments/services/lottery';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../tooling/test/office.ts';
import { book, consider, holderOf, manId, phoneOf, post, waitFor } from './citizens.ts';
import { appoint, openForeignOffice } from './isolation/neighbours.ts';
import { passMinutes } from './line.ts';
import { expectSound } from './sound.ts';
import { get, signInAs, type Desk } from './staff.ts';

let office: TestOffice;
let bureau: Desk;
const citizen = { kind: 'citizen', address: '127.0.0.1' } as const;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:31:00+08:00' });
  await office.runJobs();
  bureau = await signInAs(office, 'bureau');
});
afterAll(() => office.close());

function visit(n: number, more: Answers = {}): Answers {
  return {
    ...{ service: 'lotteryVisit', office: 'fucai-0101', day: '2022-05-17', time: '10:00', phone: phoneOf(n) },
    ...{ people: '1', 'ask.purpose': 'buy', 'ask.adults': 'yes', 'ask.healthy': 'yes', ...more },
  };
}

describe('a visit to a lottery outlet', () => {
  test('takes a place for each who comes, is numbered FC, and knows nobody', async () => {
    const { data } = await book(office, visit(1, { people: '3', time: '09:00', 'ask.purpose': 'redeem' }));
    expect(data?.reference).toMatch(/^FC\d{10}$/);
    await office.runJobs();
    expect(office.sent.map(({ kind }) => kind)).toEqual(['visitBooked']);
    const [seen] = (await (await holderOf(office, phoneOf(1))).find()).data ?? [];
    expect(seen).toMatchObject({ service: 'lotteryVisit', places: 3, parties: [], state: 'booked' });
    expect(seen?.told.map(({ answer }) => answer.zh)).toContain('兑奖');
    expect(seen?.reminder?.zh).toContain('第十八条');
    // two of five are left, and three people do not fit
    const full = await book(office, visit(2, { people: '3', time: '09:00' }));
    expect(full).toMatchObject({ status: 409, refusal: { refused: 'slotFull' } });
    const told = await consider(office, visit(2, { people: '3', time: '09:00' }));
    expect(told.data).toMatchObject({ refusal: { refused: 'slotFull' } });
    expect(told.data?.alternatives.length).toBeGreaterThanOrEqual(3);
    expect((await book(office, visit(2, { people: '2', time: '09:00' }))).status).toBe(200);
  });

  test('is one a phone, an outlet and a day; another day or outlet is another visit', async () => {
    expect((await book(office, visit(3))).status).toBe(200);
    const again = await book(office, visit(3, { time: '15:00' }));
    expect(again).toMatchObject({ status: 409, refusal: { refused: 'duplicate', facts: { own: true } } });
    expect((await book(office, visit(3, { office: 'fucai-0102' }))).status).toBe(200);
    const later = await book(office, visit(3, { day: '2022-05-18' }));
    expect(later.status).toBe(200);
  });

  test('moves its claim along: not to a day on which the phone has another visit', async () => {
    const first = await book(office, visit(4));
    await book(office, visit(4, { day: '2022-05-18' }));
    const holder = await holderOf(office, phoneOf(4));
    const own = (await holder.find()).data?.find(({ day }) => day === '2022-05-17');
    const act = { booking: own?.id ?? '', version: 1 };
    expect(first.status).toBe(200);
    const to = (day: string) => ({ office: 'fucai-0101', day, time: '11:00' });
    expect(await holder.move(act, to('2022-05-18'))).toMatchObject({ refusal: { refused: 'duplicate' } });
    expect(await holder.move(act, to('2022-05-19'))).toMatchObject({ data: { day: '2022-05-19' } });
    // the day it left is free again
    expect((await book(office, visit(4))).status).toBe(200);
  });

  test('[T02] forty groups of one to three at once for a slot of five: no more than five people, no half group', async () => {
    const groups = Array.from({ length: 40 }, (_, n) => visit(100 + n, { people: String(1 + (n % 3)), time: '16:00' }));
    const answers = await Promise.all(groups.map((group) => book(office, group)));
    const came = answers.map(({ status }, n) => (status === 200 ? 1 + (n % 3) : 0)).reduce((a, b) => a + b, 0);
    expect(came).toBe(5);
    for (const { status, refusal } of answers) if (status !== 200) expect(refusal?.refused).toBe('slotFull');
    await expectSound(office);
  });

  test('a day the outlet is closed says why, and takes nobody', async () => {
    const closed = await bureau.close({
      ...{ office: 'fucai-0102', from: '2022-05-20', until: '2022-05-20', services: null, reason: '终端检修' },
    });
    expect(closed.status).toBe(200);
    readAfresh(office.job);
    const refused = await book(office, visit(5, { office: 'fucai-0102', day: '2022-05-20' }));
    expect(refused).toMatchObject({ refusal: { refused: 'closed', facts: { reason: '终端检修' } } });
  });
});

describe('who finds a visit full', () => {
  const at = { office: 'fucai-0102', day: '2022-05-19', time: '09:00' };

  test('waits in line where the outlet keeps one: a group until there are as many places as it takes', async () => {
    expect((await waitFor(office, visit(30, at))).refusal?.refused).toBe('noWaitingList');
    const { version } = await bureau.plan(at.office);
    const rules = { ...outletRules, waitHours: 1 };
    const plan = { office: at.office, rules, validFrom: '2022-05-16', source: '试验', version };
    expect((await bureau.savePlan(plan)).status).toBe(200);
    readAfresh(office.job);
    expect((await book(office, visit(31, { ...at, people: '3' }))).status).toBe(200);
    expect((await waitFor(office, visit(32, { ...at, people: '2' }))).refusal?.refused).toBe('notFull');
    expect((await waitFor(office, visit(32, { ...at, people: '3' }))).status).toBe(200);
    await office.runJobs();
    const group = await holderOf(office, phoneOf(32));
    const seen = async () => (await group.find()).data?.find(({ service }) => service === 'lotteryVisit');
    expect(await seen()).toMatchObject({ state: 'waiting', places: 3, offer: null });
    const first = await holderOf(office, phoneOf(31));
    const own = (await first.find()).data?.[0];
    expect((await first.cancel({ booking: own?.id ?? '', version: 1 })).status).toBe(200);
    await office.runJobs();
    const offered = await seen();
    expect(offered).toMatchObject({ state: 'waiting', offer: { day: at.day, starts: at.time } });
    const taken = await group.accept({ booking: offered?.id ?? '', version: offered?.version ?? 0 });
    expect(taken.data).toMatchObject({ state: 'booked', places: 3, starts: at.time });
    await office.runJobs();
    expect(office.sent.at(-1)?.kind).toBe('visitBooked');
    await expectSound(office);
  });
});

const named = (zh: string, en: string) => ({ zh, en });

describe('a new service is settings, not code', () => {
  test('the demo has a farewell and tomb sweeping of its own bureau, each a family a place', async () => {
    const family = { office: 'jing-an', day: '2022-05-18', time: '09:00', people: '4', 'ask.healthy': 'yes' };
    const farewell = { ...family, service: 'farewell-232700', phone: phoneOf(21), 'ask.hall': 'small' };
    const sweeping = { ...family, service: 'memorial-232700', phone: phoneOf(22), 'ask.by': 'bus' };
    expect((await book(office, farewell)).data?.reference).toMatch(/^GB/);
    const undeclared = await book(office, sweeping);
    expect(undeclared).toMatchObject({ refusal: { facts: { fields: ['ask.noFire:declaration.empty'] } } });
    expect((await book(office, { ...sweeping, 'ask.noFire': 'yes' })).data?.reference).toMatch(/^JS/);
    const [seen] = (await (await holderOf(office, phoneOf(22))).find()).data ?? [];
    expect(seen).toMatchObject({ places: 1, parties: [] });
  });

  const sweeping = {
    ...lotteryVisit,
    ...{ id: 'tombSweeping-232700', institution: 'lotteryOutlet', prefix: 'JS', about: [], afterwards: [] },
    name: named('清明祭扫', 'Tomb sweeping'),
    asks: [
      { ask: 'visitors', most: 3, idNumber: 'full' },
      { ask: 'phone' },
      {
        ...{ ask: 'choice', id: 'by', title: named('交通方式', 'How you come') },
        options: [
          { id: 'car', ...named('自驾', 'By car') },
          { id: 'bus', ...named('公交', 'By bus') },
        ],
      },
    ],
    unique: ['person'],
    reminder: null,
  } as const;
  const closing = (service: string, from: string) => ({ service, from, source: '祭扫结束' });
  const open = (definition: object, validFrom = '2022-05-01') =>
    post(
      office.url,
      'services.open',
      { key: randomUUID(), prefecture: '232700', definition, validFrom, source: '祭扫通告' },
      { cookie: bureau.cookie },
    );

  test('the bureau opens it, an office offers it, and people book it', async () => {
    expect((await open(sweeping)).status).toBe(200);
    const plan = await bureau.plan('fucai-0102');
    expect(plan.services).toContain(sweeping.id);
    const saved = await bureau.savePlan({
      ...{ office: 'fucai-0102', validFrom: '2022-05-16', source: '祭扫通告', version: plan.version },
      rules: { ...outletRules, services: ['lotteryVisit', sweeping.id] },
    });
    expect(saved.status).toBe(200);
    readAfresh(office.job);
    const answers = {
      ...{ service: sweeping.id, office: 'fucai-0102', day: '2022-05-18', time: '09:00', phone: phoneOf(9) },
      ...{ name1: '王建军', id1: manId(9), name2: '李秀英', id2: manId(10), 'ask.by': 'bus' },
    };
    const { data } = await book(office, answers);
    expect(data?.reference).toMatch(/^JS/);
    const [seen] = (await (await holderOf(office, phoneOf(9))).find()).data ?? [];
    expect(seen).toMatchObject({ places: 2, parties: [{ name: '王*军' }, { name: '李*英' }] });
    // each of them once
    const second = await book(office, {
      ...answers,
      phone: phoneOf(11),
      name1: '张伟',
      id1: manId(11),
      id2: manId(10),
    });
    expect(second).toMatchObject({ refusal: { refused: 'duplicate', facts: { own: false } } });
    await expectSound(office);
  });

  test('the bureau closes it from a day on, having seen whom that displaces: nobody books it any more', async () => {
    const closing = { service: sweeping.id, from: '2022-05-18', source: '祭扫通告' };
    const ask = <Data>(verb: string, input: object) => post<Data>(office.url, verb, input, { cookie: bureau.cookie });
    const seen = await ask<{ bookings: number }>('services.previewClosing', closing);
    expect(seen.data).toMatchObject({ bookings: 1, perDay: [{ day: '2022-05-18', bookings: 1 }] });
    const past = await ask('services.close', { ...closing, from: '2022-05-15', key: randomUUID() });
    expect(past.refusal?.refused).toBe('wrongDay');
    const closed = await ask('services.close', { ...closing, key: randomUUID() });
    expect(closed.data).toMatchObject({ displaced: 1 });
    expect((await ask('services.close', { ...closing, key: randomUUID() })).refusal?.refused).toBe('stale');
    const [own] = (await (await holderOf(office, phoneOf(9))).find()).data ?? [];
    expect(own).toMatchObject({ state: 'displaced', closureReason: '祭扫通告' });
    const answers = { service: sweeping.id, office: 'fucai-0102', phone: phoneOf(12), name1: '王建军', id1: manId(12) };
    const later = await consider(office, { ...answers, 'ask.by': 'bus', day: '2022-05-21', time: '09:00' });
    expect(later.data?.refusal).toMatchObject({ refused: 'serviceNotOffered' });
    await office.ownerDatabase.pool.query(`update closure set lifted_at = office_now() where reason = '祭扫通告'`);
    await office.ownerDatabase.pool.query(`update office_clock set offset_ = offset_ + interval '2 days'`);
    await office.runJobs();
    readAfresh(office.job);
    const offices = await get<{ id: string; services: string[] }[]>(office.url, 'office.list', {
      kind: 'lotteryOutlet',
    });
    expect(offices.find(({ id }) => id === 'fucai-0102')?.services).toEqual(['lotteryVisit']);
    await expectSound(office);
  });

  const versionsOf = async (by: StaffActor, service: string) =>
    (await office.as(by).services.list()).versions
      .filter((it) => it.service === service)
      .map(({ validFrom, definition }) => [validFrom, definition.until ?? null]);

  test('the bureau above closes it where it is offered; a version that ended before stays ended', async () => {
    await openForeignOffice(office);
    // the first of what the bureau above looks after lies in another prefecture
    const above = await appoint(office, 'sectionClerk', '230000');
    const again = { ...sweeping, id: 'tombSweepingAgain-232700' };
    expect((await open(again)).status).toBe(200);
    const close = (from: string) => office.as(above).services.close({ ...closing(again.id, from), key: randomUUID() });
    expect(await close('2022-05-19')).toMatchObject({ displaced: 0 });
    expect((await open(again, '2022-06-10')).status).toBe(200);
    await close('2022-06-20');
    expect(await versionsOf(above, again.id)).toEqual([
      ['2022-06-10', '2022-06-20'],
      ['2022-06-10', null],
      ['2022-05-18', '2022-05-19'],
      ['2022-05-01', null],
    ]);
    await expectSound(office);
  });

  test.each([
    ['not offered yet', { id: 'sweepingLater-232700' }],
    ['of a kind of which there is no institution', { id: 'cemeteryTour-232700', institution: 'reliefStation' }],
  ])('one that is %s is closed like any other, and hits nobody', async (_, more) => {
    expect((await open({ ...sweeping, ...more }, '2022-06-10')).status).toBe(200);
    const section = await appoint(office, 'sectionClerk');
    const asked = closing(more.id, '2022-06-20');
    expect(await office.as(section).services.previewClosing(asked)).toMatchObject({ bookings: 0, perDay: [] });
    expect(await office.as(section).services.close({ ...asked, key: randomUUID() })).toEqual({
      displaced: 0,
      withoutPlace: 0,
    });
    expect(await versionsOf(section, more.id)).toEqual([
      ['2022-06-10', '2022-06-20'],
      ['2022-06-10', null],
    ]);
  });

  test('an office offers no service of another kind of institution', async () => {
    const plan = await bureau.plan('mohe');
    const rules = { ...outletRules, services: ['lotteryVisit'] };
    const input = { office: 'mohe', validFrom: '2022-06-01', source: '试验', version: plan.version, rules };
    expect(await bureau.savePlan(input)).toMatchObject({
      refusal: { refused: 'wrongInput', facts: { fields: ['services:unknown'] } },
    });
  });

  const drawnDay = (day: string, quota: number) => {
    const ballot = { applyFrom: '2022-05-18T09:00', applyUntil: '2022-05-18T12:00', publicValue: '开奖号码' };
    return { waitHours: 1, peakDays: [{ day, quota, ballot: { ...ballot, answerHours: 2 } }] };
  };

  test('a day is drawn only where who is not drawn can wait in line for each service there is', async () => {
    const rules = { ...homeRules, ...drawnDay('2022-05-22', 16) };
    const home = await bureau.previewPlan({ office: 'songtao', validFrom: '2022-05-18', source: '试验', rules });
    expect(home.data?.errors).toEqual(['peakDays:ballotNotPossible']);
  });

  test('a day of an outlet is drawn as one of a counter is, and a group is drawn whole', async () => {
    const at = { office: 'fucai-0101', day: '2022-05-22', time: '10:00' };
    const { version } = await bureau.plan(at.office);
    const rules = { ...outletRules, ...drawnDay(at.day, 36) };
    const plan = { office: at.office, validFrom: '2022-05-18', source: '试验', rules };
    expect((await bureau.previewPlan(plan)).data?.errors).toEqual([]);
    expect((await bureau.savePlan({ ...plan, version })).status).toBe(200);
    await office.runJobs();
    await passMinutes(office, 40);
    expect((await book(office, visit(40, at))).refusal?.refused).toBe('underBallot');
    for (const n of [40, 41, 42]) expect((await waitFor(office, visit(n, { ...at, people: '2' }))).status).toBe(200);
    await passMinutes(office, 180);
    await office.runJobs();
    const [drawn] = await office.as(citizen).ballots.list({ office: at.office });
    expect(drawn?.applications?.map((it) => it.slice(0, 8))).toEqual(Array(3).fill('10:00/2/'));
    const section = await appoint(office, 'sectionClerk');
    const entered = { ballot: drawn?.id ?? '', publicValue: '03 11 17', source: '中国福彩网', key: randomUUID() };
    await office.as(section).ballots.draw(entered);
    const [{ result } = { result: null }] = await office.as(citizen).ballots.list({ office: at.office });
    // two places a time: one group has the wanted one, the others the nearest, earlier and later
    expect(result?.winners.map(({ time }) => time).sort()).toEqual(['09:30', '10:00', '10:30']);
    await expectSound(office);
  });

  test.each([
    ['named for another bureau', { id: 'tombSweeping-140400' }],
    ['asking what only a law asks', { asks: [{ ask: 'couple' }, { ask: 'phone' }] }],
  ])('one %s is not taken', async (_, fault) => {
    expect((await open({ ...sweeping, ...fault })).status).toBe(400);
  });
});
