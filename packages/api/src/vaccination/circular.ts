import { refuse } from '@anmin/domain/refusal';
import { fallsShort } from '@anmin/domain/vaccination/cohort';
import type { z } from 'zod';
import { journal } from '../journal.ts';
import { once } from '../once.ts';
import { inScope } from '../scope.ts';
import { ownUnit } from '../staff/standing.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import type { circularInput } from './inputs.ts';
import { countedUnder } from './statistics.ts';

/**
 * Which units fall short of a coverage on a day, with their numbers, for a circular that somebody signs. That it was drawn up
 * is an entry; nothing is sent.
 */
export function drawUpCircular(ctx: StaffContext, { key, unit, day, rules }: z.infer<typeof circularInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(
      tx,
      ctx,
      { scope: `staff:${ctx.actor.id}`, key, body: ['vaccination.circular', unit, day, rules] },
      async () => {
        await ownUnit(tx, ctx, unit);
        const { coverages, ...counted } = await countedUnder(tx, ctx, { unit, day, known: null });
        const found = coverages.find((it) => it.rules.join(' ') === rules.join(' '));
        if (found === undefined) throw new Refused(refuse('wrongInput', [], { fields: ['rules'] }));
        const behind = found.units.filter(fallsShort);
        await journal(tx, ctx.actor, {
          ...{ action: 'circular.drawnUp', subject: unit, office: unit },
          ...{ codes: { day: counted.day, units: behind.length }, clauses: found.basis.map(({ id }) => id) },
        });
        return { day: counted.day, counts: found.whole.counts, behind };
      },
    ),
  );
}
