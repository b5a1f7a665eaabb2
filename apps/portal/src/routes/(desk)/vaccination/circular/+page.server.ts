import { isDay } from '#lib/days.ts';
import { asked } from '#lib/list.ts';
import { ask, attempt } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { ledgerUnit } from '#lib/server/ledger-unit.ts';
import { needs } from '#lib/server/needs.ts';
import { refuse } from '@anmin/domain/refusal';
import { error } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  needs((await parent()).me, 'vaccination.arrange');
  const choice = await ledgerUnit(locals.api, url);
  const { day, rules } = wished(url);
  const shown = await ask(locals.api.vaccination.statistics.query({ unit: choice.unit, day, known: null }));
  const coverage = shown.coverages.find((it) => it.rules.join(' ') === rules.join(' '));
  if (coverage === undefined) error(404, 'notFound', { refusal: refuse('notFound') });
  return { ...choice, day: shown.day, coverage, key: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async ({ locals, request, url }) => {
    const form = await readForm(request);
    const { unit } = await ledgerUnit(locals.api, url);
    const own = form.text('own').slice(0, 1000);
    const wish = { key: form.text('key'), unit, ...wished(url) };
    const done = await attempt(locals.api.vaccination.drawUpCircular.mutate(wish), { own });
    return done.failure ?? { own, circular: done.answer };
  },
};

function wished(url: URL) {
  const day = asked(url, 'day');
  return { day: isDay(day) ? day : null, rules: url.searchParams.getAll('rule').slice(0, 20) };
}
