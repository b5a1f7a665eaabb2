import type { TestOffice } from '../../../tooling/test/office.ts';
import type { Answered } from './citizens.ts';

/** Everybody stands ready before the first may go. */
export async function together<Result>(acts: readonly (() => Promise<Result>)[]): Promise<Result[]> {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const running = acts.map(async (act) => {
    await gate;
    return act();
  });
  open();
  return Promise.all(running);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export function times<Result>(count: number, make: (index: number) => Result): Result[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** Whoever is told that the office is busy tries again, as the page asks. */
export async function persist<Data>(act: () => Promise<Answered<Data>>): Promise<Answered<Data>> {
  for (let tries = 1; ; tries += 1) {
    const answer = await act();
    if (answer.refusal?.refused !== 'busy' || tries === 10) return answer;
  }
}

/** How often each answer was given: `200`, or the status and the reason. */
export function tally(answers: readonly Answered<unknown>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, refusal } of answers) {
    const name = refusal === null ? String(status) : `${status} ${refusal.refused}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

export type SlotAt = { readonly office: string; readonly day: string; readonly time: string };

/** Every slot a citizen may book from tomorrow on, each to be used by one case. */
export async function bookableSlots({ ownerDatabase }: TestOffice, office = 'jiagedaqi'): Promise<SlotAt[]> {
  const { rows } = await ownerDatabase.pool.query<SlotAt>(
    `select slot.office, slot.day, to_char(slot.starts, 'HH24:MI') as time from slot
      where office = $1 and day > (office_now() at time zone 'Asia/Shanghai')::date
        and day <= (office_now() at time zone 'Asia/Shanghai')::date + 30
        and (select count(*) from place where slot = slot.id and channel = 'online' and closed_at is null) >= 3
      order by day, starts`,
    [office],
  );
  return rows;
}

/** Closes places of a channel until this many are free. */
export async function leaveFree(
  { ownerDatabase }: TestOffice,
  { office, day, time }: SlotAt,
  left: number,
  channel = 'online',
): Promise<void> {
  await ownerDatabase.pool.query(
    `update place set closed_at = now() where id in (
       select place.id from place join slot on slot.id = place.slot
        where office = $1 and day = $2 and starts = $3 and channel = $4 and booking is null and closed_at is null
        order by place.id offset $5)`,
    [office, day, time, channel, left],
  );
}

export async function freeAt({ ownerDatabase }: TestOffice, { office, day, time }: SlotAt): Promise<number> {
  const { rows } = await ownerDatabase.pool.query<{ free: number }>(
    `select count(*) as free from place join slot on slot.id = place.slot
      where office = $1 and day = $2 and starts = $3 and channel = 'online' and booking is null and closed_at is null`,
    [office, day, time],
  );
  return rows[0]?.free ?? 0;
}

/** Ids of the bookings that stand in a slot. */
export async function standingAt({ ownerDatabase }: TestOffice, { office, day, time }: SlotAt): Promise<string[]> {
  const { rows } = await ownerDatabase.pool.query<{ id: string }>(
    `select booking.id from booking join slot on slot.id = booking.slot
      where slot.office = $1 and day = $2 and starts = $3 and state = 'booked' order by made_at`,
    [office, day, time],
  );
  return rows.map(({ id }) => id);
}
