import type { Law } from '@anmin/domain/appointments/law';
import type { PaperMark } from '@anmin/domain/appointments/papers';
import type { Named } from '@anmin/domain/appointments/service';
import { rulesOn, type Office } from '../office/office.ts';
import type { Context } from '../trpc.ts';
import type { Loaded } from './load.ts';
import { definitionOf } from './service.ts';

export type Paper = Named & { readonly mark: PaperMark | null };

/** What the people of a booking bring, by law and by their office on its day, with what the desk has found of each. */
export function papersOf(
  ctx: Pick<Context, 'services'>,
  office: Office,
  { booking, slot }: Pick<Loaded, 'booking' | 'slot'>,
  law: Law,
): Paper[] {
  const materials = [
    ...(law.terms?.requirement.materials ?? definitionOf(ctx, booking.service).materials),
    ...rulesOn(office, Temporal.PlainDate.from(slot.day)).extraMaterials.filter(
      ({ service }) => service === booking.service,
    ),
  ];
  return materials.map(({ zh, en }) => ({ zh, en, mark: booking.papers?.[zh] ?? null }));
}
