import { entry } from '@anmin/db/schema/evidence';
import { ledgerOf } from '@anmin/domain/evidence/ledgers';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { actorName, journal } from '../journal.ts';
import { once } from '../once.ts';
import { inScope } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import type { strikeInput } from './inputs.ts';
import { ownEntry } from './own.ts';
import { openEntry, sealEntry } from './texts.ts';

/** Strikes out what was written by mistake: it stays to be read, and counts for nothing. */
export function strike(ctx: StaffContext, { key, entry: id, version, reason }: z.infer<typeof strikeInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['evidence.strike', id, version, reason] }, async () => {
      const found = await ownEntry(tx, ctx, id);
      if (found.version !== version || found.struckAt !== null) throw new Refused(refuse('stale'));
      const next = { id, version: version + 1, fields: openEntry(ctx.keys, found).fields, reason };
      await tx
        .update(entry)
        .set({
          ...sealEntry(ctx.keys, ledgerOf(found.ledger), next),
          ...{ version: next.version, struckAt: sql`office_now()`, changedBy: actorName(ctx.actor) },
        })
        .where(and(eq(entry.id, id), isNull(entry.struckAt)));
      await journal(tx, ctx.actor, {
        ...{ action: 'evidence.struck', subject: id, office: found.unit, codes: { ledger: found.ledger } },
      });
      return { entry: id, version: next.version };
    }),
  );
}
