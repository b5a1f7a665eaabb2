import { ticketActs, type TicketAct } from '@anmin/domain/appointments/queue';
import { z } from 'zod';
import { keySchema } from '../once.ts';
import { router, staffProcedure } from '../trpc.ts';
import { callNext, changeTicket } from './call.ts';
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
});
