import { refuse } from '@anmin/domain/refusal';
import { error, redirect } from '@sveltejs/kit';
import type { FactErrorCode } from '#lib/fact-errors.ts';
import { asked } from '#lib/list.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readTold } from '#lib/server/fact-form.ts';
import { readForm } from '#lib/server/form.ts';
import { needs } from '#lib/server/needs.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  needs((await parent()).me, 'facts.decide');
  const asking = await ask(locals.api.facts.decidable.query({ rule: asked(url, 'rule').slice(0, 80) }));
  if (asking === null) error(404, 'notFound', { refusal: refuse('notFound') });
  return { ...asking, region: asked(url, 'region'), key: crypto.randomUUID() };
};

export const actions: Actions = {
  preview: async (event) => {
    const { wrong, ...read } = await readDecision(event);
    return wrong.length > 0 ? mend({ typed: read.typed, wrong, previewed: '' }) : preview(event, read);
  },
  /** Decides only what was looked at; anything changed since is previewed once more. */
  decide: async (event) => {
    const { wrong, ...read } = await readDecision(event);
    if (wrong.length > 0) return mend({ typed: read.typed, wrong, previewed: '' });
    if (read.previewed !== JSON.stringify(read.input)) return preview(event, read);
    const kept = { typed: read.typed, wrong, previewed: read.previewed };
    const done = await attempt(event.locals.api.facts.decide.mutate({ ...read.input, key: read.key }), kept);
    return done.failure ?? redirect(303, '/admin/decisions?done=decided');
  },
};

type Read = Omit<Awaited<ReturnType<typeof readDecision>>, 'wrong'>;

async function preview({ locals }: RequestEvent, { input, typed }: Read) {
  const wrong: FactErrorCode[] = [];
  const seen = await attempt(locals.api.facts.previewDecision.mutate(input), { typed, wrong, previewed: '' });
  return seen.failure ?? { typed, wrong, previewed: JSON.stringify(input), effects: seen.answer };
}

async function readDecision({ request, url }: RequestEvent) {
  const form = await readForm(request);
  const { typed, wrong, told, counters } = readTold(form);
  const taken = form.text('taken');
  const missing: FactErrorCode[] = [
    ...(taken === 'yes' || taken === 'no' ? [] : (['taken'] as const)),
    ...(typed.note.length < 2 ? (['note'] as const) : []),
  ];
  return {
    typed: { ...typed, taken },
    wrong: [...missing, ...wrong],
    input: { decision: { ...told, rule: asked(url, 'rule'), taken: taken === 'yes' }, counters },
    ...{ key: form.text('key'), previewed: form.text('previewed') },
  };
}
