import { asked } from '#lib/list.ts';
import type { Api } from '#lib/server/api.ts';
import { ask } from '#lib/server/ask.ts';

/** The unit a page about duties shows: the one of the address, else one's own, and those it may be exchanged for. */
export async function unitAsked(api: { measures: Pick<Api['measures'], 'places'> }, url: URL) {
  const find = asked(url, 'find').slice(0, 60);
  const also = asked(url, 'unit').slice(0, 50);
  const places = await ask(api.measures.places.query({ find, also: also || null }));
  return { places, find, unit: also || (places.units[0]?.id ?? '') };
}
