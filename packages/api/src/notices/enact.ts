import type { Transaction } from '@anmin/db/client';
import { noticeDraft } from '@anmin/db/schema/notices';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { actorName, journal } from '../journal.ts';
import { readPacksAfresh } from '../measures/packs.ts';
import { officeNow } from '../office/now.ts';
import { keySchema, once } from '../once.ts';
import { inScope, isUnder } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import { draftToChange, faultsNow, type Draft } from './draft.ts';

export const checkInput = z.strictObject({ key: keySchema, draft: z.uuid(), version: z.int() });
export const approveInput = z.strictObject({
  ...checkInput.shape,
  /** on the office's wall; null: at once */
  from: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/)
    .nullable(),
});

/** Names every fault, or takes the draft as checked: from then on only as it stands can it be approved. */
export function check(ctx: StaffContext, { key, draft, version }: z.infer<typeof checkInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['notices.check', draft, version] }, async () => {
      const row = await draftToChange(tx, ctx, draft, version);
      const faults = await faultsNow(tx, ctx, row);
      if (faults.length > 0) return { faults };
      await tx
        .update(noticeDraft)
        .set({ state: 'checked', checkedBy: actorName(ctx.actor), checkedAt: sql`office_now()` })
        .where(eq(noticeDraft.id, draft));
      await journal(tx, ctx.actor, entryOf('notice.checked', row));
      return { faults: [] };
    }),
  );
}

/** Somebody else than who wrote it lets it come into force. What it replaces ends with it and is kept. */
export async function approve(ctx: StaffContext, { key, draft, version, from }: z.infer<typeof approveInput>) {
  const approved = await inScope(ctx, ctx.units, (tx) =>
    once(
      tx,
      ctx,
      { scope: `staff:${ctx.actor.id}`, key, body: ['notices.approve', draft, version, from] },
      async () => {
        await tx.execute(sql`select pg_advisory_xact_lock(hashtext('notice_draft'))`);
        const row = await draftToChange(tx, ctx, draft, version);
        const by = actorName(ctx.actor);
        if (row.changedBy.includes(by) || row.madeBy === by) throw new Refused(refuse('dutiesApart'));
        if (row.state !== 'checked') throw new Refused(refuse('stale'));
        if ((await faultsNow(tx, ctx, row)).length > 0)
          throw new Refused(refuse('wrongInput', [], { fields: ['faults'] }));
        const now = await officeNow(tx);
        const begins =
          from === null ? now : Temporal.PlainDateTime.from(from).toZonedDateTime('Asia/Shanghai').toInstant();
        if (Temporal.Instant.compare(begins, now) < 0)
          throw new Refused(refuse('wrongInput', [], { fields: ['from:past'] }));
        await tx
          .update(noticeDraft)
          .set({
            ...{ state: 'approved', approvedBy: by, approvedAt: sql`office_now()`, version: version + 1 },
            inForceFrom: from === null ? sql`office_now()` : begins.toString(),
          })
          .where(eq(noticeDraft.id, draft));
        await supersede(tx, ctx, row);
        await journal(tx, ctx.actor, {
          ...entryOf('notice.approved', row),
          clauses: row.pack.clauses.map(({ id }) => id),
        });
        return { inForceFrom: begins.toString() };
      },
    ),
  );
  readPacksAfresh(ctx);
  return approved;
}

async function supersede(tx: Transaction, ctx: StaffContext, { id, pack }: Draft): Promise<void> {
  const replaced = pack.notice.replaces ?? [];
  if (replaced.length === 0) return;
  const ended = await tx
    .update(noticeDraft)
    .set({ state: 'superseded', supersededBy: id })
    .where(
      and(
        inArray(noticeDraft.notice, replaced),
        eq(noticeDraft.state, 'approved'),
        isUnder(noticeDraft.unit, ctx.units),
      ),
    )
    .returning();
  for (const old of ended) await journal(tx, ctx.actor, entryOf('notice.superseded', old));
}

const entryOf = <Kind extends 'notice.checked' | 'notice.approved' | 'notice.superseded'>(
  action: Kind,
  { id, unit, notice, hash, version }: Draft,
) => ({ action, subject: id, office: unit, codes: { notice, version, hash: hash.toString('hex') } });
