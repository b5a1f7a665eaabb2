import type { Transaction } from '@anmin/db/client';
import { membership, memberTransfer, person } from '@anmin/db/schema/people';
import { officeDay } from '@anmin/domain/calendar/day';
import { plainText, ungrouped } from '@anmin/domain/people/typed-text';
import { and, arrayContains, asc, desc, eq, gt, inArray, isNull, isNotNull, lte, or, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { officeNow } from '../office/now.ts';
import { journalRead } from '../privacy/reads.ts';
import { inScope, isUnder } from '../scope.ts';
import { ownUnit } from '../staff/standing.ts';
import type { StaffContext } from '../trpc.ts';
import { nameOnCard, numberIndexes, tailIndexes } from './card.ts';
import type { findInput, listInput, oneInput } from './inputs.ts';
import { joined, ownMember, rowOf, type Joined } from './row.ts';
import { waitsAt } from './transfer.ts';

/** how many lines a page of the list holds; a habit of the page, not policy */
const pageLength = 100;
/** how many somebody may find at once: beyond it they say more; a guard of the service */
const mostFound = 50;

/** Who belongs to a unit, or did, by room and bed. */
export function list(ctx: StaffContext, { unit, left, after, ...wish }: z.infer<typeof listInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const { name } = await ownUnit(tx, ctx, unit);
    const today = officeDay(await officeNow(tx)).toString();
    const there = and(eq(membership.unit, unit), left ? hasLeft(today) : isThere(today));
    const wanted = and(
      there,
      wish.role === null ? undefined : eq(membership.role, wish.role),
      wish.standing === null ? undefined : eq(membership.standing, wish.standing),
      wish.group === null ? undefined : arrayContains(membership.groups, [wish.group]),
      wish.room === null ? undefined : eq(membership.room, wish.room),
    );
    const order = left ? [desc(membership.until)] : [asc(membership.role), asc(membership.room), asc(membership.bed)];
    const rows = await joined(tx)
      .where(wanted)
      .orderBy(...order, asc(membership.since), asc(membership.id))
      .offset(after ?? 0)
      .limit(pageLength + 1);
    const shown = rows.slice(0, pageLength);
    await journalRead(tx, ctx, unit, { of: 'people', count: shown.length });
    return {
      unit: { id: unit, name },
      rows: shown.map((row) => rowOf(ctx.keys, row, today)),
      rooms: await roomsOf(tx, unit, today),
      total: await tx.$count(membership, wanted),
      /** How many are to go over from here or come here. */
      waiting: await tx.$count(memberTransfer, waitsAt(unit)),
      next: rows.length > pageLength ? (after ?? 0) + pageLength : null,
    };
  });
}

/** Somebody of a unit by the number, its last four, the room, or a part of the name. */
export function find(ctx: StaffContext, { unit, text }: z.infer<typeof findInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    await ownUnit(tx, ctx, unit);
    const today = officeDay(await officeNow(tx)).toString();
    const there = and(eq(membership.unit, unit), isThere(today));
    const found = await search(tx, ctx, there, text);
    const shown = found.slice(0, mostFound);
    await journalRead(tx, ctx, unit, { of: 'people.find', count: shown.length });
    return { rows: shown.map((row) => rowOf(ctx.keys, row, today)), more: found.length > mostFound };
  });
}

async function search(
  tx: Transaction,
  { keys }: StaffContext,
  there: ReturnType<typeof and>,
  text: string,
): Promise<Joined[]> {
  const number = ungrouped(text).toUpperCase();
  if (/^\d{17}[\dX]$/.test(number))
    return joined(tx).where(and(there, inArray(person.idIndex, numberIndexes(keys, number))));
  const byTail = /^\d{3}[\dX]$/.test(number) ? inArray(person.idTailIndex, tailIndexes(keys, number)) : undefined;
  const inRoom = await joined(tx).where(and(there, or(eq(membership.room, plainText(text)), byTail)));
  if (inRoom.length > 0) return inRoom;
  const all = await joined(tx).where(there).orderBy(asc(membership.role), asc(membership.room), asc(membership.bed));
  return all.filter(({ card }) => nameOnCard(keys, card).includes(plainText(text)));
}

/** Somebody with all they are and were at the units of whoever looks. */
export function one(ctx: StaffContext, { membership: id }: z.infer<typeof oneInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const found = await ownMember(tx, ctx, id, false);
    const today = officeDay(await officeNow(tx)).toString();
    const history = await joined(tx)
      .where(and(eq(membership.person, found.membership.person), isUnder(membership.unit, ctx.units)))
      .orderBy(desc(membership.since), asc(membership.id));
    const { rows: units } = await tx.execute<{ id: string; name: string }>(
      sql`select id, name from unit where id in (select m.unit from membership m where m.person = ${found.person.id})`,
    );
    const nameOf = new Map(units.map((it) => [it.id, it.name]));
    await journalRead(tx, ctx, found.membership.unit, { of: 'people.one', count: 1 });
    return {
      ...rowOf(ctx.keys, found, today),
      unitName: nameOf.get(found.membership.unit) ?? '',
      bornOn: found.person.idSealed === null ? found.person.bornOn : null,
      history: history.map(({ membership: it }) => ({
        ...{ membership: it.id, unitName: nameOf.get(it.unit) ?? '', role: it.role, standing: it.standing },
        ...{ post: it.post, room: it.room, bed: it.bed, since: it.since, until: it.until, leftFor: it.leftFor },
      })),
    };
  });
}

async function roomsOf(tx: Transaction, unit: string, today: string): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ room: membership.room })
    .from(membership)
    .where(and(eq(membership.unit, unit), isThere(today), isNotNull(membership.room)))
    .orderBy(asc(membership.room));
  return rows.flatMap(({ room }) => room ?? []);
}

const isThere = (today: string) =>
  and(lte(membership.since, today), or(isNull(membership.until), gt(membership.until, today)));
const hasLeft = (today: string) => lte(membership.until, today);
