import { refuse } from '@anmin/domain/refusal';
import { error, redirect } from '@sveltejs/kit';
import { isDay } from '#lib/days.ts';
import type { FactErrorCode } from '#lib/fact-errors.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { needs } from '#lib/server/needs.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  needs((await parent()).me, 'facts.record');
  const facts = await ask(locals.api.facts.list.query({}));
  const fact = facts.find(({ id, mayLift }) => id === params.fact && mayLift);
  if (fact === undefined) error(404, 'notFound', { refusal: refuse('notFound') });
  return { fact, key: crypto.randomUUID() };
};

export const actions: Actions = {
  preview: async (event) => {
    const read = await readLift(event);
    return read.wrong.length > 0 ? mend({ ...read, previewed: '' }) : preview(event, read);
  },
  lift: async (event) => {
    const read = await readLift(event);
    if (read.wrong.length > 0) return mend({ ...read, previewed: '' });
    if (read.previewed !== read.from) return preview(event, read);
    const { from, key, version } = read;
    const wish = { fact: event.params.fact, from, key, version };
    const lifted = await attempt(event.locals.api.facts.lift.mutate(wish), { ...read });
    return lifted.failure ?? redirect(303, '/admin/facts?done=lifted');
  },
};

type Read = Awaited<ReturnType<typeof readLift>>;

async function preview({ locals, params }: RequestEvent, { key: _, ...read }: Read) {
  const { from } = read;
  const seen = await attempt(locals.api.facts.previewLift.mutate({ fact: params.fact, from }), {
    ...read,
    previewed: '',
  });
  return seen.failure ?? { ...read, previewed: from, rows: seen.answer.rows };
}

async function readLift({ request }: RequestEvent) {
  const form = await readForm(request);
  const from = form.text('from');
  const wrong: FactErrorCode[] = isDay(from) ? [] : ['from'];
  return {
    ...{ from, wrong, version: Number(form.text('version')) },
    ...{ key: form.text('key'), previewed: form.text('previewed') },
  };
}
