import type { Transaction } from '@anmin/db/client';
import { entry } from '@anmin/db/schema/evidence';
import { membership } from '@anmin/db/schema/people';
import { determine } from '@anmin/domain/measures/determine';
import { merged } from '@anmin/domain/measures/merge';
import { standingOf } from '@anmin/domain/measures/recorded';
import type { LedgerId } from '@anmin/domain/evidence/ledgers';
import { ledgerFor } from '@anmin/domain/evidence/subjects';
import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { z } from 'zod';
import { hereAt } from '../measures/here.ts';
import { momentOn } from '../measures/duties.ts';
import { recordedUnder } from '../measures/recorded.ts';
import { toldRules } from '../measures/telling.ts';
import { namesOf } from '../people/members.ts';
import { inScope, isUnder } from '../scope.ts';
import type { StaffContext } from '../trpc.ts';
import type { unitInput } from './inputs.ts';

type Missing =
  | { readonly of: 'person'; name: string; role: string; room: string | null; bed: string | null }
  | { readonly of: 'entry'; name: string | null; day: string; ledger: LedgerId };
/** By what stands for them in a duty. */
type Lacking = Readonly<Record<string, Missing>>;
const nobody: Lacking = {};

/** What is missing at a unit today, duty by duty, with the people and places it is missing of. */
export function missing(ctx: StaffContext, { unit: id }: z.infer<typeof unitInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    const { place, today, now, facts, unit } = await hereAt(tx, ctx, id);
    if (place === null) return { unit, today, duties: null, lacking: nobody };
    const { rules } = determine(ctx.packs, place, { factsAt: today, lawAt: today, knownAt: now }, facts);
    const own = { id, place };
    const recorded = (await recordedUnder(tx, { roots: [id], units: [own] }, today, rules))(own);
    const duties = merged(rules).flatMap((duty) => {
      const { requirement } = duty;
      if (duty.modality === 'advise') return [];
      const ledger = ledgerFor(requirement, place.kind);
      if (ledger === null) return [];
      return [{ ...toldRules(ctx, duty), ledger, standing: standingOf(duty, recorded, momentOn(today, today, now)) }];
    });
    const ids = [...new Set(duties.flatMap(({ standing }) => standing.missing))];
    const lacking = await lastStays(tx, id, ids.filter(isId));
    const entries = await tx
      .select({ id: entry.id, person: entry.person, day: entry.onDay, ledger: entry.ledger })
      .from(entry)
      .where(and(inArray(entry.id, ids.filter(isId)), isNull(entry.struckAt), isUnder(entry.unit, [id])));
    const named = [...new Set([...lacking, ...entries].flatMap(({ person }) => person ?? []))];
    const names = await namesOf(tx, ctx, { unit: id, persons: named, of: 'evidence.missing' });
    return {
      ...{ unit, today, duties },
      /** Whom or what the missing stand for; a place, a word of a notice and the unit itself stand for themselves. */
      lacking: Object.fromEntries<Missing>([
        ...lacking.map((it): [string, Missing] => [
          it.person,
          { of: 'person', name: names.get(it.person) ?? '', role: it.role, room: it.room, bed: it.bed },
        ]),
        ...entries.map((it): [string, Missing] => [
          it.id,
          {
            ...{ of: 'entry' as const, name: it.person === null ? null : (names.get(it.person) ?? '') },
            ...{ day: it.day, ledger: it.ledger },
          },
        ]),
      ]),
    };
  });
}

/** People as they last belonged to a unit: somebody may owe a period that was over before they left. */
function lastStays(tx: Transaction, unit: string, persons: readonly string[]) {
  const { person, role, room, bed, since } = membership;
  return tx
    .selectDistinctOn([person], { person, role, room, bed })
    .from(membership)
    .where(and(eq(membership.unit, unit), inArray(person, [...persons]), inArray(role, ['resident', 'staff'])))
    .orderBy(person, desc(since));
}

const isId = (text: string): boolean => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(text);
