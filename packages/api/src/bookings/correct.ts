import { inTransaction, type Transaction } from '@anmin/db/client';
import { party, type booking } from '@anmin/db/schema/appointments';
import type { Position } from '@anmin/domain/appointments/party';
import { isLive } from '@anmin/domain/appointments/states';
import { readName } from '@anmin/domain/people/name';
import { readPhone } from '@anmin/domain/people/phone';
import { refuse } from '@anmin/domain/refusal';
import { and, eq } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Draft } from '../drafts/draft.ts';
import { provenPhones } from '../drafts/proven.ts';
import { journal } from '../journal.ts';
import { writeMessages } from '../messages/message.ts';
import { wallTime } from '../office/free.ts';
import { loadOffice, type Office } from '../office/office.ts';
import { once } from '../once.ts';
import { seal } from '../privacy/seal.ts';
import { Refused, type Context } from '../trpc.ts';
import { isPending } from '../visits/row.ts';
import type { Loaded } from './load.ts';
import { appointmentFacts, reminders } from './messages.ts';
import { changeBooking, ownBooking, type Act } from './own.ts';
import { phoneIndex } from './party.ts';
import { viewBooking } from './view.ts';

export type Correction = {
  readonly name1?: string | undefined;
  readonly name2?: string | undefined;
  readonly phone?: string | undefined;
};

/** Corrects a name or the phone. A new phone counts only after a code sent to it came back in the same draft. */
export async function correct(ctx: Context, input: Act & Correction) {
  const { keys } = ctx;
  const body = ['correct', input.version, input.name1 ?? '', input.name2 ?? '', input.phone ?? ''];
  await inTransaction(ctx.database, (tx) =>
    once(tx, ctx, { scope: `booking:${input.booking}`, key: input.key, body }, async () => {
      const { loaded, draft, phone: oldPhone } = await ownBooking(tx, ctx, input);
      const { booking: row } = loaded;
      if (!isLive(row.state)) throw new Refused(refuse('notChangeable', [], { state: row.state }));
      const names = readNames(loaded, input);
      const phone = input.phone === undefined ? null : newPhone(ctx, draft, input.phone);
      const sealed =
        phone === null
          ? {}
          : { phoneSealed: seal(keys, `booking.phone:${row.id}`, phone), phoneIndex: phoneIndex(keys, phone) };
      const version = await writeCorrection(tx, ctx, loaded, await loadOffice(tx, row.office), {
        ...{ version: input.version, names, change: sealed, told: phone ?? oldPhone },
        fields: phone === null ? [] : ['phone'],
      });
      return { version };
    }),
  );
  return viewBooking(ctx, input.booking);
}

type Written = {
  readonly version: number;
  readonly names: readonly CorrectedName[];
  /** what else changes of the booking, and the names of these fields for the journal */
  readonly change: PgUpdateSetSource<typeof booking>;
  readonly fields: readonly string[];
  /** whose phone is told; null: there is none */
  readonly told: string | null;
};

/** Writes names as they should read, whoever corrects them; the journal says which fields, the message that it was done. */
export async function writeCorrection(
  tx: Transaction,
  ctx: Context,
  loaded: Loaded,
  office: Office,
  { version: read, names, change, fields, told }: Written,
): Promise<number> {
  const { keys } = ctx;
  const { booking: row, slot } = loaded;
  for (const { position, name } of names)
    await tx
      .update(party)
      .set({ nameSealed: seal(keys, `party.name:${row.id}.${position}`, name) })
      .where(and(eq(party.booking, row.id), eq(party.position, position)));
  const version = await changeBooking(tx, loaded, read, change);
  const at = { day: slot.day, starts: wallTime(slot.starts) };
  await writeMessages(tx, keys, { id: row.id, version }, [
    { kind: 'corrected', phone: told, facts: appointmentFacts(office, row.reference, at), dueAt: null },
    // the earlier reminders spoke of the version before
    ...(row.state === 'booked' && !isPending(loaded) ? reminders(office, told, row.reference, at) : []),
  ]);
  await journal(tx, ctx.actor, {
    ...{ action: 'booking.corrected', subject: row.id, office: row.office },
    fields: [...names.map(({ position }) => `name${position}`), ...fields],
  });
  return version;
}

type CorrectedName = { readonly position: Position; readonly name: string };

/** The names given, each of somebody the booking still knows. */
export function readNames({ parties }: Loaded, { name1, name2 }: Correction): CorrectedName[] {
  const given = [
    { position: 1 as const, text: name1 },
    { position: 2 as const, text: name2 },
  ];
  return given.flatMap(({ position, text }) => {
    if (text === undefined) return [];
    if (!parties.some((it) => it.position === position)) throw new Refused(refuse('notFound'));
    const read = readName(text);
    if ('error' in read)
      throw new Refused(refuse('wrongInput', [], { fields: [`name${position}:name.${read.error}`] }));
    return [{ position, name: read.ok }];
  });
}

function newPhone(ctx: Context, draft: Draft, text: string): string {
  const read = readPhone(text);
  if (!('ok' in read)) throw new Refused(refuse('wrongInput', [], { fields: ['phone:phone.wrong'] }));
  if (!provenPhones(ctx, draft).includes(read.ok)) throw new Refused(refuse('phoneNotProven'));
  return read.ok;
}
