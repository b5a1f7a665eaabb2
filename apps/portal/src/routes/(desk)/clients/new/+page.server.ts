import { clientChannels } from '@anmin/domain/organisation/clients';
import { redirect } from '@sveltejs/kit';
import { mostPerMinute } from '#lib/client-words.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { needs } from '#lib/server/needs.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent }) => {
  needs((await parent()).me, 'clients.manage');
  return { units: await ask(locals.api.units.tree.query()), key: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const form = await readForm(request);
    const typed = {
      ...{ name: form.text('name'), contact: form.text('contact'), unit: form.text('unit') },
      ...{ channel: form.text('channel'), use: form.text('use'), perMinute: form.text('perMinute') },
    };
    const channel = clientChannels.find((name) => name === typed.channel);
    const perMinute = Number(typed.perMinute);
    const isRate = Number.isInteger(perMinute) && perMinute >= 1 && perMinute <= mostPerMinute;
    const wrong = [
      ...(typed.name === '' ? (['name'] as const) : []),
      ...(typed.contact === '' ? (['contact'] as const) : []),
      ...(typed.unit === '' ? (['unit'] as const) : []),
      ...(channel === undefined ? (['channel'] as const) : []),
      ...(typed.use === '' ? (['use'] as const) : []),
      ...(isRate ? [] : (['perMinute'] as const)),
    ];
    if (channel === undefined || wrong.length > 0) return mend({ typed, wrong });
    const { name, contact, unit, use } = typed;
    const sandboxLike = use === 'live' ? null : use;
    const input = { key: form.text('key'), name, contact, unit, channel, perMinute, sandboxLike };
    const opened = await attempt(locals.api.clients.open.mutate(input), { typed });
    return opened.failure ?? redirect(303, `/admin/clients/${opened.answer.client}?done=open`);
  },
};
