import type { Transaction } from '@anmin/db/client';
import { careVisit } from '@anmin/db/schema/appointments';
import { answerBy } from '@anmin/domain/appointments/visit-rules';
import { refuse } from '@anmin/domain/refusal';
import { eq } from 'drizzle-orm';
import { claimedByRows, claimKeys } from '../bookings/claims.ts';
import type { Loaded } from '../bookings/load.ts';
import { definitionOf } from '../bookings/service.ts';
import { loadOffice, rulesOn, type Office } from '../office/office.ts';
import { Refused, sandboxOf, type Context } from '../trpc.ts';
import { areTaken } from './turns.ts';

/** A visit that moves waits for the institution's answer anew; null: none is waited for. */
export async function askAgain(
  tx: Transaction,
  ctx: Context,
  { booking: row, visit }: Loaded,
  office: Office,
  at: { readonly day: Temporal.PlainDate; readonly time: string },
): Promise<Temporal.Instant | null> {
  if (visit === null) return null;
  const { visits } = rulesOn(office, at.day);
  const due = answerBy(definitionOf(ctx, row.service), visits, { ...at, day: at.day.toString() }, office.now);
  await tx
    .update(careVisit)
    .set({ answerBy: due?.toString() ?? null, answer: null, answeredAt: null, answeredBy: null })
    .where(eq(careVisit.booking, row.id));
  return due;
}

/** The booking with the first turn of the other day's visits to the same resident that nobody has. */
export async function inTurn(
  tx: Transaction,
  ctx: Context,
  loaded: Loaded,
  at: { readonly office: string; readonly day: string },
): Promise<Loaded> {
  const { visit, booking: row } = loaded;
  if (visit?.turn == null) return loaded;
  const most = rulesOn(await loadOffice(tx, at.office), Temporal.PlainDate.from(at.day)).visits?.residentDay ?? null;
  if (most === null) return loaded;
  const definition = { id: row.service, unique: ['residentOnDay'] } as const;
  for (let turn = 1; turn <= most; turn += 1) {
    const turned = { ...loaded, visit: { ...visit, turn } };
    const claims = claimKeys(ctx.keys, definition, claimedByRows(ctx.keys, turned, at), sandboxOf(ctx));
    if (await areTaken(tx, claims, row.id)) continue;
    await tx.update(careVisit).set({ turn }).where(eq(careVisit.booking, row.id));
    return turned;
  }
  throw new Refused(refuse('residentVisited', [], { day: at.day, most }));
}
