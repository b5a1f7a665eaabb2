import type { Transaction } from '@anmin/db/client';
import { noticeDraft } from '@anmin/db/schema/notices';
import { unit } from '@anmin/db/schema/organisation';
import type { Fault } from '@anmin/domain/measures/check';
import { noticeSchema, type Notice, type Pack } from '@anmin/domain/measures/notice';
import { faultsBeside } from '@anmin/domain/measures/drafting';
import { wordsOf, type Vocabulary } from '@anmin/domain/measures/words';
import { isWithin, regionsNamed } from '@anmin/domain/regions/region';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { actorName, journal } from '../journal.ts';
import { isUnder } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';

export type Draft = typeof noticeDraft.$inferSelect;

/** What the head of a notice says of it. */
export const headSchema = z.strictObject({
  title: z.string().trim().min(2).max(200),
  number: z.string().trim().min(1).max(60).nullable(),
  issuer: z.string().trim().min(2).max(100),
  issuedOn: z.iso.date(),
  /** A name or a code of GB/T 2260. */
  region: z.string().trim().min(1).max(40),
  from: z.iso.date(),
  /** first day out; null: until replaced */
  until: z.iso.date().nullable(),
  replaces: z.array(z.string().max(20)).max(10),
});
export type HeadOfNotice = z.infer<typeof headSchema>;

/** A draft as it stands, locked for the act. Whoever has another version in view is told so. */
export async function draftToChange(tx: Transaction, ctx: StaffContext, id: string, version: number): Promise<Draft> {
  const row = await draftInReach(tx, ctx, id, true);
  if (row.approvedAt !== null || row.state === 'dropped')
    throw new Refused(refuse('notChangeable', [], { state: row.state }));
  if (row.version !== version) throw new Refused(refuse('stale'));
  return row;
}

export async function draftInReach(tx: Transaction, ctx: StaffContext, id: string, locked = false): Promise<Draft> {
  const asked = tx
    .select()
    .from(noticeDraft)
    .where(and(eq(noticeDraft.id, id), isUnder(noticeDraft.unit, ctx.units)));
  const [row] = await (locked ? asked.for('update') : asked);
  if (row === undefined) throw new Refused(refuse('notFound'));
  return row;
}

/** A change makes a draft of what was checked before. */
export async function rewrite(
  tx: Transaction,
  ctx: StaffContext,
  row: Draft,
  { pack, words = row.words }: { pack: Pack; words?: Vocabulary },
): Promise<number> {
  const version = row.version + 1;
  const changedBy = [...new Set([...row.changedBy, actorName(ctx.actor)])];
  await tx
    .update(noticeDraft)
    .set({ pack, words, changedBy, version, state: 'draft', checkedBy: null, checkedAt: null })
    .where(eq(noticeDraft.id, row.id));
  await journal(tx, ctx.actor, {
    ...{ action: 'notice.changed', subject: row.id, office: row.unit, codes: { notice: row.notice, version } },
  });
  return version;
}

const bureaus = ['province', 'prefecture', 'county'] as const;

/** The bureau somebody drafts for. */
export async function bureauOf(
  tx: Transaction,
  { units }: StaffContext,
  id: string,
): Promise<typeof unit.$inferSelect> {
  const [row] = await tx
    .select()
    .from(unit)
    .where(and(eq(unit.id, id), isUnder(unit.id, units), inArray(unit.kind, bureaus)));
  if (row === undefined) throw new Refused(refuse('notFound'));
  return row;
}

/** The notice its head describes: of a region of the bureau, and ending only what binds nobody beyond it. */
export function noticeOf(ctx: StaffContext, id: string, head: HeadOfNotice, bureau: { region: string }): Notice {
  const [region, ...others] = regionsNamed(head.region, head.from);
  const replaced = head.replaces.map((name) => ctx.packs.find(({ notice }) => notice.id === name)?.notice);
  const wrong = [
    ...(region === undefined || others.length > 0 ? ['region:unknown'] : []),
    ...(region === undefined || isWithin(region.code, bureau.region) ? [] : ['region:beyond']),
    ...(head.until !== null && head.until <= head.from ? ['until:reversed'] : []),
    ...(replaced.every((old) => old !== undefined && old.id !== id && bindsWithin(old, bureau.region))
      ? []
      : ['replaces:beyond']),
  ];
  if (region === undefined || wrong.length > 0) throw new Refused(refuse('wrongInput', [], { fields: wrong }));
  const { title, number, issuer, issuedOn, from, until, replaces } = head;
  return noticeSchema.parse({
    ...{ id, title, number, issuer, issuedOn, region: region.code, standing: false, spans: [{ from, until }] },
    ...(replaces.length === 0 ? {} : { replaces }),
  });
}

export const bindsWithin = ({ region }: Notice, bureau: string): boolean => region !== null && isWithin(region, bureau);

/** All that are known, and those approved for a later day as far as they are in scope. */
export async function packsToCome(tx: Transaction, ctx: StaffContext): Promise<readonly Pack[]> {
  const rows = await tx
    .select({ pack: noticeDraft.pack })
    .from(noticeDraft)
    .where(sql`${noticeDraft.inForceFrom} > office_now()`);
  return rows.length === 0 ? ctx.packs : [...ctx.packs, ...rows.map(({ pack }) => pack)];
}

/** What stands in the way of a draft beside all that is known by now. */
export async function faultsNow(tx: Transaction, ctx: StaffContext, { pack, words, notice }: Draft) {
  const known = (await packsToCome(tx, ctx)).filter((it) => it.notice.id !== notice);
  return faultsBeside(pack, words, known).map((fault) => toldFault([pack, ...known], fault));
}

/** A contradiction with the clauses of both rules: somebody has to see which of them to change. */
export function toldFault(packs: readonly Pack[], fault: Fault): ToldFault {
  if (fault.against === undefined) return fault;
  return { ...fault, both: { own: basisOf(packs, fault.at), other: basisOf(packs, fault.against) } };
}

export type ToldFault = Fault & { readonly both?: { readonly own: Basis; readonly other: Basis } };
type Basis = { readonly notice: string; readonly places: readonly string[] };

function basisOf(packs: readonly Pack[], id: string): Basis {
  const pack = packs.find(({ rules }) => rules.some((rule) => rule.id === id));
  const cited = pack?.rules.find((rule) => rule.id === id)?.clauses ?? [];
  const clauses = pack?.clauses.filter((clause) => cited.includes(clause.id)) ?? [];
  return { notice: pack?.notice.title ?? '', places: clauses.map(({ place }) => place) };
}

/** The words a pack uses, its own meaning before that of other notices; a word nobody knows is left to the check. */
export function wordsUsed(ctx: Pick<StaffContext, 'vocabularies'>, { rules }: Pack, own: Vocabulary): Vocabulary {
  const known = knownWords(ctx, own);
  const used = rules.flatMap(({ requirement }) => wordsOf(requirement));
  return Object.fromEntries(used.flatMap((word) => (known[word] === undefined ? [] : [[word, known[word]]])));
}

/** Words of every notice the office knows, and those of one's own, which come first. */
export const knownWords = ({ vocabularies }: Pick<StaffContext, 'vocabularies'>, own: Vocabulary): Vocabulary => ({
  ...Object.fromEntries(Object.values(vocabularies).flatMap((known) => Object.entries(known))),
  ...own,
});
