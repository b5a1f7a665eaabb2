import { asked } from '#lib/list.ts';
import { ask } from '#lib/server/ask.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const find = asked(url, 'find').slice(0, 60);
  const also = asked(url, 'unit').slice(0, 50);
  const places = await ask(locals.api.evidence.places.query({ find, also: also || null }));
  const unit = also || (places.units[0]?.id ?? '');
  return { places, find, unit, missing: unit === '' ? null : await ask(locals.api.evidence.missing.query({ unit })) };
};
