import type { Transaction } from '@anmin/db/client';
import { report } from '@anmin/db/schema/appointments';
import { isOfTheLaw } from '@anmin/domain/appointments/service';
import {
  canFinish,
  canMarkNoShow,
  outcomes,
  type Outcome,
  type RefusalGround,
} from '@anmin/domain/appointments/states';
import { officeDay } from '@anmin/domain/calendar/day';
import { refuse } from '@anmin/domain/refusal';
import { randomUUID } from 'node:crypto';
import { changeBooking } from '../bookings/own.ts';
import { releaseClaims } from '../bookings/release.ts';
import { lawFor, type Loaded } from '../bookings/load.ts';
import { journal } from '../journal.ts';
import type { Office } from '../office/office.ts';
import { seal } from '../privacy/seal.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { keepTurn } from '../visits/turns.ts';
import { comesByGate, isPending } from '../visits/row.ts';
import { deskAct, type DeskAct } from './act.ts';

export type Finish = DeskAct & {
  readonly outcome: Outcome;
  readonly ground?: RefusalGround | undefined;
  readonly note?: string | undefined;
};

/** The outcome at the counter. While a gate rule is in force nobody is registered unscreened or in quarantine. */
export function finish(ctx: StaffContext, input: Finish) {
  return deskAct(ctx, 'finish', input, async (tx, loaded, office) => {
    const { booking: row, slot } = loaded;
    if (isPending(loaded)) throw new Refused(refuse('notAnswered'));
    const allowed =
      input.outcome === 'noShow' ? canMarkNoShow(row.state) : !comesByGate(ctx, loaded) && canFinish(row.state);
    if (!allowed) throw new Refused(refuse('notChangeable', [], { state: row.state }));
    if (slot.day > officeDay(office.now).toString()) throw new Refused(refuse('wrongDay', [], { day: slot.day }));
    await record(tx, ctx, loaded, office, input);
  });
}

/** A corrected outcome: the same record, with the reason and the journal telling what stood before. */
export function amend(ctx: StaffContext, input: Finish & { readonly reason: string }) {
  return deskAct(ctx, 'amend', input, async (tx, loaded, office) => {
    if (![...outcomes, 'noOutcome'].includes(loaded.booking.state))
      throw new Refused(refuse('notChangeable', [], { state: loaded.booking.state }));
    await record(tx, ctx, loaded, office, { ...input, note: input.reason });
  });
}

async function record(
  tx: Transaction,
  ctx: StaffContext,
  loaded: Loaded,
  office: Office,
  { version, outcome, ground, note }: Finish,
) {
  const { booking: row } = loaded;
  const gate = isOfTheLaw(row.service) ? lawFor(ctx, office, loaded).gate : null;
  if (outcome === 'registered' && gate !== null && row.screened !== 'clear')
    throw new Refused(
      refuse(row.screened === 'blocked' ? 'quarantine' : 'screeningMissing', gate.clauses, { day: loaded.slot.day }),
    );
  if (outcome === 'refused' && ground === undefined)
    throw new Refused(refuse('wrongInput', [], { fields: ['ground:empty'] }));
  const clauses = ground === 'quarantine' || ground === 'refusedCheck' ? (gate?.clauses ?? []) : [];
  await changeBooking(tx, loaded, version, {
    state: outcome,
    ground: outcome === 'refused' ? (ground ?? null) : null,
    endedBy: 'desk',
    noteSealed: note === undefined || note === '' ? null : seal(ctx.keys, `booking.note:${row.id}`, note),
  });
  await (outcome === 'registered' ? keepTurn(tx, ctx, loaded) : releaseClaims(tx, row.id));
  await journal(tx, ctx.actor, {
    action: 'booking.finished',
    subject: row.id,
    office: row.office,
    codes: { before: row.state, outcome, ground: ground ?? null },
    clauses,
  });
  if (outcome === 'refused' && clauses.length > 0) await openReport(tx, ctx, loaded, office, note ?? '');
}

/** DX-3.1.15: what does not meet the requirements is reported at once. Only while a rule asks for it. */
export async function openReport(
  tx: Transaction,
  ctx: StaffContext,
  loaded: Loaded,
  office: Office,
  text: string,
): Promise<string | null> {
  const law = lawFor(ctx, office, loaded);
  if (law.report === null) return null;
  const id = randomUUID();
  const clauses = [...law.report.clauses, ...(law.gate?.clauses ?? [])];
  await tx.insert(report).values({
    id,
    booking: loaded.booking.id,
    office: loaded.booking.office,
    textSealed: seal(ctx.keys, `report.text:${id}`, text),
    clauses,
    madeBy: ctx.actor.name,
  });
  await journal(tx, ctx.actor, { action: 'report.opened', subject: id, office: loaded.booking.office, clauses });
  return id;
}
