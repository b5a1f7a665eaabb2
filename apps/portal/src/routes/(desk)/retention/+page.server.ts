import { ask } from '#lib/server/ask.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  const { inForce, versions } = await ask(locals.api.retention.show.query());
  const rows = inForce.map(({ prefecture, kind, amount }) => {
    const own = versions.filter((it) => it.unit === prefecture && it.kind === kind);
    return {
      ...{ prefecture, kind, amount },
      version: own.find(({ validFrom }) => validFrom <= me.today) ?? null,
      coming: own.findLast(({ validFrom }) => validFrom > me.today) ?? null,
    };
  });
  return { rows, done: url.searchParams.has('done') };
};
