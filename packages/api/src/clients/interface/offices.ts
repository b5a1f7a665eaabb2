import { servedOffice, servedOffices } from '../../staff/scope.ts';
import { inScope } from '../../scope.ts';
import { services } from '@anmin/domain/measures/requirement';
import { z } from 'zod';
import { month as monthOf } from '../../office/month.ts';
import type { ClientContext } from '../../trpc.ts';

export const monthInput = z.strictObject({
  office: z.string().max(50),
  service: z.enum(services),
  from: z.iso.date().optional(),
  day: z.iso.date().optional(),
  applicationDay: z.iso.date().optional(),
});

export async function listOffices(ctx: ClientContext) {
  const offices = await inScope(ctx, ctx.units, (tx) => servedOffices(tx, ctx));
  return {
    // clients book what a law settles
    offices: offices
      .filter(({ kind }) => kind === 'marriageRegistrationOffice')
      .map(({ id, name, region, address, phone, hours }) => ({
        ...{ id, name, region, address, hours },
        tel: phone,
      })),
  };
}

export async function showMonth(ctx: ClientContext, input: z.infer<typeof monthInput>) {
  await inScope(ctx, ctx.units, (tx) => servedOffice(tx, ctx, input.office));
  const { from, until, days, slots } = await monthOf(ctx, { ...input, channel: ctx.actor.channel });
  return { from, until, days: days.map(({ day, state, left, peak }) => ({ day, state, left, peak })), slots };
}
