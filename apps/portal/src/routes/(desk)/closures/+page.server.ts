import { closureStates, standingOf } from '#lib/closures.ts';
import { asked } from '#lib/list.ts';
import { chosenOffice } from '#lib/office.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  const office = chosenOffice(me, url, 'closures.see');
  const state = closureStates.find((it) => it === asked(url, 'state')) ?? '';
  const closures = await ask(locals.api.closures.list.query(office === null ? {} : { office }));
  return {
    office,
    state,
    closures: closures.filter((it) => state === '' || standingOf(it, me.today) === state),
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  lift: async ({ locals, request }) => {
    const form = await readForm(request);
    const closure = form.text('closure');
    const reason = form.text('reason');
    if (reason === '') return mend({ closure, reason, empty: true });
    const input = { closure, version: Number(form.text('version')), key: form.text('key'), reason };
    const lifted = await attempt(locals.api.closures.lift.mutate(input), { closure, reason });
    return lifted.failure ?? { lifted: true };
  },
};
