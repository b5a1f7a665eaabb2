import { gateChecks, gateRefusals } from '@anmin/domain/measures/duty';
import { gateAts } from '@anmin/domain/measures/passing';
import { z } from 'zod';
import { places, placesInput } from '../measures/places.ts';
import { keySchema } from '../once.ts';
import { router, staffProcedure } from '../trpc.ts';
import { asked } from './asked.ts';
import { check, override } from './check.ts';

const unit = z.string().max(50);
const word = z.string().regex(/^[a-z][A-Za-z0-9]{0,60}$/);
const at = z.enum(gateAts);

/** `as` absent: as whoever a rule names first there, for a closed gate names whom it bars. */
export const askedInput = z.strictObject({ unit, at, as: word.nullable().optional() });
export const checkInput = z.strictObject({
  ...{ key: keySchema, unit, at, as: word.nullable() },
  checks: z.array(z.enum(gateChecks)).max(gateChecks.length),
  found: z.array(z.enum(gateRefusals)).max(gateRefusals.length),
  cleared: z.array(z.enum(gateRefusals)).max(gateRefusals.length),
  exemptions: z.array(word).max(20),
});
export const overrideInput = z.strictObject({
  ...{ key: keySchema, passage: z.uuid(), reason: z.string().trim().min(2).max(200) },
});

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
  override: staffProcedure('gate.override')
    .input(overrideInput)
    .mutation(({ ctx, input }) => override(ctx, input)),
});
