import { ask } from '#lib/server/ask.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, params }) => ({
  booking: await ask(locals.api.counter.slip.query({ booking: params.booking })),
  key: crypto.randomUUID(),
});
