import { party } from '@anmin/db/schema/appointments';
import type { Party, Position, Screening } from '@anmin/domain/appointments/party';
import type { Keys } from '../privacy/keys.ts';
import { blindIndex, blindIndexes, seal, unseal } from '../privacy/seal.ts';

type Row = typeof party.$inferSelect;

export function sealParty(keys: Keys, booking: string, position: Position, given: Party): typeof party.$inferInsert {
  const row = `${booking}.${position}`;
  return {
    booking,
    position,
    nameSealed: seal(keys, `party.name:${row}`, given.name),
    idSealed: seal(keys, `party.id:${row}`, given.idNumber),
    idIndex: idIndex(keys, given.idNumber),
    idTailIndex: idTailIndex(keys, given.idNumber.slice(-4)),
    screeningSealed: given.screening === null ? null : sealScreening(keys, booking, position, given.screening),
  };
}

export function sealScreening(keys: Keys, booking: string, position: Position, screening: Screening): Buffer {
  const plain = JSON.stringify({ ...screening, quarantineEnd: screening.quarantineEnd?.toString() ?? null });
  return seal(keys, `party.screening:${booking}.${position}`, plain);
}

export function nameOf(keys: Keys, row: Pick<Row, 'booking' | 'position' | 'nameSealed'>): string {
  return unseal(keys, `party.name:${row.booking}.${row.position}`, row.nameSealed);
}

export function idNumberOf(keys: Keys, row: Pick<Row, 'booking' | 'position' | 'idSealed'>): string {
  return unseal(keys, `party.id:${row.booking}.${row.position}`, row.idSealed);
}

export function screeningOf(keys: Keys, row: Pick<Row, 'booking' | 'position' | 'screeningSealed'>): Screening | null {
  if (row.screeningSealed === null) return null;
  const spot = `party.screening:${row.booking}.${row.position}` as const;
  const { keyAreaStay, quarantineEnd, temperature } = JSON.parse(unseal(keys, spot, row.screeningSealed)) as {
    keyAreaStay: boolean;
    quarantineEnd: string | null;
    temperature: number | null;
  };
  return {
    keyAreaStay,
    quarantineEnd: quarantineEnd === null ? null : Temporal.PlainDate.from(quarantineEnd),
    temperature,
  };
}

export function idIndex(keys: Keys, idNumber: string): Buffer {
  return blindIndex(keys, 'party.id', idNumber);
}

/** Asked under every key that is held. */
export function idIndexes(keys: Keys, idNumber: string): Buffer[] {
  return blindIndexes(keys, 'party.id', idNumber);
}

export function idTailIndex(keys: Keys, lastFour: string): Buffer {
  return blindIndex(keys, 'party.idTail', lastFour);
}

/** Asked under every key that is held. */
export function idTailIndexes(keys: Keys, lastFour: string): Buffer[] {
  return blindIndexes(keys, 'party.idTail', lastFour);
}

export function phoneIndex(keys: Keys, phone: string): Buffer {
  return blindIndex(keys, 'booking.phone', phone);
}

/** Asked under every key that is held. */
export function phoneIndexes(keys: Keys, phones: readonly string[]): Buffer[] {
  return phones.flatMap((phone) => blindIndexes(keys, 'booking.phone', phone));
}

export function isIndexOfPhone(keys: Keys, index: Buffer | null, phone: string): boolean {
  return index !== null && phoneIndexes(keys, [phone]).some((it) => it.equals(index));
}
