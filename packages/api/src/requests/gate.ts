import { asBytes } from '@anmin/db/book-place';
import type { Transaction } from '@anmin/db/client';
import { gatePerson } from '@anmin/db/schema/gate';
import type { ComerKind } from '@anmin/domain/people/comer';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { comerNumbers, comerPhones, openComer } from '../gate/comer.ts';
import { readInstant } from '../office/now.ts';
import { Refused, type Context } from '../trpc.ts';
import type { Asker } from './card.ts';

/** When somebody came in at the gate of a unit, as it was written there. */
export async function copyOfGate(tx: Transaction, { keys }: Context, { id, office, idNumber, phone }: Asker) {
  const numbers = sql.param(comerNumbers(keys, office, idNumber).map(asBytes));
  const phones = sql.param(comerPhones(keys, office, phone).map(asBytes));
  const { rows } = await tx.execute<{ copy: readonly Copied[] }>(
    sql`select copy_of_gate(${id}::uuid, ${numbers}::bytea[], ${phones}::bytea[]) as copy`,
  );
  const bytes = (sealed: string | null) => (sealed === null ? null : Buffer.from(sealed, 'hex'));
  return (rows[0]?.copy ?? []).map(({ passage, unit, came, inAt, outAt, ...it }) => ({
    ...openComer(keys, {
      ...{ passage, unit, nameSealed: Buffer.from(it.name, 'hex'), purposeSealed: Buffer.from(it.purpose, 'hex') },
      ...{ phoneSealed: bytes(it.phone), idSealed: bytes(it.id) },
    }),
    ...{ came, inAt: readInstant(inAt).toString(), outAt: outAt === null ? null : readInstant(outAt).toString() },
  }));
}

/** As `copy_of_gate` gives it; sealed values in hex. */
type Copied = {
  readonly passage: string;
  readonly unit: string;
  readonly came: ComerKind;
  readonly inAt: string;
  readonly outAt: string | null;
  readonly name: string;
  readonly phone: string | null;
  readonly id: string | null;
  readonly purpose: string;
};

/** @throws while they are inside. Gives the passages of which it is not known any more whose they were. */
export async function eraseAtGate(
  tx: Transaction,
  { keys }: Context,
  { office, idNumber, phone }: Asker,
): Promise<string[]> {
  const found = await tx
    .select({ passage: gatePerson.passage, outAt: gatePerson.outAt })
    .from(gatePerson)
    .where(
      and(
        ...[eq(gatePerson.unit, office), inArray(gatePerson.phoneIndex, comerPhones(keys, office, phone))],
        or(isNull(gatePerson.idIndex), inArray(gatePerson.idIndex, comerNumbers(keys, office, idNumber))),
      ),
    );
  if (found.some(({ outAt }) => outAt === null)) throw new Refused(refuse('notChangeable', [], { state: 'checkedIn' }));
  for (const { passage } of found) await tx.execute(sql`select erase_comer(${passage}::uuid)`);
  return found.map(({ passage }) => passage);
}
