import { boundKinds } from '@anmin/domain/institutions/kinds';
import { determine, writeReceipt, type Finding } from '@anmin/domain/measures/determine';
import type { Fact } from '@anmin/domain/measures/facts';
import { riskLevels, type Pack, type RuleVersion } from '@anmin/domain/measures/notice';
import { wordsOf, type Vocabulary } from '@anmin/domain/measures/words';
import { unitsFor } from '@anmin/domain/organisation/grants';
import { fullNameOf, regionsNamed } from '@anmin/domain/regions/region';
import { readingOf } from '@anmin/policies/readings';
import { z } from 'zod';
import { inScope } from '../scope.ts';
import type { Context, StaffActor } from '../trpc.ts';
import { factsTold, loadFacts } from './facts.ts';
import type { Known } from './packs.ts';

export const requiredInput = z.strictObject({
  /** A name or a code of GB/T 2260. */
  region: z.string().trim().min(1).max(40),
  kind: z.enum(boundKinds),
  on: z.iso.date(),
  /** A level of risk taken as given, or the facts on record that the asker may see; null: neither. */
  facts: z.enum([...riskLevels, 'recorded']).nullable(),
  /** By what was known at the end of this day; null: by all that is known now. */
  known: z.iso.date().nullable(),
});

type Asking = Context & { readonly actor: StaffActor };

/**
 * What applied, or will apply, to a kind of institution in a region on a day. `found` null: the text names no region of
 * that day, or several.
 */
export async function requiredOn(ctx: Asking, { region: text, kind, on, ...by }: z.infer<typeof requiredInput>) {
  const regions = regionsNamed(text, on).map(({ code }) => ({ code, name: fullNameOf(code) ?? code }));
  const [region, ...others] = regions;
  if (region === undefined || others.length > 0) return { regions, found: null };
  const clocks = { factsAt: on, lawAt: on, knownAt: by.known === null ? endOfTime : `${by.known}T24:00` };
  return inScope(ctx, unitsFor(ctx.actor.grants, 'measures.see'), async (tx) => {
    const supposed: Fact[] =
      by.facts === null || by.facts === 'recorded'
        ? []
        : [{ ...supposedRisk, region: region.code, value: by.facts, from: on }];
    const facts = by.facts === 'recorded' ? await loadFacts(tx) : supposed;
    const { receipt } = determine(ctx.packs, { region: region.code, kind }, clocks, facts);
    return {
      regions,
      found: {
        region,
        findings: receipt.findings.map((finding) => ({ ...explained(ctx, finding), facts: finding.facts })),
        facts: by.facts === 'recorded' ? await factsTold(tx, receipt.inputs) : [],
        ...{ hash: receipt.hash, receipt: writeReceipt(receipt) },
      },
    };
  });
}

/** A level somebody supposes in order to see what would follow; no record of the office. */
const supposedRisk = { id: 'supposed', kind: 'risk', rule: null, until: null, known: '0001-01-01T00:00' } as const;

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
export function told(
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
