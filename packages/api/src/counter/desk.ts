import { report } from '@anmin/db/schema/appointments';
import type { Answers } from '@anmin/domain/appointments/answers';
import { ticketName } from '@anmin/domain/appointments/queue';
import { isLive } from '@anmin/domain/appointments/states';
import { readIdNumber } from '@anmin/domain/people/id-number';
import { officeDay } from '@anmin/domain/calendar/day';
import { refuse } from '@anmin/domain/refusal';
import { desc, eq, sql } from 'drizzle-orm';
import { book } from '../bookings/book.ts';
import { claimKeys } from '../bookings/claims.ts';
import { appointmentFacts } from '../bookings/messages.ts';
import { moveTo, type Target } from '../bookings/move.ts';
import { changeBooking } from '../bookings/own.ts';
import { idNumberOf } from '../bookings/party.ts';
import { definitionOf } from '../bookings/service.ts';
import { freePlaces, releaseClaims } from '../bookings/release.ts';
import { loadBooking, lockBooking, phoneOf, type Loaded } from '../bookings/load.ts';
import { readForView, viewOf } from '../bookings/view.ts';
import { completeApplication, readAnswers } from '../drafts/reading.ts';
import { journal } from '../journal.ts';
import { writeMessages, type MessageKind } from '../messages/message.ts';
import { officeNow } from '../office/now.ts';
import { wallTime } from '../office/free.ts';
import { loadOffice, recentOffice, rulesOn, type Office } from '../office/office.ts';
import { once } from '../once.ts';
import { journalRead } from '../privacy/reads.ts';
import { seal, unseal } from '../privacy/seal.ts';
import { ticketOf } from '../queue/ticket.ts';
import { inScope, setScope } from '../scope.ts';
import { servedOffice } from '../staff/scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import type { Transaction } from '@anmin/db/client';
import { lawOn } from '@anmin/domain/appointments/law';
import { currentRow, deskAct, rowIn, servedBooking, type DeskAct } from './act.ts';
import { openReport } from './finish.ts';

export type OnBehalf = {
  readonly key: string;
  readonly office: string;
  readonly channel: 'phone' | 'counter';
  readonly answers: Answers;
  readonly overbookReason?: string | undefined;
};

/** Books for somebody on the phone or at the counter, by the same rules and from the channel's own places. */
export async function bookFor(ctx: StaffContext, { key, office: id, channel, answers, overbookReason }: OnBehalf) {
  await inScope(ctx, ctx.units, (tx) => servedOffice(tx, ctx, id));
  const given = { ...answers, office: id };
  const application = completeApplication(await readAnswers(ctx, given, { phoneOptional: true }));
  const office = await recentOffice(ctx, id);
  if (channel === 'counter') refuseWalkIn(ctx, office, application.service, application.day);
  const once = { scope: `staff:${ctx.actor.id}`, key, body: [given, channel, overbookReason ?? ''] };
  const { booking, reference, token } = await book(ctx, {
    application,
    channel,
    once,
    extraReason: overbookReason ?? null,
  });
  return { booking, reference, token };
}

/** A walk-in is served the same day without having booked; a rule in force or the office may refuse it. */
export function refuseWalkIn(
  { packs }: Pick<StaffContext, 'packs'>,
  office: Office,
  service: string,
  day: Temporal.PlainDate,
): void {
  const today = officeDay(office.now);
  if (!today.equals(day)) return;
  const { region, kind } = office.institution;
  const { quota } = lawOn(packs, { region, kind }, service, today, day);
  if (quota?.requirement.walkIns === 'refused') throw new Refused(refuse('walkInsNotTaken', quota.clauses));
  if (!rulesOn(office, day).walkIns) throw new Refused(refuse('walkInsNotTaken'));
}

export function moveAtDesk(ctx: StaffContext, input: DeskAct & Target) {
  return deskAct(ctx, 'move', input, async (tx, loaded) => {
    const { office, day, time } = input;
    if (loaded.booking.state !== 'booked' && loaded.booking.state !== 'displaced')
      throw new Refused(refuse('notChangeable', [], { state: loaded.booking.state }));
    await servedOffice(tx, ctx, office);
    await moveTo(tx, ctx, loaded, input.version, { office, day, time }, 'phone');
  });
}

export function cancelAtDesk(ctx: StaffContext, input: DeskAct & { readonly reason: string }) {
  return deskAct(ctx, 'cancel', input, async (tx, loaded, office) => {
    if (!isLive(loaded.booking.state)) throw new Refused(refuse('notChangeable', [], { state: loaded.booking.state }));
    await end(tx, ctx, loaded, office, input.version, input.reason, 'cancelledByDesk');
  });
}

/**
 * Releases a booking its subject did not make. Who stands at the desk shows the card; the desk hears neither where nor
 * when nor who booked, only that it is done, or that there is none.
 */
export async function releaseFor(
  ctx: StaffContext,
  { key, idNumber: text, service, reason }: { key: string; idNumber: string; service: string; reason: string },
) {
  const today = officeDay(await officeNow(ctx.board.db));
  const read = readIdNumber(text, { today, regions: ctx.demo ? 'demo' : 'real' });
  if (!('ok' in read)) throw new Refused(refuse('wrongInput', [], { fields: [`idNumber:id.${read.error}`] }));
  const claimed = { idNumbers: [read.ok.number], phone: null, resident: null, office: '', day: '' };
  const claims = claimKeys(ctx.keys, definitionOf(ctx, service), claimed);
  const asked = { scope: `staff:${ctx.actor.id}`, key, body: ['release', service, read.ok.number, reason] };
  const { released } = await inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, asked, () => release(tx, ctx, claims, reason)),
  );
  // refused after the commit: that somebody has none was told as well
  if (!released) throw new Refused(refuse('notFound'));
  return { released };
}

async function release(tx: Transaction, ctx: StaffContext, claims: readonly Buffer[], reason: string) {
  const id = await bookingOfClaims(tx, claims);
  if (id === null) {
    await journalRead(tx, ctx, ctx.units[0] ?? '', { of: 'release', count: 0 });
    return { released: false };
  }
  // released wherever it stands, and without a word where that is: who is there only shows the card
  await setScope(tx, ctx, await lockBooking(tx, id));
  const loaded = await loadBooking(tx, id);
  const { office, version } = loaded.booking;
  await end(tx, ctx, loaded, await loadOffice(tx, office), version, reason, 'released');
  return { released: true };
}

async function bookingOfClaims(tx: Transaction, claims: readonly Buffer[]): Promise<string | null> {
  for (const claim of claims) {
    const { rows } = await tx.execute<{ booking: string | null }>(sql`select booking_of_claim(${claim}) as booking`);
    if (rows[0]?.booking != null) return rows[0].booking;
  }
  return null;
}

async function end(
  tx: Transaction,
  ctx: StaffContext,
  loaded: Loaded,
  office: Office,
  version: number,
  reason: string,
  kind: MessageKind,
) {
  const { booking: row, slot } = loaded;
  const noteSealed = seal(ctx.keys, `booking.note:${row.id}`, reason);
  const waits = row.state === 'waiting';
  const state = waits ? 'withdrawn' : 'cancelled';
  const next = await changeBooking(tx, loaded, version, { state, endedBy: 'desk', noteSealed });
  await freePlaces(tx, row.id);
  await releaseClaims(tx, row.id);
  await journal(tx, ctx.actor, {
    action: waits ? 'waiting.left' : kind === 'released' ? 'booking.released' : 'booking.cancelled',
    subject: row.id,
    office: row.office,
    fields: ['reason'],
  });
  const facts = appointmentFacts(office, row.reference, { day: slot.day, starts: wallTime(slot.starts) });
  await writeMessages(tx, ctx.keys, { id: row.id, version: next }, [
    { kind: waits ? 'waitLeft' : kind, phone: phoneOf(ctx.keys, row), facts, dueAt: null },
  ]);
}

/** Scan or type the card and be told same or different: the desk rarely needs the number itself. */
export function compare(
  ctx: StaffContext,
  { booking: id, position, idNumber }: { booking: string; position: number; idNumber: string },
) {
  return inScope(ctx, ctx.units, async (tx) => {
    const { loaded } = await servedBooking(tx, ctx, id, false);
    const own = loaded.parties.find((it) => it.position === position);
    if (own === undefined) throw new Refused(refuse('notFound'));
    const typed = idNumber.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase();
    const { office } = loaded.booking;
    await journal(tx, ctx.actor, { action: 'party.compared', subject: id, office, fields: ['idNumber'] });
    return { same: idNumberOf(ctx.keys, own) === typed };
  });
}

export async function slip(ctx: StaffContext, id: string) {
  const { read, drawn } = await inScope(ctx, ctx.units, async (tx) => {
    const { office } = (await servedBooking(tx, ctx, id, false)).loaded.booking;
    await journalRead(tx, ctx, office, { of: 'slip', booking: id });
    return { read: await readForView(tx, id), drawn: await ticketOf(tx, id) };
  });
  return { ...(await viewOf(ctx, read)), ticket: drawn === undefined ? null : ticketName(drawn) };
}

export async function reportFor(
  ctx: StaffContext,
  { booking: id, key, text }: { booking: string; key: string; text: string },
) {
  await inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['report', id, text] }, async () => {
      const { loaded, office } = await servedBooking(tx, ctx, id, true);
      const opened = await openReport(tx, ctx, loaded, office, text);
      if (opened === null)
        throw new Refused(refuse('noRuleInForce', [], { service: loaded.booking.service, day: loaded.slot.day }));
      return { report: opened };
    }),
  );
  return currentRow(ctx, id);
}

export function reports(ctx: StaffContext, office: string) {
  return inScope(ctx, ctx.units, async (tx) => {
    await servedOffice(tx, ctx, office);
    const rows = await tx
      .select()
      .from(report)
      .where(eq(report.office, office))
      .orderBy(desc(report.madeAt))
      .limit(200);
    const shown = [];
    for (const { id, booking, textSealed, clauses, madeBy, madeAt } of rows)
      shown.push({
        ...{ id, clauses, madeBy, madeAt },
        text: unseal(ctx.keys, `report.text:${id}`, textSealed),
        row: await rowIn(tx, ctx, booking),
      });
    await journalRead(tx, ctx, office, { of: 'reports', count: shown.length });
    return shown;
  });
}
