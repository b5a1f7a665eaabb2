import { outcomes, refusalGrounds } from '@anmin/domain/appointments/states';
import { readPapers } from '#lib/server/papers.ts';
import { readScreening } from '#lib/server/screening.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  row: await ask(locals.api.counter.row.query({ booking: params.booking })),
  corrected: url.searchParams.has('corrected'),
});

export const actions: Actions = {
  checkIn: async (event) => {
    const { stamp } = await read(event);
    const done = await attempt(event.locals.api.counter.checkIn.mutate(stamp), {});
    return done.failure ?? { done: 'checkedIn' as const };
  },
  compare: async (event) => {
    const { form } = await read(event);
    const position = form.text('position') === '2' ? 2 : 1;
    const idNumber = form.text('idNumber');
    if (idNumber === '') return mend({ comparedEmpty: position });
    const request = event.locals.api.counter.compare.mutate({ booking: event.params.booking, position, idNumber });
    const compared = await attempt(request, {});
    return compared.failure ?? { compared: { position, same: compared.answer.same } };
  },
  notePapers: async (event) => {
    const { form, stamp } = await read(event);
    const papers = readPapers(form);
    if (papers.length === 0) return mend({ papersEmpty: true });
    const done = await attempt(event.locals.api.counter.notePapers.mutate({ ...stamp, papers }), { papers });
    return done.failure ?? { done: 'papers' as const };
  },
  screen: async (event) => {
    const { form, stamp } = await read(event);
    const { parties, values, errors } = readScreening(form);
    if (errors.length > 0) return mend({ screening: values, screeningErrors: errors });
    const screened = await attempt(event.locals.api.counter.screen.mutate({ ...stamp, parties }), {
      screening: values,
    });
    return (
      screened.failure ?? {
        done: screened.answer.blocked ? ('blocked' as const) : ('clear' as const),
        refused: screened.answer.blocked,
      }
    );
  },
  finish: async (event) => {
    const { form, stamp } = await read(event);
    const outcome = outcomes.find((name) => name === form.text('outcome'));
    const ground = refusalGrounds.find((name) => name === form.text('ground'));
    const note = form.text('note');
    const kept = { outcome: outcome ?? null, ground: ground ?? null, note };
    if (outcome === undefined) return mend({ ...kept, problem: 'outcome' as const });
    if (outcome === 'refused' && ground === undefined) return mend({ ...kept, problem: 'ground' as const });
    const input = {
      ...stamp,
      outcome,
      ...(outcome === 'refused' && ground ? { ground } : {}),
      ...(note ? { note } : {}),
    };
    const done = await attempt(event.locals.api.counter.finish.mutate(input), kept);
    return done.failure ?? { done: outcome };
  },
};

async function read({ request, params }: RequestEvent) {
  const form = await readForm(request);
  const stamp = { booking: params.booking, version: Number(form.text('version')), key: form.text('key') };
  return { form, stamp };
}
