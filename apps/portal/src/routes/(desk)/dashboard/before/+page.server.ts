import { dayGone } from '#lib/days.ts';
import { asked } from '#lib/list.ts';
import { may } from '#lib/may.ts';
import { ask } from '#lib/server/ask.ts';
import { unlessForeign } from '#lib/server/dashboard.ts';
import { needs } from '#lib/server/needs.ts';
import { ledgerUnit } from '#lib/server/ledger-unit.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  needs(me, 'measures.see');
  const choice = await ledgerUnit(locals.api, url);
  const looked = { unit: choice.unit || null, day: dayGone(asked(url, 'day'), me.today) };
  const rules = asked(url, 'rules').split(' ').slice(0, 20);
  const { dutiesBefore, coverageBefore } = locals.api.dashboard;
  return {
    ...{ ...choice, looked, before: await ask(dutiesBefore.query(looked)) },
    coverage:
      rules[0] !== '' && may(me, 'vaccination.see')
        ? await unlessForeign(coverageBefore.query({ ...looked, rules }))
        : null,
  };
};
