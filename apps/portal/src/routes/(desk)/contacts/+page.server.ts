import { fail } from '@sveltejs/kit';
import { officeOf } from '#lib/office.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  const office = officeOf(me, url, 'plans.see');
  return { office, plan: await ask(locals.api.plans.show.query({ office })), key: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const form = await readForm(request);
    const text = (name: string) => form.text(name);
    const contacts = {
      ...{ name: text('name'), address: text('address'), phone: text('phone') },
      ...{ hours: text('hours'), bus: text('bus'), access: text('access') },
    };
    const empty = (['name', 'address', 'phone', 'hours'] as const).filter((name) => contacts[name] === '');
    if (empty.length > 0) return mend({ contacts, empty });
    const office = text('office');
    const input = { office, version: Number(form.text('version')), key: text('key'), contacts };
    const saved = await attempt(locals.api.plans.contacts.mutate(input), { contacts, theirs: null });
    if (saved.failure?.data.refusal?.refused === 'stale') {
      const plan = await ask(locals.api.plans.show.query({ office }));
      return fail(409, { ...saved.failure.data, theirs: plan.contacts });
    }
    return saved.failure ?? { saved: true };
  },
};
