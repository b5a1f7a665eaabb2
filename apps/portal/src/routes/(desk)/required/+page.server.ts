import { boundKinds } from '@anmin/domain/institutions/kinds';
import { riskLevels } from '@anmin/domain/measures/notice';
import { asked } from '#lib/list.ts';
import { ask } from '#lib/server/ask.ts';
import type { PageServerLoad } from './$types';

/** Everything stands in the address: an answer can be sent to somebody as a link. It names no person. */
export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  const kind = boundKinds.find((it) => it === asked(url, 'kind')) ?? boundKinds[0];
  const risk = riskLevels.find((it) => it === asked(url, 'risk')) ?? null;
  const on = /^\d{4}-\d{2}-\d{2}$/.test(asked(url, 'on')) ? asked(url, 'on') : me.today;
  const region = asked(url, 'region').slice(0, 40);
  const wish = { region, kind, on, risk };
  return { wish, answer: region.length < 2 ? null : await ask(locals.api.measures.required.query(wish)) };
};
