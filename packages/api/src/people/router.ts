import { router, staffProcedure } from '../trpc.ts';
import { correct, enter, leave, move } from './enter.ts';
import { correctInput, enterInput, findInput, leaveInput, listInput, moveInput, oneInput } from './inputs.ts';
import { atUnitInput, callOffInput, receiveInput, sendInput } from './inputs.ts';
import { find, list, one } from './list.ts';
import { callOff, homes, receive, send, transfers } from './transfer.ts';

export const peopleRouter = router({
  list: staffProcedure('people.see')
    .input(listInput)
    .query(({ ctx, input }) => list(ctx, input)),
  /** A mutation, because what is looked for must not stand in an address. */
  find: staffProcedure('people.see')
    .input(findInput)
    .mutation(({ ctx, input }) => find(ctx, input)),
  one: staffProcedure('people.see')
    .input(oneInput)
    .query(({ ctx, input }) => one(ctx, input)),
  enter: staffProcedure('people.change')
    .input(enterInput)
    .mutation(({ ctx, input }) => enter(ctx, input)),
  correct: staffProcedure('people.change')
    .input(correctInput)
    .mutation(({ ctx, input }) => correct(ctx, input)),
  move: staffProcedure('people.change')
    .input(moveInput)
    .mutation(({ ctx, input }) => move(ctx, input)),
  leave: staffProcedure('people.change')
    .input(leaveInput)
    .mutation(({ ctx, input }) => leave(ctx, input)),
  send: staffProcedure('people.change')
    .input(sendInput)
    .mutation(({ ctx, input }) => send(ctx, input)),
  homes: staffProcedure('people.see')
    .input(atUnitInput)
    .query(({ ctx, input }) => homes(ctx, input)),
  transfers: staffProcedure('people.see')
    .input(atUnitInput)
    .query(({ ctx, input }) => transfers(ctx, input)),
  receive: staffProcedure('people.change')
    .input(receiveInput)
    .mutation(({ ctx, input }) => receive(ctx, input)),
  callOff: staffProcedure('people.change')
    .input(callOffInput)
    .mutation(({ ctx, input }) => callOff(ctx, input)),
});
