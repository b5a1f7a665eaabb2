import { needs } from '#lib/server/needs.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ parent }) => {
  const { me, booking } = await parent();
  needs(me, 'counter.serve', booking.office.id);
};
