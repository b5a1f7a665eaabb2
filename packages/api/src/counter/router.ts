import { answersSchema } from '@anmin/domain/appointments/answers';
import { outcomes, refusalGrounds } from '@anmin/domain/appointments/states';
import { wallTime } from '@anmin/domain/calendar/day';
import { services } from '@anmin/domain/measures/requirement';
import { z } from 'zod';
import { keySchema } from '../once.ts';
import { router, staffProcedure } from '../trpc.ts';
import { currentRow } from './act.ts';
import { checkIn } from './check-in.ts';
import { correctAtDesk } from './correct.ts';
import { bookFor, cancelAtDesk, compare, moveAtDesk, releaseFor, reportFor, reports, slip } from './desk.ts';
import { amend, finish } from './finish.ts';
import { forgive } from './forgive.ts';
import { foundPaper, notePapers } from './papers.ts';
import { screen, screenedParty } from './screen.ts';
import { findAtCounter, sheet } from './sheet.ts';
import { groupings, statistics } from './statistics.ts';
import { walkIn } from './walk-in.ts';

const office = z.string().max(50);
const booking = z.uuid();
const reason = z.string().trim().min(2).max(200);
const name = z.string().max(200);
const act = z.strictObject({ booking, version: z.int(), key: keySchema });
const outcome = { outcome: z.enum(outcomes), ground: z.enum(refusalGrounds).optional() };

export const counterRouter = router({
  sheet: staffProcedure('counter.see')
    .input(z.strictObject({ office, day: z.iso.date() }))
    .query(({ ctx, input }) => sheet(ctx, input)),
  find: staffProcedure('counter.see')
    .input(z.strictObject({ office: office.optional(), text: z.string().max(100) }))
    .mutation(({ ctx, input }) => findAtCounter(ctx, input)),
  row: staffProcedure('counter.see')
    .input(z.strictObject({ booking }))
    .query(({ ctx, input }) => currentRow(ctx, input.booking)),
  checkIn: staffProcedure('counter.serve')
    .input(act)
    .mutation(({ ctx, input }) => checkIn(ctx, input)),
  screen: staffProcedure('counter.serve')
    .input(act.extend({ parties: z.array(screenedParty).min(1).max(2) }))
    .mutation(({ ctx, input }) => screen(ctx, input)),
  finish: staffProcedure('counter.serve')
    .input(act.extend({ ...outcome, note: z.string().max(500).optional() }))
    .mutation(({ ctx, input }) => finish(ctx, input)),
  amend: staffProcedure('counter.serve')
    .input(act.extend({ ...outcome, reason }))
    .mutation(({ ctx, input }) => amend(ctx, input)),
  correct: staffProcedure('counter.serve')
    .input(act.extend({ name1: name.optional(), name2: name.optional(), reason }))
    .mutation(({ ctx, input }) => correctAtDesk(ctx, input)),
  notePapers: staffProcedure('counter.serve')
    .input(act.extend({ papers: z.array(foundPaper).min(1).max(60) }))
    .mutation(({ ctx, input }) => notePapers(ctx, input)),
  compare: staffProcedure('counter.serve')
    .input(z.strictObject({ booking, position: z.int().min(1).max(2), idNumber: z.string().max(40) }))
    .mutation(({ ctx, input }) => compare(ctx, input)),
  bookFor: staffProcedure('counter.serve')
    .input(
      z.strictObject({
        key: keySchema,
        office,
        channel: z.enum(['phone', 'counter']),
        answers: answersSchema,
        overbookReason: reason.optional(),
      }),
    )
    .mutation(({ ctx, input }) => bookFor(ctx, input)),
  walkIn: staffProcedure('counter.serve')
    .input(z.strictObject({ key: keySchema, office, answers: answersSchema }))
    .mutation(({ ctx, input }) => walkIn(ctx, input)),
  move: staffProcedure('counter.serve')
    .input(act.extend({ office, day: z.iso.date(), time: wallTime }))
    .mutation(({ ctx, input }) => moveAtDesk(ctx, input)),
  cancel: staffProcedure('counter.serve')
    .input(act.extend({ reason }))
    .mutation(({ ctx, input }) => cancelAtDesk(ctx, input)),
  forgive: staffProcedure('counter.serve')
    .input(act.extend({ reason }))
    .mutation(({ ctx, input }) => forgive(ctx, input)),
  release: staffProcedure('counter.serve')
    .input(z.strictObject({ key: keySchema, idNumber: z.string().max(40), service: z.enum(services), reason }))
    .mutation(({ ctx, input }) => releaseFor(ctx, input)),
  slip: staffProcedure('counter.see')
    .input(z.strictObject({ booking }))
    .query(({ ctx, input }) => slip(ctx, input.booking)),
  report: staffProcedure('counter.serve')
    .input(z.strictObject({ booking, key: keySchema, text: reason }))
    .mutation(({ ctx, input }) => reportFor(ctx, input)),
  statistics: staffProcedure('counter.see')
    .input(
      z
        .strictObject({
          ...{ office: office.nullable(), from: z.iso.date(), until: z.iso.date(), by: z.enum(groupings) },
        })
        .refine(({ from, until }) => from <= until, { path: ['until'], error: 'reversed' }),
    )
    .query(({ ctx, input }) => statistics(ctx, input)),
  reports: staffProcedure('counter.see')
    .input(z.strictObject({ office }))
    .query(({ ctx, input }) => reports(ctx, input.office)),
});
