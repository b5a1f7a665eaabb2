import type { Transaction } from '@anmin/db/client';
import { noticeDraft } from '@anmin/db/schema/notices';
import { unit } from '@anmin/db/schema/organisation';
import type { RuleVersion } from '@anmin/domain/measures/notice';
import { suggest } from '@anmin/domain/measures/recognising';
import { split } from '@anmin/domain/measures/splitting';
import { wordsOf, type Vocabulary } from '@anmin/domain/measures/words';
import { fullNameOf } from '@anmin/domain/regions/region';
import { desc, eq } from 'drizzle-orm';
import { actorName } from '../journal.ts';
import { readInstant } from '../office/now.ts';
import { inScope, isUnder } from '../scope.ts';
import { actorNamesOf } from '../staff/names.ts';
import type { StaffContext } from '../trpc.ts';
import { draftInReach, faultsNow, knownWords, type Draft } from './draft.ts';

/** The notices entered by the bureaus in reach, the newest first. */
export function drafts(ctx: StaffContext) {
  return inScope(ctx, ctx.units, async (tx) => {
    const rows = await tx
      .select({ draft: noticeDraft, unitName: unit.name })
      .from(noticeDraft)
      .innerJoin(unit, eq(unit.id, noticeDraft.unit))
      .where(isUnder(noticeDraft.unit, ctx.units))
      .orderBy(desc(noticeDraft.madeAt), desc(noticeDraft.id));
    const names = await namesIn(
      tx,
      rows.map((row) => row.draft),
    );
    return rows.map(({ draft, unitName }) => summaryOf(draft, unitName, names));
  });
}

/** A draft with what its words suggest, its rules, and what still stands in its way. */
export function draft(ctx: StaffContext, id: string) {
  return inScope(ctx, ctx.units, async (tx) => {
    const row = await draftInReach(tx, ctx, id);
    const [own] = await tx.select({ name: unit.name }).from(unit).where(eq(unit.id, row.unit));
    const { notice, clauses, rules } = row.pack;
    const told = textsOf(row);
    const on = Temporal.PlainDate.from(notice.issuedOn ?? '2000-01-01');
    const me = actorName(ctx.actor);
    return {
      ...summaryOf(row, own?.name ?? '', await namesIn(tx, [row])),
      notice,
      words: row.words,
      vocabularies: ctx.vocabularies,
      clauses: clauses.map((clause) => {
        const text = told.get(clause.id)?.trim() ?? null;
        return { ...clause, text, suggestion: text === null ? null : suggest(text, on) };
      }),
      rules: rules.map((rule) => ({ ...toldRule(ctx, row, rule), rule })),
      faults: row.state === 'draft' || row.state === 'checked' ? await faultsNow(tx, ctx, row) : [],
      /** Four eyes: whoever wrote in it leaves the approval to somebody else. */
      wrote: row.madeBy === me || row.changedBy.includes(me),
    };
  });
}

/** The sentence of each clause, as it stands in the text; none where a file was entered. */
function textsOf({ notice, text }: Draft): ReadonlyMap<string, string> {
  const cut = split(text);
  return new Map('tooLong' in cut ? [] : cut.stretches.map(({ number, text: own }) => [`${notice}-${number}`, own]));
}

/** A rule with the words it uses and the places of its clauses. */
export function toldRule(ctx: StaffContext, { notice, words, pack }: Draft, rule: RuleVersion) {
  const { id, clauses, modality, from, until, requirement, scope } = rule;
  const home = [pack, ...ctx.packs].find(({ rules }) => rules.some((it) => it.id === id)) ?? pack;
  const known: Vocabulary =
    home.notice.id === notice ? knownWords(ctx, words) : (ctx.vocabularies[home.notice.id] ?? {});
  return {
    ...{ id, modality, from, until, requirement, kinds: scope.kinds, notice: home.notice.title },
    regionName: scope.region === null ? null : (fullNameOf(scope.region) ?? scope.region),
    clauses: home.clauses
      .filter((clause) => clauses.includes(clause.id))
      .map(({ place, summary }) => ({ place, summary })),
    words: Object.fromEntries(
      wordsOf(requirement).flatMap((word) => (known[word] === undefined ? [] : [[word, known[word]]])),
    ),
  };
}

function summaryOf(row: Draft, unitName: string, names: ReadonlyMap<string, string>) {
  const { title, number, issuer, issuedOn, region, spans, replaces } = row.pack.notice;
  const nameOf = (actor: string | null) => (actor === null ? null : (names.get(actor) ?? null));
  const at = (moment: string | null) => (moment === null ? null : readInstant(moment).toString());
  return {
    ...{ id: row.id, short: row.notice, unit: row.unit, unitName, state: row.state, version: row.version },
    ...{ title, number, issuer, issuedOn, replaces: replaces ?? [] },
    regionName: region === null ? null : (fullNameOf(region) ?? region),
    from: spans?.[0]?.from ?? null,
    until: spans?.[0]?.until ?? null,
    ...{ madeBy: nameOf(row.madeBy), madeAt: at(row.madeAt), checkedBy: nameOf(row.checkedBy) },
    ...{ approvedBy: nameOf(row.approvedBy), approvedAt: at(row.approvedAt), inForceFrom: at(row.inForceFrom) },
    hash: row.hash.toString('hex'),
  };
}

const namesIn = (tx: Transaction, rows: readonly Draft[]) =>
  actorNamesOf(
    tx,
    rows.flatMap(({ madeBy, checkedBy, approvedBy }) => [madeBy, checkedBy ?? '', approvedBy ?? '']),
  );
