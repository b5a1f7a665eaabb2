import { inTransaction } from '@anmin/db/client';
import { party } from '@anmin/db/schema/appointments';
import type { Position } from '@anmin/domain/appointments/party';
import { isLive } from '@anmin/domain/appointments/states';
import { readName } from '@anmin/domain/people/name';
import { readPhone } from '@anmin/domain/people/phone';
import { refuse } from '@anmin/domain/refusal';
import { and, eq } from 'drizzle-orm';
import type { Draft } from '../drafts/draft.ts';
import { provenPhones } from '../drafts/proven.ts';
import { journal } from '../journal.ts';
import { writeMessages } from '../messages/message.ts';
import { wallTime } from '../office/free.ts';
import { loadOffice } from '../office/office.ts';
import { once } from '../once.ts';
import { seal } from '../privacy/seal.ts';
import { Refused, type Context } from '../trpc.ts';
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
      const names = readNames(input);
      for (const { position, name } of names)
        await tx
          .update(party)
          .set({ nameSealed: seal(keys, `party.name:${row.id}.${position}`, name) })
          .where(and(eq(party.booking, row.id), eq(party.position, position)));
      const phone = input.phone === undefined ? null : newPhone(ctx, draft, input.phone);
      const version = await changeBooking(
        tx,
        loaded,
        input.version,
        phone === null
          ? {}
          : {
              phoneSealed: seal(keys, `booking.phone:${row.id}`, phone),
              phoneIndex: phoneIndex(keys, phone),
            },
      );
      const office = await loadOffice(tx, row.office);
      const at = { day: loaded.slot.day, starts: wallTime(loaded.slot.starts) };
      const told = phone ?? oldPhone;
      await writeMessages(tx, keys, { id: row.id, version }, [
        { kind: 'corrected', phone: told, facts: appointmentFacts(office, row.reference, at), dueAt: null },
        ...reminders(office, told, row.reference, at),
      ]);
      const fields = [...names.map(({ position }) => `name${position}`), ...(phone === null ? [] : ['phone'])];
      await journal(tx, ctx.actor, { action: 'booking.corrected', subject: row.id, office: row.office, fields });
      return { version };
    }),
  );
  return viewBooking(ctx, input.booking);
}

function readNames({ name1, name2 }: Correction): { position: Position; name: string }[] {
  const given = [
    { position: 1 as const, text: name1 },
    { position: 2 as const, text: name2 },
  ];
  return given.flatMap(({ position, text }) => {
    if (text === undefined) return [];
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
