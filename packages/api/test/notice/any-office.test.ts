import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book, consider } from '../citizens.ts';
import { expectSound } from '../sound.ts';
import { countOf, deskOf, monthOf, moveClock, termsOf } from './office.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:30:00+08:00' });
  await office.runJobs();
});
afterAll(() => office.close());

const peak = '2022-05-20';

describe('the 40 places of 20 May', () => {
  test('[scenario 11] [DX-3.1.11] are booked by all channels, and not one more', async () => {
    let n = 100;
    for (const { starts, left } of await slotsOf(peak, 'online'))
      for (let i = 0; i < left; i += 1)
        expect(await book(office, answersFor((n += 1), { day: peak, time: starts }))).toMatchObject({ status: 200 });
    const clerk = await deskOf(office, 'clerk');
    for (const channel of ['phone', 'counter'] as const)
      for (const { starts, left } of await slotsOf(peak, channel))
        for (let i = 0; i < left; i += 1) {
          const answers = answersFor((n += 1), { day: peak, time: starts });
          const answer = await clerk.counter('bookFor', { office: 'jiagedaqi', channel, answers });
          expect(answer).toMatchObject({ status: 200 });
        }
    expect(await countOf(office, 'booking')).toBe(40);
    const sheet = await clerk.sheet('jiagedaqi', peak);
    expect(sheet).toMatchObject({ quota: 40, peak: true, sums: { places: 40, booked: 40 } });
    for (const { starts } of sheet.slots)
      expect(await book(office, answersFor((n += 1), { day: peak, time: starts }))).toMatchObject({
        status: 409,
        refusal: { refused: 'slotFull' },
      });
    expect(await countOf(office, 'booking')).toBe(40);
    await expectSound(office);
  });

  test('[scenario 11] [DX-3.1.12] the next couple is shown other offices and other days of the prefecture', async () => {
    const { data } = await consider(office, answersFor(200, { day: peak, time: '09:40' }));
    expect(data?.refusal).toMatchObject({ refused: 'slotFull' });
    const shown = data?.alternatives ?? [];
    expect(shown.length).toBeGreaterThanOrEqual(3);
    expect(shown.every(({ left }) => left > 0)).toBe(true);
    expect(shown.some((it) => it.office !== 'jiagedaqi')).toBe(true);
    expect(shown.some((it) => it.day !== peak)).toBe(true);
  });

  test('[DX-2.3.2] the full peak day proposes quieter ones', async () => {
    const month = await monthOf(office, { office: 'jiagedaqi', service: 'marriage', day: peak });
    const at = (day: string) => month.days.find((it) => it.day === day);
    expect(at(peak)).toMatchObject({ state: 'full', peak: true });
    expect(month.betterDays.length).toBeGreaterThan(0);
    expect(month.betterDays.map((day) => at(day))).toEqual(
      month.betterDays.map(() => expect.objectContaining({ state: 'open', peak: false }) as unknown),
    );
  });
});

describe('any office of the prefecture', () => {
  test('[DX-3.1.12] is open to every couple: nobody is asked for a household register of the county', async () => {
    for (const [index, id] of ['mohe', 'huma', 'tahe'].entries()) {
      const answers = answersFor(300 + index, { office: id, day: peak, time: '10:20' });
      expect(await book(office, answers)).toMatchObject({ status: 200, refusal: null });
    }
    const { choice, citations } = await termsOf(office, { office: 'mohe', service: 'marriage', day: peak });
    expect(choice).toBe('prefecture');
    expect(citations.map(({ clause }) => clause)).toContain('DX-3.1.12');
  });
});

describe('Saturday 21 May', () => {
  const saturday = '2022-05-21';

  test('[scenario 11] [DX-2.3.2] is booked where its opening is entered', async () => {
    expect(await book(office, answersFor(400, { day: saturday, time: '09:00' }))).toMatchObject({ status: 200 });
  });

  test('[scenario 11] [DX-2.3.2] and not where it is not', async () => {
    const bureau = await deskOf(office, 'bureau');
    const { rules, version } = await bureau.plan('tahe');
    const saved = await bureau.plans('save', {
      office: 'tahe',
      rules: { ...rules, extraDays: [] },
      validFrom: '2022-05-16',
      source: '局务会',
      version,
    });
    expect(saved.status).toBe(200);
    await moveClock(office, '2022-05-16T09:00:00+08:00');
    expect(await book(office, answersFor(401, { office: 'tahe', day: saturday, time: '09:00' }))).toMatchObject({
      status: 409,
      refusal: { refused: 'restDay', facts: { day: saturday } },
    });
    const month = await monthOf(office, { office: 'tahe', service: 'marriage', day: saturday });
    expect(month.days.find(({ day }) => day === saturday)).toMatchObject({ state: 'rest', left: 0 });
    const { data } = await consider(office, answersFor(401, { office: 'tahe', day: saturday, time: '09:00' }));
    expect(data?.alternatives.some(({ day, office }) => day === saturday && office !== 'tahe')).toBe(true);
  });
});

describe('a walk-in', () => {
  test('[scenario 11] [DX-3.1.11] is refused while the notice binds', async () => {
    const clerk = await deskOf(office, 'clerk');
    const answers = answersFor(500, { day: '2022-05-16', time: '14:00' });
    expect(await clerk.counter('bookFor', { office: 'jiagedaqi', channel: 'counter', answers })).toMatchObject({
      status: 409,
      refusal: { refused: 'walkInsNotTaken', clauses: ['DX-3.1.11'] },
    });
    expect(await termsOf(office, { office: 'jiagedaqi', service: 'marriage' })).toMatchObject({
      appointmentOnly: true,
      rules: { walkIns: false },
    });
  });

  test('is taken when it no longer does, unless the office itself takes none', async () => {
    await moveClock(office, '2022-05-23T09:00:00+08:00');
    const clerk = await deskOf(office, 'clerk');
    const answers = answersFor(501, { day: '2022-05-23', time: '14:00' });
    expect(await clerk.counter('bookFor', { office: 'jiagedaqi', channel: 'counter', answers })).toMatchObject({
      status: 200,
    });
    const { rules, version } = await clerk.plan('jiagedaqi');
    await clerk.plans('save', {
      office: 'jiagedaqi',
      rules: { ...rules, walkIns: false },
      validFrom: '2022-05-23',
      source: '窗口通知',
      version,
    });
    const next = answersFor(502, { day: '2022-05-23', time: '14:00' });
    expect(await clerk.counter('bookFor', { office: 'jiagedaqi', channel: 'counter', answers: next })).toMatchObject({
      status: 409,
      refusal: { refused: 'walkInsNotTaken', clauses: [] },
    });
  });
});

async function slotsOf(day: string, channel: 'online' | 'phone' | 'counter') {
  const { slots } = await monthOf(office, { office: 'jiagedaqi', service: 'marriage', day, channel });
  return slots ?? [];
}
