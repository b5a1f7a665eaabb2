import { redirect } from '@sveltejs/kit';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { needs } from '#lib/server/needs.ts';
import { readForm } from '#lib/server/form.ts';
import { wrongSpan } from '#lib/span.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { me } = await parent();
  needs(me, 'duties.delegate');
  const everybody = await ask(locals.api.staff.list.query({}));
  return {
    people: everybody.filter(({ id, disabled }) => id !== me.id && !disabled).map(({ id, name }) => ({ id, name })),
    units: await ask(locals.api.units.tree.query()),
    lendable: me.lendable,
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const form = await readForm(request);
    const { today, lendable } = await ask(locals.api.staff.me.query());
    const typed = {
      ...{ taker: form.text('taker'), unit: form.text('unit') },
      abilities: lendable.filter((ability) => form.all('abilities').includes(ability)),
      ...{ from: form.text('from'), until: form.text('until'), reason: form.text('reason') },
    };
    const wrong = [
      ...(typed.taker === '' ? (['taker'] as const) : []),
      ...(typed.abilities.length === 0 ? (['abilities'] as const) : []),
      ...(typed.unit === '' ? (['unit'] as const) : []),
      ...wrongSpan(typed, { today, optional: false }),
      ...(typed.reason.length < 2 ? (['reason'] as const) : []),
    ];
    if (wrong.length > 0) return mend({ typed, wrong });
    const given = await attempt(locals.api.duties.delegate.mutate({ ...typed, key: form.text('key') }), { typed });
    return given.failure ?? redirect(303, '/admin/delegations?done=given');
  },
};
