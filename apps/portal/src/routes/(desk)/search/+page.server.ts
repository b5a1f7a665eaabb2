import { ask } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { searchFor } from '#lib/server/search.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  /** Asked by a form, so that a name or a reference never stands in an address. */
  default: async ({ locals, request }) => {
    const text = (await readForm(request)).text('text').slice(0, 50);
    if (text === '') return { text, found: null };
    const me = await ask(locals.api.staff.me.query());
    return { text, found: await ask(searchFor(locals.api, me, text)) };
  },
};
