import type { Transaction } from '@anmin/db/client';
import { memberTransfer, type personCard } from '@anmin/db/schema/people';
import type { MemberRole } from '@anmin/domain/people/membership';
import { and, eq, sql } from 'drizzle-orm';
import { actorName, journal } from '../journal.ts';
import { seal } from '../privacy/seal.ts';
import type { StaffContext } from '../trpc.ts';

/** Whoever has left goes over to nobody any more. */
export async function callOffSent(tx: Transaction, ctx: StaffContext, membership: string): Promise<void> {
  const ended = await tx
    .update(memberTransfer)
    .set({ state: 'calledOff', endedBy: actorName(ctx.actor), endedAt: sql`office_now()` })
    .where(waitsFor(membership))
    .returning({ unit: memberTransfer.unit });
  for (const { unit } of ended)
    await journal(tx, ctx.actor, { action: 'member.calledOff', subject: membership, office: unit });
}

/** Whoever changes beds, or what they are there, is still to go over. */
export async function carrySent(
  tx: Transaction,
  from: string,
  to: { readonly id: string; readonly role: MemberRole },
): Promise<void> {
  await tx.update(memberTransfer).set({ membership: to.id, role: to.role }).where(waitsFor(from));
}

/** The other unit reads the name as it was written right. */
export async function renameSent(
  tx: Transaction,
  { keys }: StaffContext,
  { unit, person }: Pick<typeof personCard.$inferSelect, 'unit' | 'person'>,
  name: string,
): Promise<void> {
  const { id, state } = memberTransfer;
  const waiting = await tx
    .select({ id })
    .from(memberTransfer)
    .where(and(eq(memberTransfer.unit, unit), eq(memberTransfer.person, person), eq(state, 'waiting')));
  for (const it of waiting)
    await tx
      .update(memberTransfer)
      .set({ nameSealed: seal(keys, `member_transfer.name:${it.id}`, name) })
      .where(eq(id, it.id));
}

const waitsFor = (membership: string) =>
  and(eq(memberTransfer.membership, membership), eq(memberTransfer.state, 'waiting'));
