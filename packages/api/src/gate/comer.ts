import type { Transaction } from '@anmin/db/client';
import { gatePerson } from '@anmin/db/schema/gate';
import { askedOf } from '@anmin/domain/measures/passing';
import { comerFields, readComer, type TypedComer, type WrittenComer } from '@anmin/domain/people/comer';
import { refuse } from '@anmin/domain/refusal';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { actorName, journal } from '../journal.ts';
import { once } from '../once.ts';
import type { Keys } from '../privacy/keys.ts';
import { blindIndex, blindIndexes, seal, unseal, type Spot } from '../privacy/seal.ts';
import { inScope } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { rulesNow } from './asked.ts';
import type { nameInput } from './inputs.ts';
import { passageToday } from './passage.ts';

type Row = typeof gatePerson.$inferSelect;
type Place = Pick<Row, 'passage' | 'unit'>;

/** Says by name who came in with a passage of today: whom somebody entitled let in, or whom nobody asked before. */
export function name(ctx: StaffContext, { key, passage: id, who }: z.infer<typeof nameInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['gate.name', id, who] }, async () => {
      const { found, here } = await passageToday(tx, ctx, id);
      const isNamed = (await tx.$count(gatePerson, eq(gatePerson.passage, id))) > 0;
      if (found.verdict !== 'passes' || found.at !== 'entry' || isNamed) throw new Refused(refuse('stale'));
      const { checks } = askedOf(rulesNow(ctx, here), { at: 'entry', as: found.cameAs });
      const written = readWho(ctx, who, { today: here.today, byNumber: checks.includes('realName') });
      await keepComer(tx, ctx, { passage: id, unit: found.unit }, written);
      return { passage: id };
    }),
  );
}

/** @throws naming the fields: everything that is wrong at once. */
export function readWho(
  { demo }: StaffContext,
  who: TypedComer,
  { today, byNumber }: { readonly today: string; readonly byNumber: boolean },
): WrittenComer {
  const read = readComer(who, {
    ...{ today: Temporal.PlainDate.from(today), byNumber, regions: demo ? 'demo' : 'real' },
  });
  if ('ok' in read) return read.ok;
  throw new Refused(refuse('wrongInput', [], { fields: read.wrong.map((it) => it.replace('.', ':')) }));
}

/** In the transaction of the passage, or of what rests on it. */
export async function keepComer(tx: Transaction, ctx: StaffContext, at: Place, written: WrittenComer): Promise<void> {
  const { came, phone, idNumber } = written;
  const { keys } = ctx;
  await tx.insert(gatePerson).values({
    ...{ ...at, came, madeBy: actorName(ctx.actor) },
    nameSealed: seal(keys, spotOf('name', at), written.name),
    purposeSealed: seal(keys, spotOf('purpose', at), written.purpose),
    ...(phone !== null && {
      phoneSealed: seal(keys, spotOf('phone', at), phone),
      phoneIndex: blindIndex(keys, 'gate_person.phone', `${at.unit}\0${phone}`),
    }),
    ...(idNumber !== null && {
      idSealed: seal(keys, spotOf('id', at), idNumber),
      idIndex: blindIndex(keys, 'gate_person.id', `${at.unit}\0${idNumber}`),
    }),
  });
  await journal(tx, ctx.actor, {
    ...{ action: 'gate.named', subject: at.passage, office: at.unit, codes: { came } },
    fields: comerFields.filter((it) => written[it] !== null),
  });
}

export function openComer(
  keys: Keys,
  row: Place & Pick<Row, 'nameSealed' | 'phoneSealed' | 'idSealed' | 'purposeSealed'>,
): Omit<WrittenComer, 'came'> {
  return {
    name: unseal(keys, spotOf('name', row), row.nameSealed),
    phone: row.phoneSealed === null ? null : unseal(keys, spotOf('phone', row), row.phoneSealed),
    idNumber: row.idSealed === null ? null : unseal(keys, spotOf('id', row), row.idSealed),
    purpose: unseal(keys, spotOf('purpose', row), row.purposeSealed),
  };
}

/** What to look somebody up by at a gate: under every key that is held. */
export const comerPhones = (keys: Keys, unit: string, phone: string): Buffer[] =>
  blindIndexes(keys, 'gate_person.phone', `${unit}\0${phone}`);
export const comerNumbers = (keys: Keys, unit: string, number: string): Buffer[] =>
  blindIndexes(keys, 'gate_person.id', `${unit}\0${number}`);

const spotOf = (field: 'name' | 'phone' | 'id' | 'purpose', { passage, unit }: Place): Spot =>
  `gate_person.${field}:${passage}.${unit}`;
