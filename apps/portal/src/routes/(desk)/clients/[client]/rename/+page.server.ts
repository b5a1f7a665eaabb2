import { redirect } from '@sveltejs/kit';
import { attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ key: crypto.randomUUID() });

export const actions: Actions = {
  default: async ({ locals, params: { client }, request }) => {
    const form = await readForm(request);
    const typed = { name: form.text('name'), contact: form.text('contact') };
    const wrong = [
      ...(typed.name === '' ? (['name'] as const) : []),
      ...(typed.contact === '' ? (['contact'] as const) : []),
    ];
    if (wrong.length > 0) return mend({ typed, wrong });
    const input = { ...typed, client, version: Number(form.text('version')), key: form.text('key') };
    const renamed = await attempt(locals.api.clients.rename.mutate(input), { typed });
    return renamed.failure ?? redirect(303, `/admin/clients/${client}?done=rename`);
  },
};
