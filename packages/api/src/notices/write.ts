import { violatedConstraint, type Transaction } from '@anmin/db/client';
import { noticeDraft } from '@anmin/db/schema/notices';
import type { Fault } from '@anmin/domain/measures/check';
import { faultsBeside } from '@anmin/domain/measures/drafting';
import {
  clauseKinds,
  clauseRooms,
  packSchema,
  ruleVersionSchema,
  type Clause,
  type Pack,
} from '@anmin/domain/measures/notice';
import { suggest } from '@anmin/domain/measures/recognising';
import { split } from '@anmin/domain/measures/splitting';
import { vocabularySchema, type Vocabulary } from '@anmin/domain/measures/words';
import { refuse } from '@anmin/domain/refusal';
import { eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { actorName, journal } from '../journal.ts';
import { keySchema, once } from '../once.ts';
import { inScope } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import {
  bindsWithin,
  bureauOf,
  draftToChange,
  headSchema,
  knownWords,
  noticeOf,
  packsToCome,
  rewrite,
  toldFault,
  wordsUsed,
  type Draft,
  type ToldFault,
} from './draft.ts';

const unitId = z.string().max(50);
const shortName = z.string().regex(/^[A-Z][A-Z0-9]{1,15}$/);
/** Guards of the service: a document of an office is a few pages. */
const longestPaste = 100_000;
const longestFile = 900_000;
const mostClauses = 1_000;

export const beginInput = z.strictObject({
  key: keySchema,
  unit: unitId,
  notice: shortName,
  head: headSchema,
  text: z.string().min(1).max(longestPaste),
});
export const uploadInput = z.strictObject({ key: keySchema, unit: unitId, file: z.string().max(longestFile) });
const change = { key: keySchema, draft: z.uuid(), version: z.int() };
export const dropInput = z.strictObject(change);
export const headInput = z.strictObject({ ...change, head: headSchema });
export const clausesInput = z.strictObject({
  ...change,
  clauses: z
    .array(
      z.strictObject({
        id: z.string().max(40),
        kind: z.enum(clauseKinds),
        room: z.enum(clauseRooms),
        summary: z.string().trim().max(400),
        /** those of the suggested limits that stay */
        bounds: z.array(z.int().nonnegative()).max(20),
      }),
    )
    .max(mostClauses),
});
export const ruleInput = z.strictObject({
  ...change,
  /** null: one more */
  replaces: z.string().max(60).nullable(),
  /** null: the rule is taken away */
  rule: ruleVersionSchema.omit({ id: true }).nullable(),
  words: vocabularySchema,
});

/** A pasted text becomes a draft: each clause with what its words suggest, its summary still to be written. */
export function begin(ctx: StaffContext, { key, ...given }: z.infer<typeof beginInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['notices.begin', given] }, async () => {
      const bureau = await bureauOf(tx, ctx, given.unit);
      const notice = noticeOf(ctx, given.notice, given.head, bureau);
      const pack = { notice, clauses: clausesOf(given.notice, given.text, given.head.issuedOn), rules: [] };
      return insert(tx, ctx, { unit: bureau.id, text: given.text, pack, words: {} });
    }),
  );
}

function clausesOf(notice: string, text: string, issuedOn: string): Clause[] {
  const cut = split(text);
  const stretches = 'tooLong' in cut ? [] : cut.stretches.filter(({ heading }) => !heading);
  if (stretches.length === 0 || stretches.length > mostClauses)
    throw new Refused(refuse('wrongInput', [], { fields: ['text:clauses'] }));
  const on = Temporal.PlainDate.from(issuedOn);
  return stretches.map(({ number, place, text: sentence }) => {
    const { kind, bounds } = suggest(sentence, on);
    return {
      ...{ id: `${notice}-${number}`, place, kind, room: 'governance', summary: '' },
      ...(kind === 'rule' && bounds.length > 0 ? { bounds: [...bounds] } : {}),
    };
  });
}

/** A pack as a file, with the words it uses. With a fault nothing of it is kept. */
export function upload(ctx: StaffContext, { key, unit, file }: z.infer<typeof uploadInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['notices.upload', unit, file] }, async () => {
      const bureau = await bureauOf(tx, ctx, unit);
      const data = readJson(file);
      const { words: given, ...pack } = z
        .looseObject({ words: z.unknown().optional() })
        .catch({ words: {} })
        .parse(data);
      const words = vocabularySchema.safeParse(given ?? {});
      const known = await packsToCome(tx, ctx);
      const read = packSchema.safeParse(pack);
      const beside = read.success ? [read.data, ...known] : known;
      const faults: ToldFault[] = [
        ...(data === undefined ? [{ fault: 'shape', at: 'JSON' } as const] : []),
        ...(words.success ? [] : words.error.issues.map(({ path }) => shapeAt(['words', ...path]))),
        ...(data === undefined
          ? []
          : faultsBeside(pack, knownWords(ctx, words.data ?? {}), known).map((fault) => toldFault(beside, fault))),
      ];
      if (faults.length > 0 || !read.success || !words.success) return { draft: null, faults };
      const beyond = beyondFaults(ctx, read.data, bureau.region);
      if (beyond.length > 0) return { draft: null, faults: beyond };
      const { draft } = await insert(tx, ctx, {
        unit: bureau.id,
        text: '',
        pack: read.data,
        words: wordsUsed(ctx, read.data, words.data),
      });
      return { draft, faults: [] };
    }),
  );
}

const shapeAt = (path: readonly PropertyKey[]): Fault => ({ fault: 'shape', at: path.map(String).join('.') });

/** What a file of a bureau may not say: to bind or to end anything beyond its region, or to have been known before. */
function beyondFaults(ctx: StaffContext, { notice }: Pack, region: string): Fault[] {
  const replaced = (notice.replaces ?? []).map((id) => ctx.packs.find((pack) => pack.notice.id === id)?.notice);
  return [
    ...(shortName.safeParse(notice.id).success ? [] : [shapeAt(['notice', 'id'])]),
    ...(bindsWithin(notice, region) ? [] : [{ fault: 'deadScope', at: 'notice.region' } as const]),
    ...(notice.spans === undefined ? [shapeAt(['notice', 'spans'])] : []),
    ...(notice.enteredAt === undefined && !notice.standing ? [] : [shapeAt(['notice', 'enteredAt'])]),
    ...(replaced.every((old) => old !== undefined && bindsWithin(old, region))
      ? []
      : [shapeAt(['notice', 'replaces'])]),
  ];
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(file) as unknown;
  } catch {
    return undefined;
  }
}

type New = { readonly unit: string; readonly text: string; readonly pack: Pack; readonly words: Vocabulary };

async function insert(tx: Transaction, ctx: StaffContext, { unit, text, pack, words }: New) {
  const notice = pack.notice.id;
  const taken = new Refused(refuse('wrongInput', [], { fields: ['notice:taken'] }));
  if (ctx.packs.some((known) => known.notice.id === notice)) throw taken;
  const id = randomUUID();
  const madeBy = actorName(ctx.actor);
  try {
    await tx.insert(noticeDraft).values({ id, unit, notice, text, pack, words, madeBy, changedBy: [madeBy] });
  } catch (error) {
    throw violatedConstraint(error) === 'notice_draft_name' ? taken : error;
  }
  await journal(tx, ctx.actor, { action: 'notice.drafted', subject: id, office: unit, codes: { notice } });
  return { draft: id };
}

export function changeHead(ctx: StaffContext, { key, draft, version, head }: z.infer<typeof headInput>) {
  return changing(
    ctx,
    { key, draft, version, of: ['notices.head', head] },
    async ({ unit, notice, pack, words }, tx) => {
      const changed = noticeOf(ctx, notice, head, await bureauOf(tx, ctx, unit));
      return { pack: { ...pack, notice: changed }, words };
    },
  );
}

export function changeClauses(ctx: StaffContext, { key, draft, version, clauses }: z.infer<typeof clausesInput>) {
  return changing(ctx, { key, draft, version, of: ['notices.clauses', clauses] }, ({ pack, words }) => {
    const given = new Map(clauses.map((clause) => [clause.id, clause]));
    const changed = pack.clauses.map(({ bounds = [], ...clause }) => {
      const { kind, room, summary, bounds: kept } = given.get(clause.id) ?? { ...clause, bounds: [...bounds.keys()] };
      const staying = bounds.filter((_, index) => kept.includes(index));
      return { ...clause, kind, room, summary, ...(staying.length === 0 ? {} : { bounds: staying }) };
    });
    return { pack: { ...pack, clauses: changed }, words };
  });
}

export function changeRule(ctx: StaffContext, { key, draft, version, ...given }: z.infer<typeof ruleInput>) {
  return changing(ctx, { key, draft, version, of: ['notices.rule', given] }, ({ notice, pack, words }) => {
    const at = pack.rules.findIndex(({ id }) => id === given.replaces);
    if (given.replaces !== null && at < 0) throw new Refused(refuse('stale'));
    const fresh = given.rule === null ? [] : [{ ...given.rule, id: given.replaces ?? freshId(notice, pack) }];
    const rules = at < 0 ? [...pack.rules, ...fresh] : pack.rules.toSpliced(at, 1, ...fresh);
    const changed = { ...pack, rules };
    return { pack: changed, words: wordsUsed(ctx, changed, { ...words, ...given.words }) };
  });
}

/** What was entered by mistake is kept as dropped, and leaves its short name to another. */
export function drop(ctx: StaffContext, { key, draft, version }: z.infer<typeof dropInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['notices.drop', draft, version] }, async () => {
      const row = await draftToChange(tx, ctx, draft, version);
      await tx.update(noticeDraft).set({ state: 'dropped' }).where(eq(noticeDraft.id, draft));
      await journal(tx, ctx.actor, {
        ...{ action: 'notice.dropped', subject: draft, office: row.unit, codes: { notice: row.notice, version } },
      });
      return { dropped: true as const };
    }),
  );
}

type Changed = { readonly pack: Pack; readonly words: Vocabulary };
type Wish = { readonly key: string; readonly draft: string; readonly version: number; readonly of: readonly unknown[] };

function changing(
  ctx: StaffContext,
  { key, draft, version, of }: Wish,
  work: (row: Draft, tx: Transaction) => Changed | Promise<Changed>,
) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: [...of, draft, version] }, async () => {
      const row = await draftToChange(tx, ctx, draft, version);
      return { version: await rewrite(tx, ctx, row, await work(row, tx)) };
    }),
  );
}

function freshId(notice: string, { rules }: Pack): string {
  const used = rules.map(({ id }) => Number(/\/r(\d+)@/.exec(id)?.[1] ?? 0));
  return `${notice}/r${(Math.max(0, ...used) + 1).toString()}@1`;
}
