import { bureau, serviceDefinition } from '@anmin/db/schema/offices';
import { ownServiceSchema } from '@anmin/domain/appointments/service';
import { unitsFor } from '@anmin/domain/organisation/grants';
import { refuse } from '@anmin/domain/refusal';
import { asc, desc } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { withIds } from '../bookings/papers.ts';
import { actorName, journal } from '../journal.ts';
import { readPacksAfresh } from '../measures/packs.ts';
import { keySchema, once } from '../once.ts';
import { inScope, isUnder } from '../scope.ts';
import { coversPrefecture } from '../staff/scope.ts';
import { Refused, router, staffProcedure, type StaffContext } from '../trpc.ts';
import { closeInput, closeService, closingInput, previewClosing } from './close.ts';

const opened = z
  .strictObject({
    key: keySchema,
    prefecture: z.string().max(12),
    definition: ownServiceSchema,
    validFrom: z.iso.date(),
    source: z.string().trim().min(2).max(200),
  })
  .refine(({ prefecture, definition: { id } }) => id.endsWith(`-${prefecture}`), {
    path: ['definition', 'id'],
    error: 'otherPrefecture',
  });

export const servicesRouter = router({
  list: staffProcedure('plans.see').query(({ ctx }) => list(ctx)),
  open: staffProcedure('plans.change')
    .input(opened)
    .mutation(({ ctx, input }) => open(ctx, input)),
  previewClosing: staffProcedure('plans.change')
    .input(closingInput)
    .mutation(({ ctx, input }) => previewClosing(ctx, input)),
  close: staffProcedure('plans.change')
    .input(closeInput)
    .mutation(({ ctx, input }) => closeService(ctx, input)),
});

/** Every version of what bureaus opened for themselves, the newest of each first, and where the caller may open more. */
async function list(ctx: StaffContext) {
  const { prefecture, service, definition, validFrom, source, id } = serviceDefinition;
  return inScope(ctx, ctx.units, async (tx) => ({
    versions: await tx
      .select({ id, prefecture, service, definition, validFrom, source })
      .from(serviceDefinition)
      .where(isUnder(prefecture, ctx.units))
      .orderBy(asc(service), desc(validFrom), desc(serviceDefinition.madeAt)),
    opensIn: await tx
      .select({ region: bureau.region, name: bureau.name })
      .from(bureau)
      .where(isUnder(bureau.region, unitsFor(ctx.actor.grants, 'plans.change')))
      .orderBy(asc(bureau.region)),
  }));
}

/** A bureau opens a service of its own, or changes it from a day on; offices of its kind may then offer it in their plan. */
async function open(ctx: StaffContext, { key, ...input }: z.infer<typeof opened>) {
  const { prefecture, validFrom, source } = input;
  const definition = { ...input.definition, materials: withIds(input.definition.materials) };
  const answer = await inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['service', input] }, async () => {
      if (!(await coversPrefecture(tx, ctx, prefecture))) throw new Refused(refuse('notFound'));
      const row = { prefecture, service: definition.id, definition, validFrom, source, madeBy: actorName(ctx.actor) };
      await tx.insert(serviceDefinition).values({ id: randomUUID(), ...row });
      await journal(tx, ctx.actor, {
        ...{ action: 'service.opened', subject: definition.id, office: prefecture },
        ...{ fields: ['rules', 'source'], codes: { validFrom } },
      });
      return { service: definition.id };
    }),
  );
  readPacksAfresh(ctx);
  return answer;
}
