import { canNotePapers } from '@anmin/domain/appointments/states';
import { nameOfPaper, paperMarks } from '@anmin/domain/appointments/papers';
import { officeDay } from '@anmin/domain/calendar/day';
import { refuse } from '@anmin/domain/refusal';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { lawFor, phoneOf } from '../bookings/load.ts';
import { appointmentFacts, reminders } from '../bookings/messages.ts';
import { changeBooking } from '../bookings/own.ts';
import { papersOf } from '../bookings/papers.ts';
import { journal } from '../journal.ts';
import { writeMessages } from '../messages/message.ts';
import { wallTime } from '../office/free.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { deskAct, type DeskAct } from './act.ts';
import type { CounterRow } from './row.ts';

/** What was found of one paper, named by its id, or by its Chinese words, as the list of the booking gives them. */
export const foundPaper = z.strictObject({ material: z.string().max(500), mark: z.enum(paperMarks) });

type Given = DeskAct & { readonly papers: readonly z.infer<typeof foundPaper>[] };

/** Notes before the day or on it which papers are seen and which are missing; the people are told what is missing. */
export function notePapers(ctx: StaffContext, given: Given): Promise<CounterRow> {
  return deskAct(ctx, 'notePapers', given, async (tx, loaded, office) => {
    const { booking: row, slot } = loaded;
    if (!canNotePapers(row.state)) throw new Refused(refuse('notChangeable', [], { state: row.state }));
    if (slot.day < officeDay(office.now).toString()) throw new Refused(refuse('wrongDay', [], { day: slot.day }));
    const before = papersOf(ctx, office, loaded, lawFor(ctx, office, loaded));
    const found = new Map(given.papers.map(({ material, mark }) => [material, mark]));
    // the list itself may have changed since it was shown
    if (given.papers.some(({ material }) => !before.some(({ id, zh }) => id === material || zh === material)))
      throw new Refused(refuse('stale'));
    const papers = before.map((it) => ({ ...it, mark: found.get(nameOfPaper(it)) ?? found.get(it.zh) ?? it.mark }));
    const version = await changeBooking(tx, loaded, given.version, {
      papers: Object.fromEntries(papers.flatMap((it) => (it.mark === null ? [] : [[nameOfPaper(it), it.mark]]))),
      papersBy: ctx.actor.name,
      papersAt: sql`office_now()`,
    });
    const missing = papers.filter(({ mark }) => mark === 'missing');
    const phone = phoneOf(ctx.keys, row);
    const at = { day: slot.day, starts: wallTime(slot.starts) };
    const lacking = {
      missing: missing.map(({ zh }) => zh).join('、'),
      missingEnglish: missing.map(({ en }) => en).join('; '),
    };
    const facts = { ...appointmentFacts(office, row.reference, at), ...lacking };
    await writeMessages(tx, ctx.keys, { id: row.id, version }, [
      ...(missing.length > 0 ? [{ kind: 'papersMissing' as const, phone, facts, dueAt: null }] : []),
      // the earlier reminders spoke of the version before
      ...(row.state === 'booked' ? reminders(office, phone, row.reference, at) : []),
    ]);
    await journal(tx, ctx.actor, {
      ...{ action: 'booking.papersNoted', subject: row.id, office: row.office, fields: ['papers'] },
      codes: { seen: papers.filter(({ mark }) => mark === 'seen').length, missing: missing.length },
    });
  });
}
