import { memo } from '@anmin/domain/measures/memo';
import type { Clause, Modality, Pack, RuleVersion } from '@anmin/domain/measures/notice';
import type { Requirement } from '@anmin/domain/measures/requirement';
import { wordsOf, type Vocabulary } from '@anmin/domain/measures/words';
import { fullNameOf } from '@anmin/domain/regions/region';
import { readingOf } from '@anmin/policies/readings';
import type { Known } from './packs.ts';

/** What a notice is, without what stands in it. */
export const headOf = ({ notice: { id, title, number, issuer, issuedOn, region }, clauses, rules }: Pack) => ({
  ...{ id, title, number, issuer, issuedOn, region },
  regionName: region === null ? null : (fullNameOf(region) ?? null),
  clauses: clauses.length,
  rules: rules.length,
});

/** What one or several rules ask, in the words of the first, and each clause behind them with its notice. */
export function toldRules<Of extends Requirement>(known: Known, { requirement, modality, rules }: Asking<Of>) {
  const layers = rules.map((id) => found(known, id));
  const words = layers.toReversed().map(({ pack }) => wordsFor(known, pack, wordsOf(requirement)));
  return {
    ...{ requirement, modality, rules, words: joined(words), basis: basisOf(known, rules) },
    readings: layers.flatMap(({ rule: { reading } }) => (reading === undefined ? [] : [readingOf(reading)])),
    since: layers.map(({ rule }) => rule.from).sort()[0] ?? '',
  };
}

type Asking<Of extends Requirement> = {
  readonly requirement: Of;
  readonly modality: Modality;
  readonly rules: readonly string[];
};

/** The clauses of rules by their ids, each once. */
export function basisOf(known: Known, rules: readonly string[]): Cited[] {
  const all = rules.flatMap((id) => {
    const { pack, rule } = found(known, id);
    return citedBy({ packs: [pack] }, rule.clauses);
  });
  return [...new Map(all.map((it) => [it.id, it])).values()];
}

/** Clauses by their own ids, as a record names them. */
export const citedBy = ({ packs }: Pick<Known, 'packs'>, ids: readonly string[]): Cited[] =>
  packs.flatMap(({ notice: { id, title }, clauses }) =>
    clauses
      .filter((clause) => ids.includes(clause.id))
      .map((clause) => ({ id: clause.id, place: clause.place, summary: clause.summary, notice: { id, title } })),
  );

export type Cited = Pick<Clause, 'id' | 'place' | 'summary'> & {
  readonly notice: { readonly id: string; readonly title: string };
};

/** What words mean in the notices of these rules, else in whichever has them: every gate speaks of visitors. */
export const wordsNear = (known: Known, rules: readonly RuleVersion[], words: readonly string[]): Vocabulary =>
  joined([...known.packs, ...rules.map(({ id }) => found(known, id).pack)].map((pack) => wordsFor(known, pack, words)));

function wordsFor({ vocabularies }: Known, { notice }: Pack, words: readonly string[]): Vocabulary {
  const own: Vocabulary = vocabularies[notice.id] ?? {};
  return Object.fromEntries(words.flatMap((word) => (own[word] === undefined ? [] : [[word, own[word]]])));
}

const joined = (all: readonly Vocabulary[]): Vocabulary => Object.fromEntries(all.flatMap((it) => Object.entries(it)));

type Found = { readonly pack: Pack; readonly rule: RuleVersion };

function found({ packs }: Known, id: string): Found {
  const book = memo(
    books,
    packs,
    () => new Map(packs.flatMap((pack) => pack.rules.map((rule) => [rule.id, { pack, rule }]))),
  );
  const known = book.get(id);
  if (known === undefined) throw new Error(`no rule ${id}`);
  return known;
}

const books = new WeakMap<readonly Pack[], ReadonlyMap<string, Found>>();
