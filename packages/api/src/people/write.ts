import type { Transaction } from '@anmin/db/client';
import { membership, personCard } from '@anmin/db/schema/people';
import { officeDay } from '@anmin/domain/calendar/day';
import { readMember, type EntryProblem, type TypedMember, type WrittenMember } from '@anmin/domain/people/member';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { actorName } from '../journal.ts';
import { officeNow } from '../office/now.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { holdPersons, nameOnCard, phoneOnCard, sealCard, sealPhone } from './card.ts';

/** @throws naming the fields: everything that is wrong at once. */
export async function readTyped(tx: Transaction, ctx: StaffContext, typed: TypedMember): Promise<WrittenMember> {
  const today = officeDay(await officeNow(tx));
  const read = readMember(typed, { today, regions: ctx.demo ? 'demo' : 'real' });
  return 'ok' in read ? read.ok : refuseFields(read.wrong);
}

export function refuseFields(
  fields: readonly EntryProblem[],
  facts: { readonly since?: string; readonly until?: string | null } = {},
): never {
  throw new Refused(refuse('wrongInput', [], { fields: fields.map((it) => it.replace('.', ':')), ...facts }));
}

/** What was written of somebody who begins to belong to a unit. */
export type Entered = {
  readonly membership: string;
  /** What stood on a card that was there already, where this wrote another phone, and the version it has by that; null: it did not. */
  readonly instead: { readonly phone: string | null; readonly cardVersion: number } | null;
};

/**
 * People begin to belong to a unit. Who has a card there keeps the name on it; one that says another name is somebody else,
 * or a number mistyped: it is refused.
 */
export async function enterMembers(
  tx: Transaction,
  ctx: StaffContext,
  unit: string,
  written: readonly WrittenMember[],
): Promise<Entered[]> {
  const persons = await holdPersons(tx, ctx.keys, written);
  return addMembers(
    tx,
    ctx,
    unit,
    written.map((it, n) => ({ ...it, person: persons[n] ?? '' })),
  );
}

/** As `enterMembers`, of persons the office holds already. */
export async function addMembers(
  tx: Transaction,
  ctx: StaffContext,
  unit: string,
  people: readonly (WrittenMember & { readonly person: string })[],
): Promise<Entered[]> {
  const cards = await cardsAt(
    tx,
    unit,
    people.map(({ person }) => person),
  );
  const all = people.map((it) => ({ ...it, card: cards.get(it.person) }));
  if (all.some(({ card, name }) => card !== undefined && nameOnCard(ctx.keys, card) !== name))
    refuseFields(['idNumber.otherName']);
  const fresh = [...new Map(all.filter(({ card }) => card === undefined).map((it) => [it.person, it])).values()];
  if (fresh.length > 0) await tx.insert(personCard).values(fresh.map((it) => sealCard(ctx.keys, { ...it, unit })));
  const rewritten = new Map<string, Entered['instead']>();
  const instead: Entered['instead'][] = [];
  for (const { card, phone } of all) {
    const before = card === undefined ? null : phoneOnCard(ctx.keys, card);
    const isNews = card !== undefined && phone !== null && phone !== before && !rewritten.has(card.id);
    if (isNews) rewritten.set(card.id, { phone: before, cardVersion: await writePhone(tx, ctx, card, phone) });
    instead.push(isNews ? (rewritten.get(card.id) ?? null) : null);
  }
  const members = all.map(({ person, role, standing, groups, post, room, bed, since }) => ({
    ...{ id: randomUUID(), person, unit, role, standing, groups: [...groups], post, room, bed, since },
    madeBy: actorName(ctx.actor),
  }));
  await refuseDouble(tx, unit, members, 'role.already');
  if (members.length > 0) await tx.insert(membership).values(members);
  return members.map(({ id: entered }, at) => ({ membership: entered, instead: instead[at] ?? null }));
}

/** Gives the version a card has with another phone on it. */
export async function writePhone(
  tx: Transaction,
  { keys }: Pick<StaffContext, 'keys'>,
  card: Pick<typeof personCard.$inferSelect, 'id' | 'unit'>,
  phone: string | null,
): Promise<number> {
  const [now] = await tx
    .update(personCard)
    .set({ ...sealPhone(keys, card, phone), version: sql`${personCard.version} + 1` })
    .where(eq(personCard.id, card.id))
    .returning({ version: personCard.version });
  return now?.version ?? 0;
}

export async function cardsAt(tx: Transaction, unit: string, persons: readonly string[]) {
  if (persons.length === 0) return new Map<string, typeof personCard.$inferSelect>();
  const cards = await tx
    .select()
    .from(personCard)
    .where(and(eq(personCard.unit, unit), inArray(personCard.person, [...persons])));
  return new Map(cards.map((card) => [card.person, card]));
}

/**
 * Nobody is twice at a time in one role of a unit: the other membership is told by its days. `instead`: which one these take
 * the place of. Two at the same moment are kept apart by the database.
 */
export async function refuseDouble(
  tx: Transaction,
  unit: string,
  members: readonly { person: string; role: string; since: string }[],
  problem: EntryProblem,
  instead: string | null = null,
): Promise<void> {
  const wanted = JSON.stringify(members.map(({ person, role, since }) => ({ person, role, since })));
  const { rows } = await tx.execute<{ since: string; until: string | null }>(sql`
    select m.since::text, m.until::text from jsonb_to_recordset(${wanted}::jsonb) w(person uuid, role text, since date)
      join membership m on m.person = w.person and m.unit = ${unit} and m.role = w.role
                       and (m.until is null or m.until > w.since) and m.id is distinct from ${instead}::uuid limit 1`);
  if (rows[0] !== undefined) refuseFields([problem], rows[0]);
}
