import { flawsOf } from '../../packages/api/test/sound.ts';
import type { Tell } from './claim.ts';
import type { Wish } from './load.ts';
import type { ProofOffice } from './office.ts';

/** Nothing acknowledged is lost, every wish is booked once, and the records are sound. */
export async function judgeWishes(office: ProofOffice, wishes: readonly Wish[], tell: Tell): Promise<void> {
  const acked = acknowledged(wishes);
  const lost = await lostOf(office, acked);
  tell('no acknowledged booking is lost', lost.length === 0, `${acked.length} acknowledged, ${lost.length} lost`);
  const undecided = wishes.filter(({ status }) => status !== 200);
  tell('every wish asked again with its key is booked', undecided.length === 0, summary(undecided));
  const { rows } = await office.owner().pool.query<{ bookings: number }>('select count(*) as bookings from booking');
  const bookings = rows[0]?.bookings ?? 0;
  tell('no wish is booked twice, and none that nobody made', bookings === acked.length, `${bookings} bookings`);
  const flaws = await flawsOf({ ownerDatabase: office.owner() });
  tell('the records are sound', flaws.length === 0, JSON.stringify(flaws.slice(0, 3)));
}

export function acknowledged(wishes: readonly Wish[]): Wish[] {
  return wishes.filter(({ status }) => status === 200);
}

/** Acknowledged, and not there. */
export async function lostOf(office: ProofOffice, acked: readonly Wish[]): Promise<string[]> {
  const { rows } = await office.owner().pool.query<{ key: string }>(
    `select told.key from unnest($1::text[], $2::text[]) told(key, reference)
      where not exists (select from idempotency i join booking b on b.state = 'booked' and i.answer ->> 'reference' = b.reference
                         where i.key = told.key and b.reference = told.reference)`,
    [acked.map(({ key }) => key), acked.map(referenceIn)],
  );
  return rows.map(({ key }) => key);
}

function referenceIn({ body }: Wish): string {
  return (JSON.parse(body) as { result: { data: { reference: string } } }).result.data.reference;
}

function summary(wishes: readonly Wish[]): string {
  return JSON.stringify(wishes.slice(0, 3).map(({ status, body }) => [status, body.slice(0, 200)]));
}
