import type { Transaction } from '@anmin/db/client';
import { privacyRequest } from '@anmin/db/schema/privacy';
import { isLive } from '@anmin/domain/appointments/states';
import { officeDay } from '@anmin/domain/calendar/day';
import { formatReference } from '@anmin/domain/people/check-digit';
import { maskIdNumber, maskPhone } from '@anmin/domain/people/mask';
import { longestRequest } from '@anmin/domain/people/rights';
import { refuse } from '@anmin/domain/refusal';
import { and, desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { journal } from '../journal.ts';
import { officeNow, readInstant } from '../office/now.ts';
import { keySchema, once } from '../once.ts';
import { journalRead } from '../privacy/reads.ts';
import { seal, unseal } from '../privacy/seal.ts';
import { inScope, isUnder, setScope } from '../scope.ts';
import { servedOffice } from '../staff/scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { recordsOf } from './ask.ts';
import { eraseCard } from './card.ts';
import { eraseAtGate } from './gate.ts';

type Row = typeof privacyRequest.$inferSelect;

export const answerInput = z.strictObject({
  key: keySchema,
  request: z.uuid(),
  outcome: z.enum(['done', 'refused']),
  /** what the asker reads; a refusal says why */
  text: z.string().trim().min(2).max(longestRequest),
});

/** What people asked of an office, what is open and due first. */
export function list(ctx: StaffContext, office: string) {
  return inScope(ctx, ctx.units, async (tx) => {
    await servedOffice(tx, ctx, office);
    const rows = await tx
      .select()
      .from(privacyRequest)
      .where(eq(privacyRequest.office, office))
      .orderBy(
        sql`state <> 'open'`,
        sql`case when state = 'open' then due_on end nulls last`,
        desc(privacyRequest.madeAt),
      )
      .limit(200);
    await journalRead(tx, ctx, office, { of: 'requests', count: rows.length });
    const today = await todayOf(tx);
    return rows.map((row) => lineOf(ctx, row, today));
  });
}

/** One of them whole, with the words of who asked and of who answered. */
export function one(ctx: StaffContext, id: string) {
  return inScope(ctx, ctx.units, async (tx) => {
    const [row] = await tx
      .select()
      .from(privacyRequest)
      .where(and(eq(privacyRequest.id, id), isUnder(privacyRequest.office, ctx.units)));
    if (row === undefined) throw new Refused(refuse('notFound'));
    await journalRead(tx, ctx, row.office, { of: 'request', request: id, count: 1 });
    const line = lineOf(ctx, row, await todayOf(tx));
    return {
      ...line,
      office: row.office,
      toCorrect: await bookingsToCorrect(tx, ctx, row),
      text: masked(ctx, row, 'text', row.textSealed, (text) => text),
      answer: masked(ctx, row, 'answer', row.answerSealed, (text) => text),
    };
  });
}

/** The bookings an open request for correction is about; null: this one is not, or nobody can be found by it. */
async function bookingsToCorrect(tx: Transaction, ctx: StaffContext, row: Row) {
  if (row.kind !== 'correction' || row.state !== 'open' || row.phoneSealed === null || row.idSealed === null)
    return null;
  const { records } = await recordsOf(tx, ctx, row);
  return records.map(({ loaded: { booking } }) => ({ id: booking.id, reference: formatReference(booking.reference) }));
}

async function todayOf(tx: Transaction): Promise<string> {
  return officeDay(await officeNow(tx)).toString();
}

function lineOf(ctx: StaffContext, row: Row, today: string) {
  return {
    ...{ id: row.id, kind: row.kind, state: row.state, dueOn: row.dueOn, answeredBy: row.answeredBy },
    madeAt: readInstant(row.madeAt).toString(),
    late: row.state === 'open' && row.dueOn !== null && row.dueOn < today,
    phone: masked(ctx, row, 'phone', row.phoneSealed, maskPhone),
    idNumber: masked(ctx, row, 'id', row.idSealed, maskIdNumber),
  };
}

function masked(ctx: StaffContext, row: Row, field: string, sealed: Buffer | null, mask: (plain: string) => string) {
  return sealed === null ? null : mask(unseal(ctx.keys, `privacy_request.${field}:${row.id}`, sealed));
}

/** Done or refused with the reason. An erasure is carried out here, in the same transaction as its answer. */
export function answer(ctx: StaffContext, { key, ...given }: z.infer<typeof answerInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['requests.answer', given] }, async () => {
      const row = await openRequest(tx, ctx, given.request);
      const erased = row.kind === 'erasure' && given.outcome === 'done' ? await erase(tx, ctx, row) : null;
      await setScope(tx, ctx, ctx.units);
      const gone = erased === null ? {} : { idSealed: null, textSealed: null };
      await tx
        .update(privacyRequest)
        .set({
          ...{ state: given.outcome, answeredBy: ctx.actor.name, answeredAt: sql`office_now()`, ...gone },
          answerSealed: seal(ctx.keys, `privacy_request.answer:${row.id}`, given.text),
        })
        .where(eq(privacyRequest.id, row.id));
      await journal(tx, ctx.actor, {
        ...{ action: 'request.answered', subject: row.id, office: row.office, fields: ['answer'] },
        codes: { kind: row.kind, outcome: given.outcome, ...(erased === null ? {} : { erased }) },
      });
      return { answered: true as const, erased };
    }),
  );
}

async function openRequest(tx: Transaction, ctx: StaffContext, id: string): Promise<Row> {
  const [row] = await tx
    .select()
    .from(privacyRequest)
    .where(and(eq(privacyRequest.id, id), isUnder(privacyRequest.office, ctx.units)))
    .for('update');
  if (row === undefined) throw new Refused(refuse('notFound'));
  if (row.state !== 'open') throw new Refused(refuse('stale'));
  return row;
}

/**
 * A booking that still stands is ended first; who was registered stays registered for as long as that is kept, and who lives or
 * works there leaves before their card and all that hangs on it is erased, as who came in at the gate goes out before that is.
 */
async function erase(tx: Transaction, ctx: StaffContext, row: Row): Promise<number> {
  const { idNumber, phone, records } = await recordsOf(tx, ctx, row);
  const live = records.find(({ loaded }) => isLive(loaded.booking.state));
  if (live !== undefined) throw new Refused(refuse('notChangeable', [], { state: live.loaded.booking.state }));
  for (const { loaded, positions } of records) {
    const { id, office } = loaded.booking;
    await tx.execute(sql`select erase_booking(${id}::uuid, ${sql.param(positions)}::int[])`);
    await journal(tx, ctx.actor, {
      ...{ action: 'persons.erased', subject: id, office, fields: ['phone', 'party'] },
      codes: { request: row.id, state: loaded.booking.state },
    });
  }
  const asker = { id: row.id, office: row.office, idNumber, phone };
  const erased = [
    ...(await eraseCard(tx, ctx, asker)).map((subject) => ({ subject, fields: ['card'] })),
    ...(await eraseAtGate(tx, ctx, asker)).map((subject) => ({ subject, fields: ['gate'] })),
  ];
  for (const it of erased)
    await journal(tx, ctx.actor, {
      ...{ action: 'persons.erased', office: row.office, ...it },
      codes: { request: row.id },
    });
  return records.length + erased.length;
}
