import { inTransaction, type Transaction } from '@anmin/db/client';
import { place, slot } from '@anmin/db/schema/appointments';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, isNotNull } from 'drizzle-orm';
import { journal } from '../journal.ts';
import { countOrRefuse } from '../limit.ts';
import { writeMessages, type NewMessage } from '../messages/message.ts';
import { wallTime } from '../office/free.ts';
import { readInstant } from '../office/now.ts';
import { loadOffice } from '../office/office.ts';
import { once } from '../once.ts';
import { sign } from '../privacy/seal.ts';
import { Refused, type Context } from '../trpc.ts';
import type { Loaded } from './load.ts';
import { appointmentFacts, askedMessage, bookedKind } from './messages.ts';
import { ownBooking, type Act } from './own.ts';
import { isPending } from '../visits/row.ts';

/** A guard of the service, not policy, as for codes: whoever lost a message asks once or twice, nobody floods a phone. */
const perPhone = { perDay: 5, secondsApart: 60 };

/** Tells the booking's own phone once more how the booking stands now. */
export async function resend(ctx: Context, input: Omit<Act, 'version'>) {
  return inTransaction(ctx.database, (tx) =>
    once(tx, ctx, { scope: `booking:${input.booking}`, key: input.key, body: ['resend'] }, async () => {
      const { loaded, phone } = await ownBooking(tx, ctx, input);
      const { id, version, office } = loaded.booking;
      await countOrRefuse(tx, sign(ctx.keys, 'resend.phone', phone), perPhone);
      const current = await currentMessage(tx, loaded);
      await writeMessages(tx, ctx.keys, { id, version }, [{ ...current, phone, dueAt: null }]);
      await journal(tx, ctx.actor, {
        action: 'message.resent',
        subject: id,
        office,
        codes: { kind: current.kind },
      });
      return { sent: true as const };
    }),
  );
}

type Told = Pick<NewMessage, 'kind' | 'facts'>;

/** What a phone is told of a booking that still stands; one that came to its end is not told again. */
async function currentMessage(tx: Transaction, loaded: Loaded): Promise<Told> {
  const { booking: row, slot: time } = loaded;
  const at = { day: time.day, starts: wallTime(time.starts) };
  const home = await loadOffice(tx, row.office);
  const facts = appointmentFacts(home, row.reference, at);
  if (isPending(loaded) && loaded.visit?.answerBy != null)
    return askedMessage(null, facts, readInstant(loaded.visit.answerBy));
  if (row.state === 'booked') return { kind: bookedKind(row.service, loaded.visit), facts };
  if (row.state !== 'displaced') throw new Refused(refuse('notChangeable', [], { state: row.state }));
  const old = { oldDay: at.day, oldTime: at.starts };
  const offer = await standingOffer(tx, row.id);
  if (offer === undefined) {
    const kind = row.offeredAt === null ? 'displacedNoPlace' : 'offerExpired';
    return { kind, facts: { ...facts, ...old } };
  }
  const there = await loadOffice(tx, offer.office);
  const held = { day: offer.day, starts: wallTime(offer.starts) };
  const until = readInstant(offer.until ?? '').toString();
  return { kind: 'offered', facts: { ...appointmentFacts(there, row.reference, held), ...old, until } };
}

async function standingOffer(tx: Transaction, booking: string) {
  const [found] = await tx
    .select({ office: slot.office, day: slot.day, starts: slot.starts, until: place.offeredUntil })
    .from(place)
    .innerJoin(slot, eq(slot.id, place.slot))
    .where(and(eq(place.booking, booking), isNotNull(place.offeredUntil)));
  return found;
}
