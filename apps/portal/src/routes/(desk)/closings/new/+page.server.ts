import { closingScopes } from '@anmin/domain/measures/closing';
import { redirect } from '@sveltejs/kit';
import { isDay } from '#lib/days.ts';
import { asked } from '#lib/list.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { needs } from '#lib/server/needs.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  needs((await parent()).me, 'closures.make');
  return {
    units: await ask(locals.api.closings.closable.query()),
    unit: asked(url, 'unit'),
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const form = await readForm(request);
    const scopes = closingScopes.filter((scope) => form.all('scopes').includes(scope));
    const typed = {
      ...{ unit: form.text('unit'), from: form.text('from'), until: form.text('until') },
      ...{ reason: form.text('reason'), scopes },
    };
    const wrong = [
      ...(typed.unit === '' ? (['unit'] as const) : []),
      ...(scopes.length === 0 ? (['scopes'] as const) : []),
      ...(isDay(typed.from) ? [] : (['from'] as const)),
      ...(typed.until === '' || (isDay(typed.until) && typed.until > typed.from) ? [] : (['until'] as const)),
      ...(typed.reason.length < 2 ? (['reason'] as const) : []),
    ];
    if (wrong.length > 0) return mend({ typed, wrong });
    const wish = { ...typed, until: typed.until || null, key: form.text('key') };
    const closed = await attempt(locals.api.closings.close.mutate(wish), { typed });
    return closed.failure ?? redirect(303, '/admin/closings?done=closed');
  },
};
