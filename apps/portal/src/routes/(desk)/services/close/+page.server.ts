import { error } from '@sveltejs/kit';
import { isDay } from '#lib/days.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { needs } from '#lib/server/needs.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  needs((await parent()).me, 'plans.change');
  const { versions } = await ask(locals.api.services.list.query());
  const closed = versions.find(({ id }) => id === url.searchParams.get('of')) ?? error(404, 'notFound');
  return { service: closed.definition, key: crypto.randomUUID() };
};

export const actions: Actions = {
  preview: async (event) => {
    const typed = await read(event);
    if (typed.empty.length > 0) return mend({ typed });
    return preview(event, typed);
  },
  /** Closes only what was looked at; anything changed since is previewed once more. */
  close: async (event) => {
    const typed = await read(event);
    if (typed.empty.length > 0) return mend({ typed });
    if (typed.previewed !== JSON.stringify(typed.input)) return preview(event, typed);
    const closed = await attempt(event.locals.api.services.close.mutate({ ...typed.input, key: typed.key }), { typed });
    return closed.failure ?? { closed: closed.answer };
  },
};

async function preview({ locals }: RequestEvent, typed: Awaited<ReturnType<typeof read>>) {
  const hits = await attempt(locals.api.services.previewClosing.mutate(typed.input), { typed });
  return hits.failure ?? { typed: { ...typed, previewed: JSON.stringify(typed.input) }, hits: hits.answer };
}

async function read({ request }: RequestEvent) {
  const form = await readForm(request);
  const input = { service: form.text('service'), from: form.text('from'), source: form.text('source') };
  const empty = [
    ...(isDay(input.from) ? [] : (['from'] as const)),
    ...(input.source.length < 2 ? (['source'] as const) : []),
  ];
  return { input, empty, key: form.text('key'), previewed: form.text('previewed') };
}
