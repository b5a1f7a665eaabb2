import type { Transaction } from '@anmin/db/client';
import { fact } from '@anmin/db/schema/measures';
import { awaitsDecision, mayDecide } from '@anmin/domain/measures/deciding';
import type { RuleVersion } from '@anmin/domain/measures/notice';
import { faultsOfFact, writtenKinds } from '@anmin/domain/measures/recording';
import { isWithin, regionOn } from '@anmin/domain/regions/region';
import { refuse } from '@anmin/domain/refusal';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { actorName, journal } from '../journal.ts';
import { ownUnit } from '../staff/standing.ts';
import { Refused, type StaffContext } from '../trpc.ts';

const region = z.string().regex(/^\d{6}(\d{3}(\d{3})?)?$/);
const told = {
  /** The bureau that says so. */
  unit: z.string().max(50),
  region,
  from: z.iso.date(),
  /** First day out; null: until it is lifted. */
  until: z.iso.date().nullable(),
  /** 文号 or where it is known from. */
  reference: z.string().trim().min(2).max(120),
  note: z.string().trim().max(500),
};

export const factInput = z.strictObject({
  ...told,
  kind: z.enum(writtenKinds),
  value: z.string().max(60).nullable(),
  rule: z.string().max(80).nullable(),
});
export type FactInput = z.infer<typeof factInput>;

export const decisionInput = z.strictObject({
  ...told,
  rule: z.string().max(80),
  /** Decided for it, or against it. */
  taken: z.boolean(),
  /** Why. */
  note: z.string().trim().min(2).max(500),
});
export type DecisionInput = z.infer<typeof decisionInput>;

/** What is about to be written, once everything about it is right. */
export type NewFact = Omit<typeof fact.$inferInsert, 'id' | 'madeBy' | 'knownAt'> & {
  readonly clauses: readonly string[];
};

/** A fact of a bureau somebody acts for, about its own region. */
export async function checkFact(
  tx: Transaction,
  ctx: StaffContext,
  { from, until, ...given }: FactInput,
): Promise<NewFact> {
  const faults = faultsOfFact(ctx.packs, { ...given, from, until });
  refuseElsewhere(await ownUnit(tx, ctx, given.unit), { ...given, from }, faults);
  return { ...given, fromDay: from, untilDay: until, clauses: ruleOf(ctx, given.rule)?.clauses ?? [] };
}

/** A decision by the bureau that the rule leaves it to; another one is refused with the clause that says so. */
export async function checkDecision(
  tx: Transaction,
  ctx: StaffContext,
  { from, until, taken, rule: id, ...given }: DecisionInput,
): Promise<NewFact> {
  const rule = ruleOf(ctx, id);
  const faults = [
    ...(rule !== undefined && awaitsDecision(rule) && meets(rule, given.region) ? [] : ['rule']),
    ...(until === null || from < until ? [] : ['until']),
  ];
  const bureau = await ownUnit(tx, ctx, given.unit);
  const isForAnother = rule !== undefined && isBureau(bureau) && !mayDecide(rule, bureau.region);
  if (isForAnother) throw new Refused(refuse('notAllowed', rule.clauses));
  refuseElsewhere(bureau, { ...given, from }, faults);
  if (rule === undefined || rule.requirement.kind !== 'status') throw new Refused(refuse('notFound'));
  const value = taken ? rule.requirement.state : 'refused';
  return { ...given, kind: 'decision', rule: id, value, fromDay: from, untilDay: until, clauses: rule.clauses };
}

/** Known from this moment on, whatever days it tells of. */
export async function write(tx: Transaction, { actor }: StaffContext, { clauses, ...given }: NewFact): Promise<string> {
  const id = randomUUID();
  await tx.insert(fact).values({ ...given, id, madeBy: actorName(actor) });
  const { kind, region, value = null, rule = null, fromDay, untilDay = null } = given;
  await journal(tx, actor, {
    action: kind === 'decision' ? 'decision.taken' : 'fact.recorded',
    subject: id,
    office: given.unit,
    fields: ['source'],
    codes: { kind, region, value, rule, from: fromDay, until: untilDay },
    clauses,
  });
  return id;
}

/** As the rules see it before it is written. */
export const supposed = ({ kind, region, value = null, rule = null, fromDay, untilDay = null }: NewFact) => ({
  ...{ id: 'supposed', kind, region, value, rule, from: fromDay, until: untilDay },
  // the last known of several counts
  known: '9999-12-31T23:59',
});

export const ruleOf = ({ packs }: Pick<StaffContext, 'packs'>, id: string | null): RuleVersion | undefined =>
  packs.flatMap(({ rules }) => rules).find((rule) => rule.id === id);

type Bureau = Awaited<ReturnType<typeof ownUnit>>;

const isBureau = ({ kind }: Bureau): boolean => kind === 'province' || kind === 'prefecture' || kind === 'county';

function refuseElsewhere(
  bureau: Bureau,
  { region, from }: Pick<FactInput, 'region' | 'from'>,
  faults: readonly string[],
): void {
  const fields = [
    ...(isBureau(bureau) ? [] : ['unit:kind']),
    ...(regionOn(region.slice(0, 6), from) === undefined ? ['region:unknown'] : []),
    ...(isWithin(region, bureau.region) ? [] : ['region:outside']),
    ...faults.map((field) => `${field}:fact`),
  ];
  if (fields.length > 0) throw new Refused(refuse('wrongInput', [], { fields }));
}

const meets = ({ scope }: RuleVersion, region: string): boolean =>
  scope.region === null || isWithin(region, scope.region) || isWithin(scope.region, region);
