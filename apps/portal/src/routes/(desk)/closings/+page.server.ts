import { isDay } from '#lib/days.ts';
import { asked } from '#lib/list.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { needs } from '#lib/server/needs.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  needs((await parent()).me, 'closures.see');
  const on = isDay(asked(url, 'on')) ? asked(url, 'on') : '';
  const below = asked(url, 'below').slice(0, 50);
  const wish = { ...(on === '' ? {} : { on }), ...(below === '' ? {} : { below }) };
  return {
    on,
    closings: await ask(locals.api.closings.list.query(wish)),
    done: url.searchParams.get('done'),
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  lift: async ({ locals, request }) => {
    const form = await readForm(request);
    const typed = { closing: form.text('closing'), from: form.text('from'), reason: form.text('reason') };
    const wrong = !isDay(typed.from) ? ('from' as const) : typed.reason.length < 2 ? ('reason' as const) : null;
    if (wrong !== null) return mend({ ...typed, wrong });
    const wish = { ...typed, version: Number(form.text('version')), key: form.text('key') };
    const lifted = await attempt(locals.api.closings.lift.mutate(wish), { ...typed, wrong });
    return lifted.failure ?? { lifted: true };
  },
};
