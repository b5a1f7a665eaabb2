import { closingScopes } from '@anmin/domain/measures/closing';
import { redirect } from '@sveltejs/kit';
import { isDay } from '#lib/days.ts';
import { asked } from '#lib/list.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { needs } from '#lib/server/needs.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  needs((await parent()).me, 'closures.make');
  return {
    units: await ask(locals.api.closings.closable.query()),
    unit: asked(url, 'unit'),
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  preview: async (event) => {
    const { wrong, ...read } = await readClosing(event);
    return wrong.length > 0 ? mend({ typed: read.typed, wrong, previewed: '' }) : preview(event, read);
  },
  /** Closes only as was looked at; anything changed since is previewed once more. */
  close: async (event) => {
    const { wrong, ...read } = await readClosing(event);
    if (wrong.length > 0) return mend({ typed: read.typed, wrong, previewed: '' });
    if (read.previewed !== JSON.stringify(read.input)) return preview(event, read);
    const kept = { typed: read.typed, wrong, previewed: read.previewed };
    const closed = await attempt(event.locals.api.closings.close.mutate({ ...read.input, key: read.key }), kept);
    return closed.failure ?? redirect(303, '/admin/closings?done=closed');
  },
};

type Read = Omit<Awaited<ReturnType<typeof readClosing>>, 'wrong'>;
type WrongField = 'unit' | 'scopes' | 'from' | 'until' | 'reason';

async function preview({ locals }: RequestEvent, { input, typed }: Read) {
  const wrong: WrongField[] = [];
  const seen = await attempt(locals.api.closings.preview.mutate(input), { typed, wrong, previewed: '' });
  return seen.failure ?? { typed, wrong, previewed: JSON.stringify(input), seen: seen.answer };
}

async function readClosing({ request }: RequestEvent) {
  const form = await readForm(request);
  const scopes = closingScopes.filter((scope) => form.all('scopes').includes(scope));
  const typed = {
    ...{ unit: form.text('unit'), from: form.text('from'), until: form.text('until') },
    ...{ reason: form.text('reason'), scopes },
  };
  const wrong: WrongField[] = [
    ...(typed.unit === '' ? (['unit'] as const) : []),
    ...(scopes.length === 0 ? (['scopes'] as const) : []),
    ...(isDay(typed.from) ? [] : (['from'] as const)),
    ...(typed.until === '' || (isDay(typed.until) && typed.until > typed.from) ? [] : (['until'] as const)),
    ...(typed.reason.length < 2 ? (['reason'] as const) : []),
  ];
  return {
    ...{ typed, wrong, input: { ...typed, until: typed.until || null } },
    ...{ key: form.text('key'), previewed: form.text('previewed') },
  };
}
