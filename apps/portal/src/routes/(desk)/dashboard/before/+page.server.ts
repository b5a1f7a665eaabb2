import { isDay } from '#lib/days.ts';
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
  const looked = { unit: choice.unit || null, day: isDay(asked(url, 'day')) ? asked(url, 'day') : null };
  const rule = asked(url, 'rule').slice(0, 80);
  const { dutiesBefore, coverageBefore } = locals.api.dashboard;
  return {
    ...{ ...choice, looked, duties: await ask(dutiesBefore.query(looked)) },
    coverage:
      rule !== '' && may(me, 'vaccination.see') ? await unlessForeign(coverageBefore.query({ ...looked, rule })) : null,
  };
};
