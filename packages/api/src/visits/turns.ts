import type { Transaction, Database } from '@anmin/db/client';
import type { Application } from '@anmin/domain/appointments/application';
import { refuse, type Refusal } from '@anmin/domain/refusal';
import { sql } from 'drizzle-orm';
import { claimedBy, claimedByRows, claimKeys } from '../bookings/claims.ts';
import type { Loaded } from '../bookings/load.ts';
import { definitionOf } from '../bookings/service.ts';
import { rulesOn, type Office } from '../office/office.ts';
import { sandboxOf, type Context } from '../trpc.ts';

/**
 * How many visits a day somebody may have, as the institution settled; null: not settled, or nobody is visited. They are
 * counted by what was typed, so that the answer says nothing about who lives there.
 */
export function visitsADay(
  ctx: Context,
  office: Office,
  { service, day, visit }: Pick<Application, 'service' | 'day' | 'visit'>,
): number | null {
  if (visit?.resident == null || !definitionOf(ctx, service).unique.includes('residentOnDay')) return null;
  return rulesOn(office, day).visits?.residentDay ?? null;
}

export const visitedRefusal = ({ day }: Pick<Application, 'day'>, most: number): Refusal =>
  refuse('residentVisited', [], { day: day.toString(), most });

/**
 * Frees what a booking that was served claimed, but which of the day's visits to a resident it was: that visit took place,
 * and counts until the day closes.
 */
export async function keepTurn(tx: Transaction, ctx: Context, loaded: Loaded): Promise<void> {
  const { booking: row, slot } = loaded;
  const turn = { id: row.service, unique: ['residentOnDay'] } as const;
  const at = { office: row.office, day: slot.day };
  const kept =
    loaded.visit === null ? [] : claimKeys(ctx.keys, turn, claimedByRows(ctx.keys, loaded, at), sandboxOf(ctx));
  await tx.execute(sql`select keep_claims(${sql.param(kept)}::bytea[], ${row.id}::uuid)`);
}

/** Whether something else than the turn is taken: the phone has a visit that day. */
export async function ownTaken(ctx: Context, application: Application): Promise<boolean> {
  const definition = definitionOf(ctx, application.service);
  return areTaken(ctx.database.db, claimKeys(ctx.keys, definition, claimedBy(application), sandboxOf(ctx)));
}

/** Whether every turn of that day is taken; asked before a code is sent, the write decides. */
export async function allTaken(ctx: Context, application: Application, most: number): Promise<boolean> {
  const definition = { id: application.service, unique: ['residentOnDay'] } as const;
  for (let turn = 1; turn <= most; turn += 1) {
    const claims = claimKeys(ctx.keys, definition, claimedBy(application, turn), sandboxOf(ctx));
    if (!(await areTaken(ctx.database.db, claims))) return false;
  }
  return true;
}

export async function areTaken(
  db: Database['db'] | Transaction,
  claims: readonly Buffer[],
  except: string | null = null,
): Promise<boolean> {
  const { rows } = await db.execute<{ taken: boolean }>(
    sql`select claims_taken(${sql.param(claims)}::bytea[], ${except}::uuid) as taken`,
  );
  return rows[0]?.taken === true;
}
