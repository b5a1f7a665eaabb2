import { places, placesInput } from '../measures/places.ts';
import { router, staffProcedure } from '../trpc.ts';
import { asked } from './asked.ts';
import { check, override } from './check.ts';
import { name } from './comer.ts';
import { comers, leave } from './comers.ts';
import { askedInput, checkInput, comersInput, leaveInput, nameInput, overrideInput } from './inputs.ts';

export const gateRouter = router({
  places: staffProcedure('gate.check')
    .input(placesInput)
    .query(({ ctx, input }) => places(ctx, input)),
  asked: staffProcedure('gate.check')
    .input(askedInput)
    .query(({ ctx, input }) => asked(ctx, input)),
  check: staffProcedure('gate.check')
    .input(checkInput)
    .mutation(({ ctx, input }) => check(ctx, input)),
  name: staffProcedure('gate.check')
    .input(nameInput)
    .mutation(({ ctx, input }) => name(ctx, input)),
  leave: staffProcedure('gate.check')
    .input(leaveInput)
    .mutation(({ ctx, input }) => leave(ctx, input)),
  comers: staffProcedure('gate.check')
    .input(comersInput)
    .query(({ ctx, input }) => comers(ctx, input)),
  override: staffProcedure('gate.override')
    .input(overrideInput)
    .mutation(({ ctx, input }) => override(ctx, input)),
});
