import { daySchema } from '@anmin/domain/calendar/day';
import { boundKinds } from '@anmin/domain/institutions/kinds';
import { riskLevels } from '@anmin/domain/measures/notice';
import { asked } from '#lib/list.ts';
import { ask } from '#lib/server/ask.ts';
import type { PageServerLoad } from './$types';

const supposed = [...riskLevels, 'recorded'] as const;

/** Everything stands in the address: an answer can be sent to somebody as a link. It names no person. */
export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  const kind = boundKinds.find((it) => it === asked(url, 'kind')) ?? boundKinds[0];
  const facts = supposed.find((it) => it === asked(url, 'facts')) ?? null;
  const region = asked(url, 'region').slice(0, 40);
  const on = asked(url, 'on') || me.today;
  const known = asked(url, 'known') || null;
  const wish = { region, kind, on, facts, known };
  const isDay = daySchema.safeParse(on).success;
  const isKnown = known === null || daySchema.safeParse(known).success;
  return {
    wish,
    isDay,
    isKnown,
    answer: region === '' || !isDay || !isKnown ? null : await ask(locals.api.measures.required.query(wish)),
  };
};
