import type { Pack } from '@anmin/domain/measures/notice';
import { refuse } from '@anmin/domain/refusal';
import { z } from 'zod';
import { Refused, router, signedInProcedure, staffProcedure } from '../trpc.ts';
import { agendaAt, agendaInput, dutiesAt, dutiesInput, replay, replayInput } from './duties.ts';
import type { Known } from './packs.ts';
import { places, placesInput } from './places.ts';
import { requiredInput, requiredOn, told } from './required.ts';
import { clausesInput, clauseStandings, overview, overviewInput, standings, standingsInput } from './standings.ts';
import { headOf } from './telling.ts';

/** The notices in force are no secret of anybody who works here; they name no person. */
export const measuresRouter = router({
  notices: signedInProcedure.query(({ ctx }) => ctx.packs.map(summaryOf)),
  notice: signedInProcedure
    .input(z.strictObject({ notice: z.string().max(20) }))
    .query(({ ctx, input }) => show(ctx, input.notice)),
  required: signedInProcedure.input(requiredInput).query(({ ctx, input }) => requiredOn(ctx, input)),
  places: staffProcedure('measures.see')
    .input(placesInput)
    .query(({ ctx, input }) => places(ctx, input)),
  duties: staffProcedure('measures.see')
    .input(dutiesInput)
    .query(({ ctx, input }) => dutiesAt(ctx, input)),
  agenda: staffProcedure('measures.see')
    .input(agendaInput)
    .query(({ ctx, input }) => agendaAt(ctx, input)),
  standings: staffProcedure('measures.see')
    .input(standingsInput)
    .query(({ ctx, input }) => standings(ctx, input)),
  clauseStandings: staffProcedure('measures.see')
    .input(clausesInput)
    .query(({ ctx, input }) => clauseStandings(ctx, input)),
  overview: staffProcedure('measures.see')
    .input(overviewInput)
    .query(({ ctx, input }) => overview(ctx, input)),
  // asked by POST: a receipt is too long for an address
  replay: staffProcedure('measures.see')
    .input(replayInput)
    .mutation(({ ctx, input }) => replay(ctx, input)),
});

const summaryOf = (pack: Pack) => ({ ...pack.notice, ...headOf(pack) });

function show(ctx: Known, id: string) {
  const pack = ctx.packs.find(({ notice }) => notice.id === id);
  if (pack === undefined) throw new Refused(refuse('notFound'));
  return {
    ...summaryOf(pack),
    clauses: pack.clauses.map((clause) => ({
      ...clause,
      rules: pack.rules.filter((rule) => rule.clauses.includes(clause.id)).map((rule) => told(ctx, pack, rule)),
    })),
  };
}
