import { agendaOf } from '@anmin/domain/measures/agenda';
import { boundKinds } from '@anmin/domain/institutions/kinds';
import { determine, replays, writeReceipt } from '@anmin/domain/measures/determine';
import { merged } from '@anmin/domain/measures/merge';
import type { RuleVersion } from '@anmin/domain/measures/notice';
import { standingOf } from '@anmin/domain/measures/recorded';
import { isDuty } from '@anmin/domain/measures/standing';
import { refuse } from '@anmin/domain/refusal';
import { z } from 'zod';
import { inScope } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { factsTold, loadFacts } from './facts.ts';
import { hereAt } from './here.ts';
import { recordedUnder } from './recorded.ts';
import { toldRules } from './telling.ts';

const unit = z.string().max(50);
/** `on` null: today */
export const dutiesInput = z.strictObject({ unit, on: z.iso.date().nullable() });
export const agendaInput = z.strictObject({
  ...{
    unit,
    month: z
      .string()
      .regex(/^(19|20)\d\d-(0[1-9]|1[0-2])$/)
      .nullable(),
  },
});
export const replayInput = z.strictObject({ receipt: z.string().max(200_000) });

/** What is required of a unit on a day and why, how it stands, and what waits for somebody or something. */
export function dutiesAt(ctx: StaffContext, { unit: id, on: wished }: z.infer<typeof dutiesInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const { place, today, now, facts, ...here } = await hereAt(tx, ctx, id);
    const on = wished ?? today;
    const heading = { unit: here.unit, regionName: here.regionName, kind: place?.kind ?? null, today, on };
    if (place === null) return { ...heading, required: null };
    const clocks = { factsAt: on, lawAt: on, knownAt: now };
    const { rules, receipt } = determine(ctx.packs, place, clocks, facts);
    const own = { id, place };
    const recorded = (await recordedUnder(tx, { roots: [id], units: [own] }, on, rules))(own);
    const asOf = momentOn(on, today, now);
    const factsOf = (ids: readonly string[]) =>
      receipt.findings.filter(({ rule }) => ids.includes(rule)).flatMap((finding) => finding.facts);
    const required = {
      risk: receipt.risk,
      duties: merged(rules).map((duty) => ({
        ...toldRules(ctx, duty),
        ...{ standing: standingOf(duty, recorded, asOf), facts: [...new Set(factsOf(duty.rules))] },
      })),
      /** What a counter goes by, and advice: asked of those who come, without a standing. */
      others: rules
        .filter(({ requirement }) => !isDuty(requirement))
        .map((rule) => ({ ...toldRules(ctx, asking(rule)), facts: factsOf([rule.id]) })),
      waiting: receipt.findings
        .filter(({ state }) => state !== 'holds')
        .map(({ rule, state, facts }) => ({ ...toldRules(ctx, asking(ruleOf(ctx, rule))), state, facts })),
      facts: await factsTold(tx, receipt.inputs),
      ...{ hash: receipt.hash, receipt: writeReceipt(receipt) },
    };
    return { ...heading, required };
  });
}

const asking = ({ id, requirement, modality }: RuleVersion) => ({ requirement, modality, rules: [id] });

function ruleOf({ packs }: Pick<StaffContext, 'packs'>, id: string): RuleVersion {
  const rule = packs.flatMap(({ rules }) => rules).find((it) => it.id === id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  return rule;
}

/** A day gone is judged at its end, one to come at its beginning. */
export function momentOn(on: string, today: string, now: string): string {
  if (on === today) return now.slice(0, 16);
  return on < today ? `${on}T23:59` : `${on}T00:00`;
}

/** On which days of a month duties of a unit begin, end, fall due or are looked at again; `told` tells each by its rules. */
export function agendaAt(ctx: StaffContext, { unit: id, month: wished }: z.infer<typeof agendaInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const { place, today, now, facts, ...here } = await hereAt(tx, ctx, id);
    const month = wished ?? today.slice(0, 7);
    const first = Temporal.PlainDate.from(`${month}-01`);
    const span = { from: first.toString(), until: first.add({ months: 1 }).toString(), known: now };
    const events = place === null ? [] : agendaOf(ctx.packs, place, span, facts);
    const named = events.map((event) => {
      const what = event.what === 'due' ? event.duty : asking(event.rule);
      return { day: event.day, what: event.what, asks: what.rules.join(' '), told: what };
    });
    return {
      ...{ unit: here.unit, regionName: here.regionName, kind: place?.kind ?? null, today, month },
      days: Array.from({ length: first.daysInMonth }, (_, n) => first.add({ days: n })).map((day) => ({
        ...{ day: day.toString(), weekday: day.dayOfWeek },
        events: named.filter((it) => it.day === day.toString()).map(({ what, asks }) => ({ what, asks })),
      })),
      told: Object.fromEntries(named.map(({ asks, told }) => [asks, toldRules(ctx, told)])),
    };
  });
}

const receiptSchema = z.looseObject({
  place: z.strictObject({ region: z.string().regex(/^\d{6}(\d{3}(\d{3})?)?$/), kind: z.enum(boundKinds) }),
  clocks: z.strictObject({ factsAt: z.iso.date(), lawAt: z.iso.date(), knownAt: z.string().max(40) }),
});

/** Whether the rules and the facts as they were known still give this receipt byte for byte. Nothing is kept. */
export function replay(ctx: StaffContext, { receipt }: z.infer<typeof replayInput>) {
  if (!isReceipt(receipt)) throw new Refused(refuse('wrongInput', [], { fields: ['receipt:form'] }));
  return inScope(ctx, ctx.units, async (tx) => ({ same: replays(receipt, ctx.packs, await loadFacts(tx)) }));
}

function isReceipt(text: string): boolean {
  try {
    return receiptSchema.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
