import { party } from '@anmin/db/schema/appointments';
import { quarantineRefusal } from '@anmin/domain/appointments/booking';
import type { Position, Screening } from '@anmin/domain/appointments/party';
import { canFinish } from '@anmin/domain/appointments/states';
import { refuse, type Refusal } from '@anmin/domain/refusal';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { partiesAsked } from '../bookings/move.ts';
import { changeBooking } from '../bookings/own.ts';
import { sealScreening } from '../bookings/party.ts';
import { lawFor } from '../bookings/load.ts';
import { journal } from '../journal.ts';
import { inScope } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { deskAct, servedBooking, type DeskAct } from './act.ts';
import type { CounterRow } from './row.ts';

export const screenedParty = z.strictObject({
  keyAreaStay: z.boolean(),
  quarantineEnd: z.iso.date().nullable(),
  /** Tenths of a degree Celsius; null: not taken. */
  temperature: z.int().min(300).max(450).nullable(),
});

type Input = DeskAct & { readonly parties: readonly z.infer<typeof screenedParty>[] };

/**
 * The second asking, at the counter, judged by the rule in force. Whoever stayed in a key area has the temperature
 * taken where the rule asks for it (DX-3.1.14).
 */
export async function screen(ctx: StaffContext, input: Input): Promise<{ row: CounterRow; blocked: Refusal | null }> {
  const row = await deskAct(ctx, 'screen', input, async (tx, loaded, office) => {
    if (!canFinish(loaded.booking.state))
      throw new Refused(refuse('notChangeable', [], { state: loaded.booking.state }));
    const law = lawFor(ctx, office, loaded);
    const measured = input.parties.every((it) => !it.keyAreaStay || it.temperature !== null);
    const complete = measured || law.gate?.requirement.records.includes('temperature') !== true;
    const parties = partiesAsked(ctx, loaded, office);
    if (input.parties.length !== parties.length || !complete)
      throw new Refused(refuse('screeningMissing', law.gate?.clauses));
    const asked = parties.map((it, index) => ({
      ...it,
      screening: screeningAt(input, index),
    }));
    const blocked = quarantineRefusal(law, { day: Temporal.PlainDate.from(loaded.slot.day), parties: asked });
    for (const { position, screening } of asked.map((it, index) => ({ ...it, position: (index + 1) as Position })))
      if (screening !== null)
        await tx
          .update(party)
          .set({ screeningSealed: sealScreening(ctx.keys, loaded.booking.id, position, screening) })
          .where(and(eq(party.booking, loaded.booking.id), eq(party.position, position)));
    await changeBooking(tx, loaded, input.version, { screened: blocked === null ? 'clear' : 'blocked' });
    await journal(tx, ctx.actor, {
      action: 'booking.screened',
      subject: loaded.booking.id,
      office: loaded.booking.office,
      fields: ['keyAreaStay', 'quarantineEnd', 'temperature'],
      codes: { result: blocked === null ? 'clear' : 'blocked' },
      clauses: law.gate?.clauses ?? [],
    });
  });
  return { row, blocked: row.screening === 'blocked' ? await blockOf(ctx, input.booking) : null };
}

/** Read from what is stored, so that the same request sent twice is answered alike. */
async function blockOf(ctx: StaffContext, booking: string): Promise<Refusal | null> {
  const { loaded, office } = await inScope(ctx, ctx.units, (tx) => servedBooking(tx, ctx, booking, false));
  const parties = partiesAsked(ctx, loaded, office);
  return quarantineRefusal(lawFor(ctx, office, loaded), { day: Temporal.PlainDate.from(loaded.slot.day), parties });
}

function screeningAt({ parties }: Input, index: number): Screening | null {
  const given = parties[index];
  if (given === undefined) return null;
  const { keyAreaStay, quarantineEnd, temperature } = given;
  return {
    keyAreaStay,
    quarantineEnd: quarantineEnd === null ? null : Temporal.PlainDate.from(quarantineEnd),
    temperature,
  };
}
