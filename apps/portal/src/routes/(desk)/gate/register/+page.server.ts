import { isDay } from '#lib/days.ts';
import { asked } from '#lib/list.ts';
import { ask, attempt } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const find = asked(url, 'find').slice(0, 60);
  const also = asked(url, 'unit').slice(0, 50);
  const places = await ask(locals.api.gate.places.query({ find, also: also || null }));
  const unit = also || (places.units[0]?.id ?? '');
  const wished = asked(url, 'day');
  const day = isDay(wished) ? wished : null;
  const shown = unit === '' ? null : await ask(locals.api.gate.comers.query({ unit, day }));
  return { places, find, unit, day, shown };
};

export const actions: Actions = {
  leave: async ({ locals, request }) => {
    const form = await readForm(request);
    const left = await attempt(
      locals.api.gate.leave.mutate({ key: form.text('key'), passage: form.text('passage') }),
      {},
    );
    return left.failure ?? { left: true };
  },
};
