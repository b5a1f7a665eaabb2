import { readAfresh } from '@anmin/api/office/office';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book, consider, holderOf, phoneOf, post } from '../citizens.ts';
import { bookableSlots, pause, standingAt, tally, times, together, type SlotAt } from '../race.ts';
import { expectSound } from '../sound.ts';
import { codeSentTo } from '../messages.ts';

const clock = '2022-05-16T08:31:00+08:00';
let office: TestOffice;
let slots: SlotAt[];
beforeAll(async () => {
  office = await openOffice({ clock });
  await office.runJobs();
  slots = await bookableSlots(office);
});
afterAll(() => office.close());

describe('asking twice', () => {
  test('[T10] a double click books once, both clicks hear the same, one message leaves', async () => {
    for (const n of times(10, (index) => 100 + index)) {
      const slot = takeSlot();
      const key = randomUUID();
      const clicks = await together(
        times(4, (click) => async () => {
          await pause(click * 15);
          return book(office, answersFor(n, slot), { key });
        }),
      );
      expect(tally(clicks)).toEqual({ '200': 4 });
      expect(new Set(clicks.map(({ data }) => JSON.stringify(data))).size).toBe(1);
      expect(await standingAt(office, slot)).toHaveLength(1);
      expect(await messagesOf(slot)).toEqual(['booked', 'reminder']);
    }
    await expectSound(office);
  });

  test('[T10] without script: the last page sent twice with one code books once and answers both alike', async () => {
    const slot = takeSlot();
    const { draft, key } = await filledDraft(answersFor(1, slot));
    await post(office.url, 'drafts.sendCode', { draft });
    const code = await codeSentTo(office, phoneOf(1));
    const last = { draft, key, code, consent: true, agree: true };
    const clicks = await together(times(2, () => () => post(office.url, 'drafts.submit', last)));
    expect(tally(clicks)).toEqual({ '200': 2 });
    expect(clicks[0]).toEqual(clicks[1]);
    expect(await standingAt(office, slot)).toHaveLength(1);
    await expectSound(office);
  });

  test('[T11] the same key with another body is refused, books nothing and tells nothing', async () => {
    const [slot, other] = [takeSlot(), takeSlot()];
    const key = randomUUID();
    const first = await book(office, answersFor(2, slot), { key });
    expect(first.status).toBe(200);
    const again = await together([
      () => book(office, answersFor(2, other), { key }),
      () => book(office, { ...answersFor(3, slot), phone: phoneOf(2) }, { key }),
    ]);
    expect(again.map(({ status, refusal }) => [status, refusal])).toEqual(
      times(2, () => [422, { refused: 'keyReused', clauses: [], facts: {} }]),
    );
    expect(await standingAt(office, other)).toHaveLength(0);
    const stranger = await book(office, answersFor(4, other), { key });
    expect(stranger.status).toBe(200);
    expect(stranger.data?.reference).not.toBe(first.data?.reference);
    await expectSound(office);
  });

  test('[T14] who asks again with a new key is told which booking it is, and has no second one', async () => {
    const [slot, other] = [takeSlot(), takeSlot()];
    const first = await book(office, answersFor(5, slot));
    const again = await book(office, answersFor(5, other));
    expect(again).toMatchObject({ status: 409, refusal: { refused: 'duplicate', facts: { own: true } } });
    expect(String(again.refusal?.facts['reference']).replaceAll(/\W/g, '')).toBe(first.data?.reference);
    expect(await standingAt(office, other)).toHaveLength(0);
    await expectSound(office);
  });

  test('[T14] [E07] a stranger who names the same people hears neither time nor place nor reference', async () => {
    const [slot, other] = [takeSlot(), takeSlot()];
    await book(office, answersFor(6, slot));
    const neutral = { refused: 'duplicate', clauses: [], facts: { own: false } };
    const strangers = await together(
      times(5, (n) => () => book(office, { ...answersFor(6, other), phone: phoneOf(900 + n) })),
    );
    expect(strangers.map(({ refusal }) => refusal)).toEqual(times(5, () => neutral));
    expect((await messagesOf(slot)).filter((kind) => kind === 'duplicateTried')).toHaveLength(1);
    await expectSound(office);
  });

  test('[T14] [E07] knowing the number of the phone is not having the phone', async () => {
    const [slot, other] = [takeSlot(), takeSlot()];
    await book(office, answersFor(7, slot));
    const { data } = await consider(office, answersFor(7, other));
    expect(data?.refusal).toEqual({ refused: 'duplicate', clauses: [], facts: { own: false } });
  });

  test('[T14] the answer that got lost is given again, also when the day has been closed since', async () => {
    const slot = takeSlot();
    const key = randomUUID();
    const first = await book(office, answersFor(8, slot), { key });
    await office.ownerDatabase.pool.query(
      `insert into closure (id, prefecture, from_day, until_day, reason, made_by)
       values (gen_random_uuid(), '232700', $1, $1::date + 1, '停电', 'test')`,
      [slot.day],
    );
    readAfresh({ board: office.databases.citizens });
    expect(await book(office, answersFor(9, slot))).toMatchObject({ refusal: { refused: 'closed' } });
    expect(await book(office, answersFor(8, slot), { key })).toEqual(first);
    await office.ownerDatabase.pool.query('update closure set lifted_at = now()');
    readAfresh({ board: office.databases.citizens });
  });

  test('[T10] cancelling with a double click cancels once and answers both alike', async () => {
    const slot = takeSlot();
    await book(office, answersFor(10, slot));
    const holder = await holderOf(office, phoneOf(10));
    const [booking = ''] = await standingAt(office, slot);
    const key = randomUUID();
    const clicks = await together(times(3, () => () => holder.cancel({ booking, version: 1, key })));
    expect(tally(clicks)).toEqual({ '200': 3 });
    expect(clicks.map(({ data }) => data?.state)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    await expectSound(office);
  });

  test('[control] without the key’s row the second click is refused instead of answered', async () => {
    const keyless = await openOffice({ clock });
    await keyless.runJobs();
    await keyless.ownerDatabase.pool.query('alter table idempotency drop constraint idempotency_pkey');
    const [slot] = (await bookableSlots(keyless)) as [SlotAt];
    const key = randomUUID();
    const clicks = await together(times(2, () => () => book(keyless, answersFor(1, slot), { key })));
    expect(tally(clicks)).toEqual({ '200': 1, '409 duplicate': 1 });
    await keyless.close();
  });
});

function takeSlot(): SlotAt {
  return slots.shift() as SlotAt;
}

async function filledDraft(answers: ReturnType<typeof answersFor>): Promise<{ draft: string; key: string }> {
  const { data } = await post<{ draft: string }>(office.url, 'drafts.start', { kind: 'booking' });
  const draft = data?.draft ?? '';
  await post(office.url, 'drafts.fill', { draft, answers });
  const shown = await post<{ key: string }>(office.url, 'drafts.show', { draft });
  return { draft, key: shown.data?.key ?? '' };
}

async function messagesOf({ office: id, day, time }: SlotAt): Promise<string[]> {
  const { rows } = await office.ownerDatabase.pool.query<{ kind: string }>(
    `select kind from message join booking on booking.id = message.booking join slot on slot.id = booking.slot
      where slot.office = $1 and day = $2 and starts = $3 order by kind`,
    [id, day, time],
  );
  return rows.map(({ kind }) => kind);
}
