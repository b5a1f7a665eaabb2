import type { Transaction } from '@anmin/db/client';
import { membership as memberships, memberTransfer, personCard } from '@anmin/db/schema/people';
import { refuse } from '@anmin/domain/refusal';
import { and, asc, eq, or, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { actorName, journal } from '../journal.ts';
import { once } from '../once.ts';
import { journalRead } from '../privacy/reads.ts';
import { seal, unseal } from '../privacy/seal.ts';
import { inScope, isUnder, setScope } from '../scope.ts';
import { ownUnit } from '../staff/standing.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { carryVaccination } from '../vaccination/carry.ts';
import { nameOnCard, phoneOnCard } from './card.ts';
import { endMembership, refuseStale, typedOf } from './enter.ts';
import type { atUnitInput, callOffInput, receiveInput, sendInput } from './inputs.ts';
import { joined, ownMember } from './row.ts';
import { addMembers, cardsAt, readTyped, refuseFields } from './write.ts';

/** Says that somebody goes over to another institution of the prefecture; until it takes them in they belong here. */
export function send(ctx: StaffContext, { key, membership, version, to, on }: z.infer<typeof sendInput>) {
  const body = ['people.send', membership, version, to, on];
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body }, async () => {
      const found = await ownMember(tx, ctx, membership, true);
      refuseStale(found, version);
      const { person, unit, role, since } = found.membership;
      if (!(await homesNear(tx, unit)).some(({ id }) => id === to)) refuseFields(['to.empty']);
      if (on <= since) refuseFields(['on.wrong']);
      const id = randomUUID();
      const nameSealed = seal(ctx.keys, `member_transfer.name:${id}`, nameOnCard(ctx.keys, found.card));
      const made = await tx
        .insert(memberTransfer)
        .values({ id, membership, person, unit, toUnit: to, role, onDay: on, nameSealed, madeBy: actorName(ctx.actor) })
        .onConflictDoNothing()
        .returning({ id: memberTransfer.id });
      if (made.length === 0) throw new Refused(refuse('stale'));
      await journal(tx, ctx.actor, {
        ...{ action: 'member.sent', subject: membership, office: unit, codes: { role, from: on } },
      });
      return { transfer: id };
    }),
  );
}

/** Where somebody may go from a unit. */
export function homes(ctx: StaffContext, { unit }: z.infer<typeof atUnitInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    await ownUnit(tx, ctx, unit);
    return homesNear(tx, unit);
  });
}

/** Who is to go over from a unit or to it. */
export function transfers(ctx: StaffContext, { unit }: z.infer<typeof atUnitInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const { name } = await ownUnit(tx, ctx, unit);
    const rows = await tx
      .select()
      .from(memberTransfer)
      .where(waitsAt(unit))
      .orderBy(asc(memberTransfer.onDay), asc(memberTransfer.id));
    await journalRead(tx, ctx, unit, { of: 'people.transfers', count: rows.length });
    const { rows: names } = await tx.execute<{ id: string; name: string }>(
      sql`select id, name from names_in_transfers(${unit})`,
    );
    const nameOf = new Map(names.map((it) => [it.id, it.name]));
    return {
      unit: { id: unit, name },
      waiting: rows.map(({ id, membership, role, onDay, nameSealed, ...it }) => ({
        ...{ transfer: id, role, on: onDay, name: unseal(ctx.keys, `member_transfer.name:${id}`, nameSealed) },
        ...(it.toUnit === unit
          ? { comes: true as const, other: nameOf.get(it.unit) ?? '' }
          : { comes: false as const, other: nameOf.get(it.toUnit) ?? '', membership }),
      })),
    };
  });
}

export const waitsAt = (unit: string) =>
  and(eq(memberTransfer.state, 'waiting'), or(eq(memberTransfer.unit, unit), eq(memberTransfer.toUnit, unit)));

/**
 * Takes somebody in who was sent: from that day on they belong here and no longer there, with their doses and what hinders
 * more of them, and with name and phone as the other unit wrote them, unless they were here before. What that unit wrote day
 * by day stays with it.
 */
export function receive(ctx: StaffContext, { key, transfer: id, on, to }: z.infer<typeof receiveInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['people.receive', id, on, to] }, async () => {
      const waiting = await waitingTransfer(tx, id, isUnder(memberTransfer.toUnit, ctx.units));
      const { unit: from, toUnit: unit, membership } = waiting;
      // until that day the other unit says that they are there
      if (on < waiting.onDay) refuseFields(['on.wrong']);
      // what it rests on stands at the other unit, which said so itself
      await setScope(tx, ctx, [from, unit]);
      const [found] = await joined(tx)
        .where(eq(memberships.id, membership))
        .for('update', { of: [memberships, personCard] });
      if (found === undefined || found.membership.until !== null) throw new Refused(refuse('stale'));
      const { person } = found.membership;
      const known = await writtenHere(tx, ctx, unit, person);
      const written = await readTyped(tx, ctx, { ...typedOf(ctx, found), ...known, ...to, since: on });
      await end(tx, ctx, waiting, 'received');
      await endMembership(tx, found, on, 'transfer');
      const [{ membership: entered } = { membership: '' }] = await addMembers(tx, ctx, unit, [{ ...written, person }]);
      await carryVaccination(tx, ctx, { person, from, to: unit });
      await journal(tx, ctx.actor, {
        ...{ action: 'member.left', subject: membership, office: from },
        codes: { role: found.membership.role, until: on },
      });
      await journal(tx, ctx.actor, {
        ...{ action: 'member.received', subject: entered, office: unit },
        codes: { role: written.role, from: on },
      });
      return { membership: entered };
    }),
  );
}

/** They do not go over: whoever sent them thought better of it, or the other unit does not take them. */
export function callOff(ctx: StaffContext, { key, transfer: id }: z.infer<typeof callOffInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['people.callOff', id] }, async () => {
      const own = or(isUnder(memberTransfer.unit, ctx.units), isUnder(memberTransfer.toUnit, ctx.units));
      const waiting = await waitingTransfer(tx, id, own);
      await end(tx, ctx, waiting, 'calledOff');
      await journal(tx, ctx.actor, {
        ...{ action: 'member.calledOff', subject: waiting.membership, office: waiting.unit },
      });
      return { transfer: id };
    }),
  );
}

async function homesNear(tx: Transaction, unit: string) {
  const { rows } = await tx.execute<{ id: string; name: string }>(sql`select id, name from homes_near(${unit})`);
  return rows;
}

/** Name and phone are each unit's own words: what stands on a card here stays. */
async function writtenHere(tx: Transaction, { keys }: StaffContext, unit: string, person: string) {
  const card = (await cardsAt(tx, unit, [person])).get(person);
  if (card === undefined) return {};
  const phone = phoneOnCard(keys, card);
  return { name: nameOnCard(keys, card), ...(phone === null ? {} : { phone }) };
}

async function waitingTransfer(tx: Transaction, id: string, own: ReturnType<typeof or>) {
  const [found] = await tx
    .select()
    .from(memberTransfer)
    .where(and(eq(memberTransfer.id, id), own));
  if (found === undefined) throw new Refused(refuse('notFound'));
  if (found.state !== 'waiting') throw new Refused(refuse('stale'));
  return found;
}

/** @throws where it has been answered meanwhile, or the membership it is of has been changed. */
async function end(tx: Transaction, { actor }: StaffContext, transfer: Answered, state: 'received' | 'calledOff') {
  const ended = await tx
    .update(memberTransfer)
    .set({ state, endedBy: actorName(actor), endedAt: sql`office_now()` })
    .where(
      and(
        ...[eq(memberTransfer.id, transfer.id), eq(memberTransfer.membership, transfer.membership)],
        eq(memberTransfer.state, 'waiting'),
      ),
    )
    .returning({ id: memberTransfer.id });
  if (ended.length === 0) throw new Refused(refuse('stale'));
}

type Answered = Pick<typeof memberTransfer.$inferSelect, 'id' | 'membership'>;
