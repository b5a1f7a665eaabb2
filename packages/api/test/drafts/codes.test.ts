import { provePhone } from '@anmin/api/bookings/phone-proof';
import { Refused } from '@anmin/api/trpc';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, phoneOf, post } from '../citizens.ts';
import { codeAt, openBrowser, pass, wrongCode } from './browser.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({ clock: '2022-05-16T08:30:00+08:00' });
  await office.runJobs();
});
afterAll(() => office.close());

let n = 0;
async function browserWithPhone() {
  const phone = phoneOf((n += 1));
  const browser = await openBrowser(office);
  await browser.fill({ phone });
  return { phone, ...browser };
}

const refusedBy = (error: unknown) =>
  error instanceof Error && error.cause instanceof Refused ? error.cause.refusal.refused : error;

describe('a code', () => {
  test('goes to the phone typed, as six digits, and proves it', async () => {
    const { phone, sendCode, confirm, show } = await browserWithPhone();
    expect(await sendCode()).toMatchObject({ status: 200, data: { sentTo: `139****${phone.slice(-4)}` } });
    const code = await codeAt(office, phone);
    expect(code).toMatch(/^\d{6}$/);
    expect(office.sent.filter(({ to }) => to === phone)).toEqual([
      { id: expect.any(String) as unknown, to: phone, kind: 'code', channel: 'sms', facts: { code } },
    ]);
    expect((await show()).data).toMatchObject({ phoneProven: false });
    expect((await confirm(` ${code.slice(0, 3)} ${code.slice(3)}`)).data).toEqual({ phoneProven: true });
    expect((await show()).data).toMatchObject({ phoneProven: true });
  });

  test('is read out by a call for whoever asks for one, within the same limits', async () => {
    const { phone, sendCode, callWithCode, confirm } = await browserWithPhone();
    expect(await callWithCode()).toMatchObject({ status: 200 });
    expect(await sendCode()).toMatchObject({ status: 429, refusal: { refused: 'codeLimit' } });
    const code = await codeAt(office, phone);
    expect(office.sent.filter(({ to }) => to === phone)).toMatchObject([{ kind: 'code', channel: 'voice' }]);
    expect((await confirm(code)).data).toEqual({ phoneProven: true });
  });

  test('is never read out where the gateway cannot call', async () => {
    const { draft } = await browserWithPhone();
    const mute = office.as({ kind: 'citizen', address: '127.0.0.1' }, { voice: false });
    await expect(mute.drafts.sendCode({ draft, channel: 'voice' })).rejects.toThrow('wrongInput');
  });

  test('[E11] is sent sixty times an hour from one network, whoever asks, and the next network is not held up', async () => {
    const asked = async (address: string) => {
      const { drafts } = office.as({ kind: 'citizen', address });
      const { draft } = await drafts.start({ kind: 'booking' });
      await drafts.fill({ draft, answers: { phone: phoneOf((n += 1)) } });
      return drafts.sendCode({ draft, channel: 'sms' }).then(
        () => null,
        (error: unknown) => (error instanceof Error && error.cause instanceof Refused ? error.cause.refusal : error),
      );
    };
    const answers = [];
    for (let of = 0; of < 62; of += 1) answers.push(await asked(`2001:db8:1:2::${of.toString(16)}`));
    expect(answers.filter((it) => it === null)).toHaveLength(60);
    expect(answers.at(-1)).toMatchObject({
      refused: 'codeLimit',
      facts: { spent: false, minutes: expect.toSatisfy((it: number) => it > 50 && it <= 60) as number },
    });
    expect(await asked('2001:db8:1:3::1')).toBeNull();
  });

  test('is not sent again within a minute', async () => {
    const { phone, sendCode } = await browserWithPhone();
    const first = await sendCode();
    expect(await sendCode()).toMatchObject({
      status: 429,
      refusal: { refused: 'codeLimit', facts: { spent: false, again: first.data?.resendAfter } },
    });
    await pass(office, '59 seconds');
    expect(await sendCode()).toMatchObject({ status: 429 });
    await pass(office, '1 second');
    expect(await sendCode()).toMatchObject({ status: 200 });
    await office.runJobs();
    expect(office.sent.filter(({ to }) => to === phone)).toHaveLength(2);
  });

  test('is sent five times a phone and day, whatever browser asks, and again the next day', async () => {
    const { phone, sendCode } = await browserWithPhone();
    for (let sent = 1; sent <= 5; sent += 1) {
      expect(await sendCode()).toMatchObject({ status: 200 });
      await pass(office, '61 seconds');
    }
    const spent = { status: 429, refusal: { refused: 'codeLimit', facts: { spent: true, perDay: 5 } } };
    expect(await sendCode()).toMatchObject(spent);
    const other = await openBrowser(office);
    await other.fill({ phone: `+86 ${phone}` });
    expect(await other.sendCode()).toMatchObject(spent);
    await office.runJobs();
    expect(office.sent.filter(({ to }) => to === phone)).toHaveLength(5);
    await pass(office, '1 day');
    expect(await sendCode()).toMatchObject({ status: 200 });
  });

  test('counts wrong tries down, and after five is worth nothing', async () => {
    const { phone, sendCode, confirm } = await browserWithPhone();
    await sendCode();
    const code = await codeAt(office, phone);
    for (const left of [4, 3, 2, 1, 0])
      expect(await confirm(wrongCode(code))).toMatchObject({
        status: 422,
        refusal: { refused: 'codeWrong', facts: { left } },
      });
    expect(await confirm(code)).toMatchObject({ status: 422, refusal: { refused: 'codeExpired' } });
  });

  test('[T48] of two hundred guesses at once, each from a network of its own, five are looked at', async () => {
    const { draft, phone, sendCode, confirm } = await browserWithPhone();
    await sendCode();
    const code = await codeAt(office, phone);
    const guesses = Array.from({ length: 200 }, async (_, of) => {
      const guesser = office.as({ kind: 'citizen', address: `2001:db8:${of.toString(16)}::1` });
      const guessed = guesser.drafts.confirmCode({ draft, code: wrongCode(code) });
      return guessed.then(() => 'proven', refusedBy);
    });
    const said = await Promise.all(guesses);
    expect(said.filter((it) => it === 'codeWrong')).toHaveLength(5);
    expect(said.filter((it) => it === 'codeExpired')).toHaveLength(195);
    expect(await confirm(code)).toMatchObject({ refusal: { refused: 'codeExpired' } });
  });

  test('[T49] is not sent where nobody can count it, while everything can still be read', async () => {
    const { phone, sendCode } = await browserWithPhone();
    const { pool } = office.ownerDatabase;
    await pool.query(`
      create function cannot_count() returns trigger language plpgsql as $$ begin raise exception 'no room'; end $$;
      create trigger cannot_count before insert on tally for each row execute function cannot_count();
      create trigger cannot_count before insert on attempt for each row execute function cannot_count();
      create trigger cannot_count before insert or update on phone_code for each row execute function cannot_count()`);
    try {
      expect((await sendCode()).status).toBeGreaterThanOrEqual(500);
      expect(await office.as({ kind: 'citizen', address: '127.0.0.1' }).office.list()).not.toEqual([]);
    } finally {
      await pool.query('drop function cannot_count() cascade');
    }
    await office.runJobs();
    expect(office.sent.filter(({ to }) => to === phone)).toEqual([]);
    expect(await sendCode()).toMatchObject({ status: 200 });
  });

  test('a wrong try on the last page counts as well, and books nothing', async () => {
    const { phone, fill, sendCode, show, submit } = await browserWithPhone();
    await fill({ ...answersFor(n, { day: '2022-05-20', time: '09:40' }), phone });
    await sendCode();
    const code = await codeAt(office, phone);
    const { data } = await show();
    for (const left of [4, 3])
      expect(await submit(data?.key ?? '', wrongCode(code))).toMatchObject({
        refusal: { refused: 'codeWrong', facts: { left } },
      });
    expect(await submit(data?.key ?? '')).toMatchObject({ status: 403, refusal: { refused: 'phoneNotProven' } });
    expect(await submit(data?.key ?? '', code)).toMatchObject({ status: 200 });
  });

  test('is worth nothing after ten minutes', async () => {
    const { phone, sendCode, confirm } = await browserWithPhone();
    await sendCode();
    const code = await codeAt(office, phone);
    await pass(office, '10 minutes');
    expect(await confirm(code)).toMatchObject({ status: 422, refusal: { refused: 'codeExpired' } });
  });

  test('replaces the one before it', async () => {
    const { phone, sendCode, confirm } = await browserWithPhone();
    await sendCode();
    const first = await codeAt(office, phone);
    await pass(office, '61 seconds');
    await sendCode();
    const second = await codeAt(office, phone);
    if (second !== first) expect(await confirm(first)).toMatchObject({ refusal: { refused: 'codeWrong' } });
    expect(await confirm(second)).toMatchObject({ status: 200 });
  });

  test('works once: another browser cannot use it again', async () => {
    const { phone, sendCode, confirm } = await browserWithPhone();
    await sendCode();
    const code = await codeAt(office, phone);
    expect(await confirm(code)).toMatchObject({ status: 200 });
    const other = await openBrowser(office);
    await other.fill({ phone });
    expect(await other.confirm(code)).toMatchObject({ status: 422, refusal: { refused: 'codeExpired' } });
    expect((await other.show()).data).toMatchObject({ phoneProven: false });
  });

  test('of one phone proves no other', async () => {
    const [one, other] = [await browserWithPhone(), await browserWithPhone()];
    await one.sendCode();
    await other.sendCode();
    const [first, second] = [await codeAt(office, one.phone), await codeAt(office, other.phone)];
    if (first !== second)
      expect(await other.confirm(first)).toMatchObject({ refusal: { refused: 'codeWrong', facts: { left: 4 } } });
    expect(await one.confirm(first)).toMatchObject({ status: 200 });
  });
});

describe('a proven phone', () => {
  test('stays proven for that phone only: another number needs a code of its own', async () => {
    const { phone, fill, sendCode, confirm, show, submit } = await browserWithPhone();
    await fill({ ...answersFor(n, { day: '2022-05-20', time: '09:40' }), phone });
    await sendCode();
    await confirm(await codeAt(office, phone));
    await fill({ phone: phoneOf(9001) });
    const changed = await show();
    expect(changed.data).toMatchObject({ phoneProven: false });
    expect(await submit(changed.data?.key ?? '')).toMatchObject({ refusal: { refused: 'phoneNotProven' } });
    await fill({ phone });
    const back = await show();
    expect(back.data).toMatchObject({ phoneProven: true });
    expect(await submit(back.data?.key ?? '')).toMatchObject({ status: 200 });
  });

  test.each([
    ['of another phone', () => proof(phoneOf(9003))],
    ['signed with other keys', () => `${proof(phoneOf(9002)).split('.')[0] ?? ''}.${'A'.repeat(43)}`],
    ['made to last longer', () => proof(phoneOf(9002)).replace(/^\d/, '9')],
    ['that has run out', () => proof(phoneOf(9002), Temporal.Duration.from({ hours: 2 }))],
    ['that is none', () => ''],
  ])('is not taken on a proof %s', async (_, forged) => {
    const answers = { ...answersFor(9002, { day: '2022-05-20', time: '09:40' }) };
    const input = { key: randomUUID(), answers, proof: forged() };
    expect(await post(office.url, 'bookings.book', input)).toMatchObject({
      status: 403,
      refusal: { refused: 'phoneNotProven' },
    });
  });
});

function proof(phone: string, ago = new Temporal.Duration()): string {
  return provePhone(office.keys, phone, Temporal.Now.instant().subtract(ago));
}
