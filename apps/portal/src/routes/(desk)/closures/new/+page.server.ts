import { isDay } from '#lib/days.ts';
import { chosenOffice } from '#lib/office.ts';
import { attempt, mend } from '#lib/server/ask.ts';
import { needs } from '#lib/server/needs.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ parent, url }) => {
  const { me } = await parent();
  needs(me, 'closures.make');
  return { office: chosenOffice(me, url, 'closures.make') ?? '', key: crypto.randomUUID() };
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
    const closed = await attempt(event.locals.api.closures.close.mutate({ ...typed.input, key: typed.key }), { typed });
    return closed.failure ?? { closed: closed.answer };
  },
};

async function preview({ locals }: RequestEvent, typed: Awaited<ReturnType<typeof read>>) {
  const hits = await attempt(locals.api.closures.preview.mutate(typed.input), { typed });
  return hits.failure ?? { typed: { ...typed, previewed: JSON.stringify(typed.input) }, hits: hits.answer };
}

async function read({ request }: RequestEvent) {
  const form = await readForm(request);
  const text = (name: string) => form.text(name);
  const input = {
    office: text('office') || null,
    from: text('from'),
    until: text('until') || text('from'),
    services: form.text('scope') === 'some' ? form.all('services') : null,
    reason: text('reason'),
  };
  const empty = [
    ...(isDay(input.from) ? [] : (['from'] as const)),
    ...(isDay(input.until) && input.until >= input.from ? [] : (['until'] as const)),
    ...(input.services?.length === 0 ? (['services'] as const) : []),
    ...(input.reason === '' ? (['reason'] as const) : []),
  ];
  return { input, empty, key: text('key'), previewed: text('previewed') };
}
