import { ask } from '#lib/server/ask.ts';
import { evidenceUnit } from '#lib/server/evidence-unit.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { places, find, unit } = await evidenceUnit((await parent()).me, locals.api, url);
  return { places, find, unit, missing: unit === '' ? null : await ask(locals.api.evidence.missing.query({ unit })) };
};
