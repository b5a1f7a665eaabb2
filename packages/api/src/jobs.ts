import { inTransaction, type Transaction } from '@anmin/db/client';
import { booking, draft, idempotency, spentWork, tally } from '@anmin/db/schema/appointments';
import { attempt } from '@anmin/db/schema/identity';
import { day } from '@anmin/db/schema/offices';
import { officeDay } from '@anmin/domain/calendar/day';
import { and, eq, gte, lt, sql } from 'drizzle-orm';
import { checkRecords } from './checks/check.ts';
import { writeDeliveries } from './clients/deliver.ts';
import { closeBallots, publishBallots } from './ballots/publish.ts';
import { expireOffers } from './closures/offers.ts';
import { releaseClaims } from './bookings/release.ts';
import { forgetSoldOut } from './bookings/sold-out.ts';
import { journal } from './journal.ts';
import type { Head, JournalKey } from './journal/head.ts';
import { headOf, sealJournal } from './journal/seal.ts';
import { officeNow } from './office/now.ts';
import { loadOffice, lockOffices, settingOn } from './office/office.ts';
import { fallBack } from './plans/fall-back.ts';
import { planDays } from './plans/plan.ts';
import { purgePersonal } from './privacy/purge.ts';
import { resealDue } from './privacy/reseal.ts';
import { forgetRecent } from './recent.ts';
import { setScope } from './scope.ts';
import type { Context } from './trpc.ts';
import { closeVisits, tellLate } from './visits/closing.ts';
import { endPastWaiting, serveLine } from './waiting/line.ts';

/** Everything the office does by itself but sending, which waits for others. Each job is safe to run again, and in several processes at once. */
export async function runDueJobs(ctx: Context): Promise<void> {
  const jobs = [
    sealJournal,
    openDays,
    closePastDays,
    tellLate,
    closeVisits,
    expireOffers,
    publishBallots,
    closeBallots,
    endPastWaiting,
    serveLine,
    purge,
    purgePersonal,
    writeDeliveries,
    checkRecords,
    fallBack,
  ];
  for (const [index, job] of jobs.entries()) await alone(ctx, index, job);
  forgetSoldOut(ctx.board);
  forgetRecent(ctx.board);
  await resealDue(ctx);
}

/** Seals what is committed and gives the signed end of the chain to its keeper outside the database. */
export async function copyJournalHead(ctx: Context, key: JournalKey, keep: (head: Head) => void): Promise<void> {
  await alone(ctx, sealing, sealJournal);
  const head = await inTransaction(ctx.database, (tx) => headOf(tx, key, Temporal.Now.instant()));
  if (head !== null) keep(head);
}

const sealing = 0;

/** A row a job works on, and the office whose scope it needs. */
type Due = { id: string; office: string };

type Job = (tx: Transaction, ctx: Context) => Promise<void>;

/** One process at a time does a job; the others have nothing to do then. */
async function alone(ctx: Context, index: number, job: Job): Promise<void> {
  await inTransaction(ctx.database, async (tx) => {
    const { rows } = await tx.execute<{ mine: boolean }>(sql`select pg_try_advisory_xact_lock(2327, ${index}) as mine`);
    if (rows[0]?.mine === true) await job(tx, ctx);
  });
}

/** Opens the days of the window as far as they are missing, a day beyond so that the release finds them ready. */
async function openDays(tx: Transaction, ctx: Context): Promise<void> {
  const now = await officeNow(tx);
  const { rows } = await tx.execute<{ id: string }>(sql`select offices_to_open(${officeDay(now).toString()}) as id`);
  const ids = rows.map(({ id }) => id);
  await setScope(tx, ctx, ids);
  await lockOffices(tx, rows);
  for (const id of ids) {
    const office = await loadOffice(tx, id);
    const today = officeDay(office.now);
    const rules = settingOn(office, today)?.rules;
    if (rules === undefined) continue;
    const known = await tx
      .select({ day: day.day })
      .from(day)
      .where(and(eq(day.office, id), gte(day.day, today.toString())));
    const opened = new Set(known.map((row) => row.day));
    const wanted = Array.from({ length: rules.windowDays + 2 }, (_, days) => today.add({ days }));
    await planDays(
      tx,
      office,
      wanted.filter((it) => !opened.has(it.toString())),
    );
  }
}

/** The close of the day: who has no outcome gets 'no outcome', and everybody may book again. */
async function closePastDays(tx: Transaction, ctx: Context): Promise<void> {
  const today = officeDay(await officeNow(tx)).toString();
  const { rows } = await tx.execute<Due>(sql`select id, office from past_bookings(${today}, 500)`);
  for (const { id, office } of rows) {
    await setScope(tx, ctx, [office]);
    await tx
      .update(booking)
      .set({ state: 'noOutcome', version: sql`${booking.version} + 1` })
      .where(eq(booking.id, id));
    await releaseClaims(tx, id);
    await journal(tx, ctx.actor, { action: 'booking.dayClosed', subject: id, office });
  }
}

/** Drafts and counts after their day, idempotency keys after three: guards of the service, not policy. Real time. */
async function purge(tx: Transaction): Promise<void> {
  await tx.delete(draft).where(lt(draft.expiresAt, sql`now()`));
  await tx.delete(tally).where(lt(tally.day, sql`current_date`));
  await tx.delete(spentWork).where(lt(spentWork.expiresAt, sql`now()`));
  await tx.delete(idempotency).where(lt(idempotency.madeAt, sql`now() - interval '72 hours'`));
  await tx.delete(attempt).where(lt(attempt.since, sql`now() - interval '1 day'`));
}
