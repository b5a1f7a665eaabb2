import type { Transaction } from '@anmin/db/client';
import { privacySetting } from '@anmin/db/schema/privacy';
import { officeDay } from '@anmin/domain/calendar/day';
import { privacySettingKinds, rangeOf, type PrivacySettingKind } from '@anmin/domain/people/rights';
import { refuse } from '@anmin/domain/refusal';
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { actorName, journal } from '../journal.ts';
import { officeNow } from '../office/now.ts';
import { keySchema, once } from '../once.ts';
import { inScope } from '../scope.ts';
import { coversPrefecture, servedOffices } from '../staff/scope.ts';
import { Refused, router, sensitiveProcedure, staffProcedure, type StaffContext } from '../trpc.ts';
import { countOver } from './over.ts';

const amountWrong = { path: ['amount'], error: 'range' };

const setting = z.strictObject({
  prefecture: z.string().max(50),
  kind: z.enum(privacySettingKinds),
  amount: z.int(),
});

const previewInput = setting.refine(isInRange, amountWrong);
const saveInput = setting
  .extend({ key: keySchema, source: z.string().trim().min(2).max(200), validFrom: z.iso.date() })
  .refine(isInRange, amountWrong);

function isInRange({ kind, amount }: z.infer<typeof setting>): boolean {
  const { least, most } = rangeOf(kind);
  return least <= amount && amount <= most;
}

export const retentionRouter = router({
  show: staffProcedure('retention.see').query(({ ctx }) => show(ctx)),
  preview: staffProcedure('retention.change')
    .input(previewInput)
    .query(({ ctx, input }) => preview(ctx, input)),
  save: sensitiveProcedure('retention.change')
    .input(saveInput)
    .mutation(({ ctx, input }) => save(ctx, input)),
});

/** Every version of what a prefecture settled, newest first; a kind without one in force is not set. */
function show(ctx: StaffContext) {
  return inScope(ctx, ctx.units, async (tx) => {
    const prefectures = [...new Set((await servedOffices(tx, ctx)).map(({ prefecture }) => prefecture))];
    const versions = await tx
      .select()
      .from(privacySetting)
      .where(inArray(privacySetting.unit, prefectures))
      .orderBy(desc(privacySetting.validFrom), desc(privacySetting.id));
    const inForce = [];
    for (const prefecture of prefectures)
      for (const kind of privacySettingKinds)
        inForce.push({ prefecture, kind, amount: await amountInForce(tx, prefecture, kind) });
    return { inForce, versions: versions.map(({ madeBy: _, ...version }) => version) };
  });
}

/** What the nights after would take away. */
function preview(ctx: StaffContext, { prefecture, kind, amount }: z.infer<typeof previewInput>) {
  return inScope(ctx, ctx.units, async (tx) => {
    if (!(await coversPrefecture(tx, ctx, prefecture))) throw new Refused(refuse('notFound'));
    return { over: await countOver(tx, prefecture, kind, amount) };
  });
}

function save(ctx: StaffContext, { key, ...given }: z.infer<typeof saveInput>) {
  return inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['retention.save', given] }, async () => {
      const { prefecture: unit, ...version } = given;
      if (!(await coversPrefecture(tx, ctx, unit))) throw new Refused(refuse('notFound'));
      if (version.validFrom < officeDay(await officeNow(tx)).toString())
        throw new Refused(refuse('wrongDay', [], { day: version.validFrom }));
      await tx.insert(privacySetting).values({ unit, ...version, madeBy: actorName(ctx.actor) });
      const { kind, amount, validFrom } = version;
      await journal(tx, ctx.actor, {
        ...{ action: 'retention.set', subject: unit, office: unit, fields: ['amount', 'source'] },
        ...{ codes: { kind, amount, validFrom } },
      });
      return { saved: true as const };
    }),
  );
}

/** null: not set. */
export async function amountInForce(tx: Transaction, unit: string, kind: PrivacySettingKind): Promise<number | null> {
  const [found] = await tx
    .select({ amount: privacySetting.amount })
    .from(privacySetting)
    .where(
      and(
        eq(privacySetting.unit, unit),
        eq(privacySetting.kind, kind),
        sql`${privacySetting.validFrom} <= office_today()`,
      ),
    )
    .orderBy(desc(privacySetting.validFrom), desc(privacySetting.id))
    .limit(1);
  return found?.amount ?? null;
}
