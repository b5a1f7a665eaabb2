import { encode } from 'uqr';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent }) => {
  const { booking } = await parent();
  const { data, size } = encode(booking.reference.replace(/\s/g, ''), { ecc: 'M', border: 2 });
  const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { code: { path: dark.join(''), size } };
};
