import { boundKinds } from '@anmin/domain/institutions/kinds';
import { determine, writeReceipt, type Finding } from '@anmin/domain/measures/determine';
import type { Fact } from '@anmin/domain/measures/facts';
import { riskLevels, type Pack, type RuleVersion } from '@anmin/domain/measures/notice';
import { wordsOf, type Vocabulary } from '@anmin/domain/measures/words';
import { fullNameOf, regionsNamed } from '@anmin/domain/regions/region';
import { refuse } from '@anmin/domain/refusal';
import { readingOf } from '@anmin/policies/readings';
import { z } from 'zod';
import { Refused, router, signedInProcedure, staffProcedure } from '../trpc.ts';
import { agendaAt, agendaInput, dutiesAt, dutiesInput, replay, replayInput } from './duties.ts';
import type { Known } from './packs.ts';
import { places, placesInput } from './places.ts';
import { overview, overviewInput, standings, standingsInput } from './standings.ts';

const asked = z.strictObject({
  /** A name or a code of GB/T 2260. */
  region: z.string().trim().min(1).max(40),
  kind: z.enum(boundKinds),
  on: z.iso.date(),
  risk: z.enum(riskLevels).nullable(),
});

/** The notices in force are no secret of anybody who works here; they name no person. */
export const measuresRouter = router({
  notices: signedInProcedure.query(({ ctx }) => ctx.packs.map(summaryOf)),
  notice: signedInProcedure
    .input(z.strictObject({ notice: z.string().max(20) }))
    .query(({ ctx, input }) => show(ctx, input.notice)),
  required: signedInProcedure.input(asked).query(({ ctx, input }) => requiredOn(ctx, input)),
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
  overview: staffProcedure('measures.see')
    .input(overviewInput)
    .query(({ ctx, input }) => overview(ctx, input)),
  // asked by POST: a receipt is too long for an address
  replay: staffProcedure('measures.see')
    .input(replayInput)
    .mutation(({ ctx, input }) => replay(ctx, input)),
});

function summaryOf({ notice, clauses, rules }: Pack) {
  return {
    ...notice,
    regionName: notice.region === null ? null : (fullNameOf(notice.region) ?? null),
    clauses: clauses.length,
    rules: rules.length,
  };
}

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

/**
 * What applied, or will apply, to a kind of institution in a region on a day, at a level of risk taken as given.
 * `found` null: the text names no region of that day, or several.
 */
function requiredOn(ctx: Known, { region: text, kind, on, risk }: z.infer<typeof asked>) {
  const regions = regionsNamed(text, on).map(({ code }) => ({ code, name: fullNameOf(code) ?? code }));
  const [region, ...others] = regions;
  if (region === undefined || others.length > 0) return { regions, found: null };
  const facts: Fact[] = risk === null ? [] : [{ ...supposed, region: region.code, value: risk, from: on }];
  const clocks = { factsAt: on, lawAt: on, knownAt: endOfTime };
  const { receipt } = determine(ctx.packs, { region: region.code, kind }, clocks, facts);
  return {
    regions,
    found: {
      region,
      findings: receipt.findings.map((finding) => explained(ctx, finding)),
      hash: receipt.hash,
      receipt: writeReceipt(receipt),
    },
  };
}

/** A level somebody supposes in order to see what would follow; no record of the office. */
const supposed = { id: 'supposed', kind: 'risk', rule: null, until: null, known: '0001-01-01T00:00' } as const;

/** By all that is known of that day by now. */
const endOfTime = '9999-12-31T23:59';

function explained(ctx: Known, { rule: id, state, modality }: Finding) {
  const pack = ctx.packs.find(({ rules }) => rules.some((rule) => rule.id === id));
  const rule = pack?.rules.find((it) => it.id === id);
  if (pack === undefined || rule === undefined) throw new Error(`no rule ${id}`);
  return {
    ...told(ctx, pack, rule),
    ...{ state, modality, notice: { id: pack.notice.id, title: pack.notice.title } },
    clauses: pack.clauses.filter((clause) => rule.clauses.includes(clause.id)),
  };
}

/** A rule with the words of its notice that it uses. */
function told(
  { vocabularies }: Known,
  { notice }: Pack,
  { id, modality, scope, from, until, requirement, reading }: RuleVersion,
) {
  const known: Vocabulary = vocabularies[notice.id] ?? {};
  const words = Object.fromEntries(
    wordsOf(requirement).flatMap((word) => (known[word] === undefined ? [] : [[word, known[word]]])),
  );
  return {
    ...{
      id,
      modality,
      from,
      until,
      requirement,
      words,
      reading: reading === undefined ? null : readingOf(reading),
      kinds: scope.kinds,
    },
    regionName: scope.region === null ? null : (fullNameOf(scope.region) ?? scope.region),
  };
}
