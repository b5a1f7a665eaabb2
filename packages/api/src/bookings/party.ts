import { party } from '@anmin/db/schema/appointments';
import type { Application } from '@anmin/domain/appointments/application';
import type { Screening } from '@anmin/domain/appointments/party';
import type { VisitorPosition } from '@anmin/domain/appointments/visit';
import type { Keys } from '../privacy/keys.ts';
import { blindIndex, blindIndexes, seal, unseal } from '../privacy/seal.ts';

type Row = typeof party.$inferSelect;

/** Everybody a booking names: those a law asks about, the visitors, or what somebody wants to be called. */
export function namedOf({ parties, visit }: Pick<Application, 'parties' | 'visit'>): Named[] {
  const { visitors = [], callName = null } = visit ?? {};
  const unnumbered = callName === null ? [] : [{ name: callName, idNumber: null }];
  return [...parties, ...visitors.map((it) => ({ ...it, screening: null })), ...unnumbered];
}

type Named = {
  readonly name: string;
  readonly idNumber: string | null;
  readonly screening?: Screening | null;
};

export function sealParty(
  keys: Keys,
  booking: string,
  position: VisitorPosition,
  { name, idNumber, screening = null }: Named,
): typeof party.$inferInsert {
  const row = `${booking}.${position}`;
  return {
    booking,
    position,
    nameSealed: seal(keys, `party.name:${row}`, name),
    idSealed: idNumber === null ? null : seal(keys, `party.id:${row}`, idNumber),
    idIndex: idNumber === null || !isFullNumber(idNumber) ? null : idIndex(keys, idNumber),
    idTailIndex: idNumber === null ? null : idTailIndex(keys, idNumber.slice(-4)),
    screeningSealed: screening === null ? null : sealScreening(keys, booking, position, screening),
  };
}

/** Who gave the last four alone is known by no number: others share them. */
export const isFullNumber = (idNumber: string): boolean => idNumber.length === 18;

export function sealScreening(keys: Keys, booking: string, position: VisitorPosition, screening: Screening): Buffer {
  const plain = JSON.stringify({ ...screening, quarantineEnd: screening.quarantineEnd?.toString() ?? null });
  return seal(keys, `party.screening:${booking}.${position}`, plain);
}

export function nameOf(keys: Keys, row: Pick<Row, 'booking' | 'position' | 'nameSealed'>): string {
  return unseal(keys, `party.name:${row.booking}.${row.position}`, row.nameSealed);
}

/** As it was asked: all of the number, its last four, or null. */
export function idNumberOf(keys: Keys, row: Pick<Row, 'booking' | 'position' | 'idSealed'>): string | null {
  if (row.idSealed === null) return null;
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
