import { asked } from '#lib/list.ts';
import { ask } from '#lib/server/ask.ts';
import { needs } from '#lib/server/needs.ts';
import { unitAsked } from '#lib/server/unit.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  needs((await parent()).me, 'vaccination.see');
  const unit = asked(url, 'unit').slice(0, 50);
  const choice = await unitAsked(locals.api, url);
  return { ...choice, shown: await ask(locals.api.vaccination.sessions.query({ unit: unit || null })) };
};
