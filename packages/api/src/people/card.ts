import { asBytes } from '@anmin/db/book-place';
import type { Transaction } from '@anmin/db/client';
import { personCard } from '@anmin/db/schema/people';
import type { Sex } from '@anmin/domain/people/id-number';
import { sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { Keys } from '../privacy/keys.ts';
import { blindIndex, blindIndexes, seal, unseal, type Spot } from '../privacy/seal.ts';

type Card = typeof personCard.$inferSelect;

/** Somebody as a unit writes them down. */
export type WrittenPerson = {
  readonly name: string;
  readonly idNumber: string | null;
  readonly phone: string | null;
  readonly sex: Sex;
  readonly bornOn: string | null;
};

/**
 * The persons these are, in their order: whoever has a number already is held under the id they have. Nobody is told which of
 * them that was.
 */
export async function holdPersons(tx: Transaction, keys: Keys, written: readonly WrittenPerson[]): Promise<string[]> {
  const asked = written.map((it) => ({ id: randomUUID(), ...it }));
  const rows = asked.map(({ id, idNumber, sex, bornOn }) => ({
    ...{ id, sex, born_on: bornOn },
    ...(idNumber === null ? { known: [] } : numberUnder(keys, id, idNumber)),
  }));
  const { rows: held } = await tx.execute<{ asked: string; held: string }>(
    sql`select asked, held from hold_persons(${JSON.stringify(rows)}::jsonb)`,
  );
  const idOf = new Map(held.map((it) => [it.asked, it.held]));
  return asked.map(({ id }) => idOf.get(id) ?? id);
}

function numberUnder(keys: Keys, id: string, number: string) {
  return {
    id_sealed: asBytes(seal(keys, `person.id:${id}`, number)),
    id_index: asBytes(blindIndex(keys, 'person.id', number)),
    id_tail_index: asBytes(blindIndex(keys, 'person.idTail', number.slice(-4))),
    known: numberIndexes(keys, number).map(asBytes),
  };
}

export function sealCard(
  keys: Keys,
  card: { readonly person: string; readonly unit: string } & Pick<WrittenPerson, 'name' | 'phone'>,
): typeof personCard.$inferInsert {
  const id = randomUUID();
  const { person, unit } = card;
  return { id, person, unit, ...sealName(keys, { id, unit }, card.name), ...sealPhone(keys, { id, unit }, card.phone) };
}

type Place = Pick<Card, 'id' | 'unit'>;

export function sealName(keys: Keys, card: Place, name: string) {
  return {
    nameSealed: seal(keys, spotOf('name', card), name),
    nameIndex: blindIndex(keys, 'person_card.name', `${card.unit}\0${name}`),
  };
}

export function sealPhone(keys: Keys, card: Place, phone: string | null) {
  if (phone === null) return { phoneSealed: null, phoneIndex: null };
  return {
    phoneSealed: seal(keys, spotOf('phone', card), phone),
    phoneIndex: blindIndex(keys, 'person_card.phone', `${card.unit}\0${phone}`),
  };
}

export function nameOnCard(keys: Keys, card: Place & Pick<Card, 'nameSealed'>): string {
  return unseal(keys, spotOf('name', card), card.nameSealed);
}

export function phoneOnCard(keys: Keys, card: Place & Pick<Card, 'phoneSealed'>): string | null {
  return card.phoneSealed === null ? null : unseal(keys, spotOf('phone', card), card.phoneSealed);
}

export function numberOf(keys: Keys, person: { readonly id: string; readonly idSealed: Buffer | null }): string | null {
  return person.idSealed === null ? null : unseal(keys, `person.id:${person.id}`, person.idSealed);
}

/** What to look a number, the end of one, or a name at a unit up by: under every key that is held. */
export const numberIndexes = (keys: Keys, number: string): Buffer[] => blindIndexes(keys, 'person.id', number);
export const tailIndexes = (keys: Keys, number: string): Buffer[] =>
  blindIndexes(keys, 'person.idTail', number.slice(-4));
export const nameIndexes = (keys: Keys, unit: string, name: string): Buffer[] =>
  blindIndexes(keys, 'person_card.name', `${unit}\0${name}`);

export const cardPhoneIndexes = (keys: Keys, unit: string, phone: string): Buffer[] =>
  blindIndexes(keys, 'person_card.phone', `${unit}\0${phone}`);

function spotOf(field: 'name' | 'phone', { id, unit }: Place): Spot {
  return `person_card.${field}:${id}.${unit}`;
}
