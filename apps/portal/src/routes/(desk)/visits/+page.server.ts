import { visitedKinds } from '@anmin/domain/appointments/services/care';
import { officeOfKind } from '#lib/office.ts';
import { ask } from '#lib/server/ask.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  const office = officeOfKind(me, url, 'counter.see', visitedKinds);
  return { office, visits: await ask(locals.api.visits.list.query({ office })) };
};
