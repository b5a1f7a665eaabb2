import { places, placesInput } from '../measures/places.ts';
import { router, staffProcedure } from '../trpc.ts';
import { enter } from './enter.ts';
import { attach, file } from './files.ts';
import {
  attachInput,
  dayInput,
  entriesInput,
  fileInput,
  listInput,
  pastInput,
  settleInput,
  strikeInput,
  unitInput,
} from './inputs.ts';
import { missing } from './missing.ts';
import { settings, settle } from './settings.ts';
import { day, list, past } from './show.ts';
import { strike } from './strike.ts';

export const evidenceRouter = router({
  places: staffProcedure('evidence.see')
    .input(placesInput)
    .query(({ ctx, input }) => places(ctx, input)),
  day: staffProcedure('evidence.see')
    .input(dayInput)
    .query(({ ctx, input }) => day(ctx, input)),
  list: staffProcedure('evidence.see')
    .input(listInput)
    .query(({ ctx, input }) => list(ctx, input)),
  past: staffProcedure('evidence.see')
    .input(pastInput)
    .query(({ ctx, input }) => past(ctx, input)),
  missing: staffProcedure('evidence.see')
    .input(unitInput)
    .query(({ ctx, input }) => missing(ctx, input)),
  enter: staffProcedure('evidence.enter')
    .input(entriesInput)
    .mutation(({ ctx, input }) => enter(ctx, input)),
  attach: staffProcedure('evidence.enter')
    .input(attachInput)
    .mutation(({ ctx, input }) => attach(ctx, input)),
  /** A mutation, because what it shows is written down and is not to be fetched again from a cache. */
  file: staffProcedure('evidence.see')
    .input(fileInput)
    .mutation(({ ctx, input }) => file(ctx, input)),
  strike: staffProcedure('evidence.enter')
    .input(strikeInput)
    .mutation(({ ctx, input }) => strike(ctx, input)),
  settings: staffProcedure('evidence.see')
    .input(unitInput)
    .query(({ ctx, input }) => settings(ctx, input)),
  settle: staffProcedure('evidence.settle')
    .input(settleInput)
    .mutation(({ ctx, input }) => settle(ctx, input)),
});
