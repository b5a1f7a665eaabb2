import { asked, readAfter } from '#lib/list.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { ledgerUnit } from '#lib/server/ledger-unit.ts';
import { needs } from '#lib/server/needs.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  needs((await parent()).me, 'vaccination.see');
  const choice = await ledgerUnit(locals.api, url);
  const mobiliser = asked(url, 'mobiliser').slice(0, 100) || null;
  const wish = { unit: choice.unit || null, mobiliser, after: readAfter(url) };
  const shown = await ask(locals.api.vaccination.outstanding.query(wish));
  return { ...choice, shown, mobiliser, done: url.searchParams.has('done'), key: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const form = await readForm(request);
    const typed = Object.fromEntries(form.names().map((name) => [name, form.text(name)]));
    const persons = form.names().flatMap((name) => (name.startsWith('person:') ? [name.slice(7)] : []));
    const [unit, mobiliser] = [form.text('unit'), form.text('mobiliser')];
    const wrong = [
      ...(mobiliser === '' ? (['mobiliser'] as const) : []),
      ...(persons.length === 0 ? (['people'] as const) : []),
    ];
    if (wrong.length > 0) return mend({ typed, wrong });
    const wish = { key: form.text('key'), unit, mobiliser, persons };
    const done = await attempt(locals.api.vaccination.mobilise.mutate(wish), { typed, wrong });
    if (done.failure) return done.failure;
    redirect(303, `/admin/vaccination/outstanding?${new URLSearchParams({ unit, done: '' }).toString()}`);
  },
};
