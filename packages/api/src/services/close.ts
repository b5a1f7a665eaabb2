import type { Transaction } from '@anmin/db/client';
import { day, institution, serviceDefinition } from '@anmin/db/schema/offices';
import { isOfferedOn, serviceId, type ServiceDefinition } from '@anmin/domain/appointments/service';
import { officeDay } from '@anmin/domain/calendar/day';
import type { InstitutionKind } from '@anmin/domain/institutions/kinds';
import { refuse } from '@anmin/domain/refusal';
import { and, desc, eq, max } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Span } from '../closures/affected.ts';
import { closeIn } from '../closures/close.ts';
import { previewIn } from '../closures/router.ts';
import { actorName, journal } from '../journal.ts';
import { readPacksAfresh } from '../measures/packs.ts';
import { officeNow } from '../office/now.ts';
import { readAfresh } from '../office/office.ts';
import { keySchema, once } from '../once.ts';
import { inScope } from '../scope.ts';
import { coversPrefecture } from '../staff/scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';

/** From which day a service a bureau opened for itself is offered no more, and by what it was decided. */
export const closingInput = z.strictObject({
  service: serviceId,
  from: z.iso.date(),
  source: z.string().trim().min(2).max(200),
});
type Closing = z.infer<typeof closingInput>;

/** Whom closing it would displace; nothing is done. */
export function previewClosing(ctx: StaffContext, input: Closing) {
  return inScope(ctx, ctx.units, async (tx) => {
    const offered = await offeredNow(tx, ctx, input);
    const span = await spanOf(tx, input, offered);
    return span === null ? nobodyHit : previewIn(tx, whereOffered(ctx, offered), span);
  });
}

const nobodyHit = { offices: [], bookings: 0, perDay: [], withoutPhone: 0, basis: [], offersPossible: 0 };

export const closeInput = closingInput.extend({ key: keySchema });

/**
 * Closes a service: every version that holds from today on ends that day, and who booked it for later is displaced and told,
 * as by any closure.
 */
export async function closeService(ctx: StaffContext, { key, ...input }: z.infer<typeof closeInput>) {
  const closed = await inScope(ctx, ctx.units, (tx) =>
    once(tx, ctx, { scope: `staff:${ctx.actor.id}`, key, body: ['service.close', input] }, async () => {
      const offered = await offeredNow(tx, ctx, input);
      const { prefecture } = offered;
      const span = await spanOf(tx, input, offered);
      for (const { definition, validFrom } of offered.versions.filter((it) => goesOn(it, input.from))) {
        const row = { id: randomUUID(), prefecture, service: input.service, validFrom, source: input.source };
        const ended = { ...definition, until: input.from };
        await tx.insert(serviceDefinition).values({ ...row, definition: ended, madeBy: actorName(ctx.actor) });
      }
      await journal(tx, ctx.actor, {
        ...{ action: 'service.closed', subject: input.service, office: prefecture },
        ...{ fields: ['source'], codes: { from: input.from } },
      });
      if (span === null) return { displaced: 0, withoutPlace: 0 };
      const { displaced, withoutPlace } = await closeIn(tx, whereOffered(ctx, offered), span);
      return { displaced, withoutPlace };
    }),
  );
  readPacksAfresh(ctx);
  readAfresh(ctx);
  return closed;
}

/** A version that ends before is left as it is; it would begin anew where it had ended. */
function goesOn({ definition, validFrom }: Offered['versions'][number], from: string): boolean {
  return isOfferedOn(definition, validFrom > from ? validFrom : from);
}

/** In the prefecture of the service, which may not be offered yet, wherever else the caller looks after. */
function whereOffered(ctx: StaffContext, { prefecture, versions }: Offered): StaffContext {
  const own = versions.slice(0, 1).map(({ definition }) => definition);
  const others = ctx.services.filter(({ id }) => !own.some((it) => it.id === id));
  return { ...ctx, units: [prefecture], services: [...own, ...others] };
}

type Offered = {
  readonly prefecture: string;
  readonly kind: InstitutionKind;
  /** the one that holds today, and those to come, each from its own day on */
  readonly versions: readonly { readonly definition: ServiceDefinition; readonly validFrom: string }[];
};

async function offeredNow(tx: Transaction, ctx: StaffContext, { service, from }: Closing): Promise<Offered> {
  const rows = await tx
    .selectDistinctOn([serviceDefinition.validFrom])
    .from(serviceDefinition)
    .where(eq(serviceDefinition.service, service))
    .orderBy(desc(serviceDefinition.validFrom), desc(serviceDefinition.madeAt));
  const [first] = rows;
  if (first === undefined || !(await coversPrefecture(tx, ctx, first.prefecture)))
    throw new Refused(refuse('notFound'));
  const today = officeDay(await officeNow(tx)).toString();
  if (from < today) throw new Refused(refuse('wrongDay', [], { day: from }));
  const current = rows.find(({ validFrom }) => validFrom <= today);
  const coming = rows.filter(({ validFrom }) => validFrom > today);
  const versions = current === undefined ? coming : [{ ...current, validFrom: today }, ...coming];
  if (!versions.some((it) => goesOn(it, from))) throw new Refused(refuse('stale'));
  return { prefecture: first.prefecture, kind: first.definition.institution, versions };
}

/** All that is planned from that day on, at every institution of its kind; null: there is none. */
async function spanOf(
  tx: Transaction,
  { service, from, source }: Closing,
  { prefecture, kind }: Offered,
): Promise<Span | null> {
  const isThere = and(eq(institution.prefecture, prefecture), eq(institution.kind, kind));
  if ((await tx.$count(institution, isThere)) === 0) return null;
  const [last] = await tx
    .select({ day: max(day.day) })
    .from(day)
    .innerJoin(institution, eq(institution.id, day.office))
    .where(isThere);
  const planned = last?.day ?? from;
  return { office: null, from, until: planned > from ? planned : from, services: [service], reason: source };
}
