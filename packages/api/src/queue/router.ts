import { ticketActs, type TicketAct } from '@anmin/domain/appointments/queue';
import { z } from 'zod';
import { keySchema } from '../once.ts';
import { procedure, router, staffProcedure } from '../trpc.ts';
import { callNext, changeTicket } from './call.ts';
import { endDisplay, listDisplays, makeDisplay } from './displays.ts';
import { hall } from './hall.ts';
import { line } from './line.ts';

const office = z.string().max(50);
const counter = z.int().min(1).max(99);
const acts = Object.keys(ticketActs) as [TicketAct, ...TicketAct[]];

export const queueRouter = router({
  line: staffProcedure('counter.see')
    .input(z.strictObject({ office }))
    .query(({ ctx, input }) => line(ctx, input.office)),
  callNext: staffProcedure('counter.serve')
    .input(z.strictObject({ key: keySchema, office, counter }))
    .mutation(({ ctx, input }) => callNext(ctx, input)),
  change: staffProcedure('counter.serve')
    .input(z.strictObject({ key: keySchema, ticket: z.uuid(), act: z.enum(acts), counter }))
    .mutation(({ ctx, input }) => changeTicket(ctx, input)),
  displays: staffProcedure('plans.change')
    .input(z.strictObject({ office }))
    .query(({ ctx, input }) => listDisplays(ctx, input.office)),
  makeDisplay: staffProcedure('plans.change')
    .input(z.strictObject({ key: keySchema, office, name: z.string().trim().min(1).max(50) }))
    .mutation(({ ctx, input }) => makeDisplay(ctx, input)),
  endDisplay: staffProcedure('plans.change')
    .input(z.strictObject({ key: keySchema, display: z.uuid() }))
    .mutation(({ ctx, input }) => endDisplay(ctx, input)),
  hall: procedure
    .input(z.strictObject({ token: z.string().regex(/^[0-9a-f]{40}$/) }))
    .query(({ ctx, input }) => hall(ctx, input.token)),
});
