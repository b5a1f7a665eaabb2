import { boundKinds } from '@anmin/domain/institutions/kinds';
import { determine, writeReceipt } from '@anmin/domain/measures/determine';
import type { Place } from '@anmin/domain/measures/in-force';
import { clauseKinds, modalities, riskLevels, type RuleVersion } from '@anmin/domain/measures/notice';
import { dutyStandings } from '@anmin/domain/measures/recorded';
import { states } from '@anmin/domain/measures/trigger';
import { regionOn } from '@anmin/domain/regions/region';
import { refuse } from '@anmin/domain/refusal';
import type { Transaction } from '@anmin/db/client';
import { z } from 'zod';
import { loadFacts, knownBy } from '../../measures/facts.ts';
import { placeOf } from '../../measures/place.ts';
import { standingOn } from '../../measures/standings.ts';
import { headOf } from '../../measures/telling.ts';
import { inScope } from '../../scope.ts';
import { ownUnit } from '../../staff/standing.ts';
import { Refused, type ClientContext } from '../../trpc.ts';
import { page } from './changes.ts';

const day = z.iso.date();
const clauseIds = z.array(z.string());

export const noticeAnswer = z.strictObject({
  id: z.string(),
  title: z.string(),
  number: z.string().nullable(),
  issuer: z.string(),
  issuedOn: day.nullable(),
  region: z.string().nullable(),
  regionName: z.string().nullable(),
  clauses: z.int(),
  rules: z.int(),
});

const ruleAnswer = z.strictObject({
  rule: z.string(),
  modality: z.enum(modalities),
  clauses: clauseIds,
  region: z.string().nullable(),
  kinds: z.array(z.enum(boundKinds)),
  risk: z.array(z.enum(riskLevels)).nullable(),
  from: day,
  until: day.nullable(),
  requirement: z.looseObject({ kind: z.string() }),
});

export const noticeWithClausesAnswer = noticeAnswer.omit({ clauses: true, rules: true }).extend({
  clauses: z.array(
    z.strictObject({ id: z.string(), place: z.string(), kind: z.enum(clauseKinds), summary: z.string() }),
  ),
  rules: z.array(ruleAnswer),
});

const placeAnswer = z.strictObject({ region: z.string(), kind: z.enum(boundKinds) });

export const measuresAnswer = z.strictObject({
  place: placeAnswer,
  on: day,
  known: z.string(),
  risk: z.enum(riskLevels).nullable(),
  measures: z.array(ruleAnswer.extend({ state: z.enum(states), facts: z.array(z.string()) })),
  hash: z.string(),
});

export const determinationAnswer = z.strictObject({ hash: z.string(), receipt: z.string() });

export const noticeInput = z.strictObject({ notice: z.string().max(60) });

/** Of a unit within reach of the key, or of any kind in any region. */
export const placeInput = z
  .strictObject({
    unit: z.string().max(50).optional(),
    region: z
      .string()
      .regex(/^\d{6}(\d{3}(\d{3})?)?$/)
      .optional(),
    kind: z.enum(boundKinds).optional(),
    on: day,
    /** `YYYY-MM-DDTHH:MM`, or finer, on the office's wall; without it by all that is known now. */
    known: z
      .string()
      .regex(/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?$/)
      .optional(),
  })
  .refine(({ unit: id, region, kind }) => (id === undefined) === (region !== undefined && kind !== undefined), {
    path: ['unit'],
  });

export const standingsInput = z.strictObject({
  ...page,
  unit: z.string().max(50).optional(),
  standing: z.enum(dutyStandings).optional(),
});

export const standingsAnswer = z.strictObject({
  on: day,
  standings: z.array(
    z.strictObject({
      ...{ unit: z.string(), name: z.string(), place: placeAnswer },
      ...{ rules: z.array(z.string()), clauses: clauseIds, modality: z.enum(modalities) },
      ...{ requirement: ruleAnswer.shape.requirement, standing: z.enum(dutyStandings) },
      ...{ due: z.string().nullable(), since: z.string().nullable(), missing: z.array(z.string()) },
    }),
  ),
  next: z.string().nullable(),
});

export function listNotices({ packs }: Pick<ClientContext, 'packs'>) {
  return { notices: packs.map(headOf) };
}

export function showNotice({ packs }: Pick<ClientContext, 'packs'>, { notice }: z.infer<typeof noticeInput>) {
  const pack = packs.find((it) => it.notice.id === notice);
  if (pack === undefined) throw new Refused(refuse('notFound'));
  return {
    ...headOf(pack),
    clauses: pack.clauses.map(({ id, place, kind, summary }) => ({ id, place, kind, summary })),
    rules: pack.rules.map(told),
  };
}

/** What is in force for a place on a day, whether it asks something now, and by which facts. */
export async function listMeasures(ctx: ClientContext, input: z.infer<typeof placeInput>) {
  const { receipt } = await determined(ctx, input);
  const rules = new Map(ctx.packs.flatMap((pack) => pack.rules.map((rule) => [rule.id, rule])));
  return {
    place: receipt.place,
    on: receipt.clocks.lawAt,
    known: receipt.clocks.knownAt,
    risk: riskLevels.find((level) => level === receipt.risk) ?? null,
    measures: receipt.findings.flatMap(({ rule: id, state, facts }) => {
      const rule = rules.get(id);
      return rule === undefined ? [] : [{ ...told(rule), state, facts: [...facts] }];
    }),
    hash: receipt.hash,
  };
}

export async function showDetermination(ctx: ClientContext, input: z.infer<typeof placeInput>) {
  const { receipt } = await determined(ctx, input);
  return { hash: receipt.hash, receipt: writeReceipt(receipt) };
}

function determined(ctx: ClientContext, { on, known, ...asked }: z.infer<typeof placeInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const place = await placeIn(tx, ctx, asked, on);
    const clocks = { factsAt: on, lawAt: on, knownAt: known ?? (await knownBy(tx)) };
    return determine(ctx.packs, place, clocks, await loadFacts(tx));
  });
}

type Asked = Pick<z.infer<typeof placeInput>, 'unit' | 'region' | 'kind'>;

async function placeIn(tx: Transaction, ctx: ClientContext, asked: Asked, on: string): Promise<Place> {
  const { unit: id, region, kind } = asked;
  if (region !== undefined && kind !== undefined) {
    if (regionOn(region.slice(0, 6), on) === undefined)
      throw new Refused(refuse('wrongInput', [], { fields: ['region:unknown'] }));
    return { region, kind };
  }
  const place = placeOf(await ownUnit(tx, ctx, id ?? ''));
  if (place === null) throw new Refused(refuse('wrongInput', [], { fields: ['unit:kindNotSet'] }));
  return place;
}

/** Every duty that binds today at every unit within reach of the key, and how it stands; a page at a time. */
export function listStandings(ctx: ClientContext, { unit, standing, cursor, limit }: z.infer<typeof standingsInput>) {
  const from = readOffset(cursor);
  return inScope(ctx, ctx.units, async (tx) => {
    const roots = unit === undefined ? ctx.units : [(await ownUnit(tx, ctx, unit)).id];
    const { on, units } = await standingOn(tx, ctx, roots, null);
    const lines = units.flatMap(({ id, name, place, duties }) =>
      duties
        .filter((it) => standing === undefined || it.standing.standing === standing)
        .map((it) => ({ unit: id, name, place, ...it })),
    );
    return {
      on,
      standings: lines.slice(from, from + limit).map(({ duty, standing: stands, ...at }) => ({
        ...at,
        ...{ rules: [...duty.rules], clauses: [...duty.clauses], modality: duty.modality },
        ...{ requirement: duty.requirement, ...stands, missing: [...stands.missing] },
      })),
      next: from + limit < lines.length ? String(from + limit) : null,
    };
  });
}

function readOffset(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (!/^\d{1,9}$/.test(cursor)) throw new Refused(refuse('wrongInput', [], { fields: ['cursor:cursor.wrong'] }));
  return Number(cursor);
}

const told = ({ id, modality, clauses, scope, from, until, requirement }: RuleVersion) => ({
  ...{ rule: id, modality, clauses: [...clauses], region: scope.region, kinds: [...scope.kinds] },
  ...{ risk: scope.risk === undefined ? null : [...scope.risk], from, until, requirement },
});
