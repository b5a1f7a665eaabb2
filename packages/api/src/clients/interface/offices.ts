import { servedOffice, servedOffices } from '../../staff/scope.ts';
import { inScope } from '../../scope.ts';
import { askedBy, isOfferedOn, serviceId } from '@anmin/domain/appointments/service';
import { officeDay } from '@anmin/domain/calendar/day';
import { z } from 'zod';
import { month as monthOf } from '../../office/month.ts';
import { loadOffice, settingOn } from '../../office/office.ts';
import { definitionOf } from '../../bookings/service.ts';
import type { ClientContext } from '../../trpc.ts';

export const monthInput = z.strictObject({
  office: z.string().max(50),
  service: serviceId,
  from: z.iso.date().optional(),
  day: z.iso.date().optional(),
  applicationDay: z.iso.date().optional(),
});

/**
 * The offices of a client's unit that take bookings today, and for what a client can book: whom somebody comes to see in an
 * institution is asked on the site and at the desk only.
 */
export async function listOffices(ctx: ClientContext) {
  const offices = await inScope(ctx, ctx.units, async (tx) => {
    const loaded = [];
    for (const { id } of await servedOffices(tx, ctx)) loaded.push(await loadOffice(tx, id));
    return loaded;
  });
  return {
    offices: offices.flatMap((office) => {
      const { id, name, region, address, phone, hours } = office.institution;
      const services = (settingOn(office, officeDay(office.now))?.rules.services ?? []).filter((service) => {
        const definition = definitionOf(ctx, service);
        return (
          askedBy(definition, 'resident') === undefined && isOfferedOn(definition, officeDay(office.now).toString())
        );
      });
      return services.length === 0 ? [] : [{ ...{ id, name, region, address, hours, services }, tel: phone }];
    }),
  };
}

export async function showMonth(ctx: ClientContext, input: z.infer<typeof monthInput>) {
  await inScope(ctx, ctx.units, (tx) => servedOffice(tx, ctx, input.office));
  const { from, until, days, slots } = await monthOf(ctx, { ...input, channel: ctx.actor.channel });
  return { from, until, days: days.map(({ day, state, left, peak }) => ({ day, state, left, peak })), slots };
}
