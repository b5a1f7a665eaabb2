import { boundKinds } from '@anmin/domain/institutions/kinds';
import { ledgerIds } from '@anmin/domain/evidence/ledgers';
import { dutyStandings } from '@anmin/domain/measures/recorded';
import { dayGone } from '#lib/days.ts';
import { asked, readAfter } from '#lib/list.ts';
import { ask } from '#lib/server/ask.ts';
import { needs } from '#lib/server/needs.ts';
import type { PageServerLoad } from './$types';

/** By unit, or once a standing is chosen duty by duty. */
export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  needs(me, 'measures.see');
  const standing = dutyStandings.find((it) => it === asked(url, 'standing')) ?? null;
  const wish = {
    unit: asked(url, 'unit').slice(0, 50) || null,
    kind: boundKinds.find((it) => it === asked(url, 'kind')) ?? null,
    ledger: ([...ledgerIds, 'any'] as const).find((it) => it === asked(url, 'ledger')) ?? null,
    alone: asked(url, 'alone') === 'yes',
    day: dayGone(asked(url, 'day'), me.today),
    after: readAfter(url),
  };
  const clause = asked(url, 'clause').slice(0, 60) || null;
  const rule = asked(url, 'rule').slice(0, 80) || null;
  const overview = await ask(
    locals.api.measures.overview.query({ ...wish, after: standing === null ? wish.after : null }),
  );
  const duties =
    standing === null ? null : await ask(locals.api.measures.standings.query({ ...wish, standing, clause, rule }));
  return { wish, standing, clause, rule, overview, duties };
};
