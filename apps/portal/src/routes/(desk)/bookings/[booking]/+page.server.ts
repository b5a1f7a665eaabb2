import { outcomes, refusalGrounds } from '@anmin/domain/appointments/states';
import { readScreening } from '#lib/server/screening.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  row: await ask(locals.api.counter.row.query({ booking: params.booking })),
});

export const actions: Actions = {
  checkIn: async (event) => {
    const { stamp } = await read(event);
    const done = await attempt(event.locals.api.counter.checkIn.mutate(stamp), {});
    return done.failure ?? { done: 'checkedIn' as const };
  },
  compare: async (event) => {
    const { form } = await read(event);
    const position = form.get('position') === '2' ? 2 : 1;
    const idNumber = String(form.get('idNumber') ?? '').trim();
    if (idNumber === '') return mend({ comparedEmpty: position });
    const request = event.locals.api.counter.compare.mutate({ booking: event.params.booking, position, idNumber });
    const compared = await attempt(request, {});
    return compared.failure ?? { compared: { position, same: compared.answer.same } };
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
    const outcome = outcomes.find((name) => name === form.get('outcome'));
    const ground = refusalGrounds.find((name) => name === form.get('ground'));
    const note = String(form.get('note') ?? '').trim();
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
  const form = await request.formData();
  const stamp = { booking: params.booking, version: Number(form.get('version')), key: String(form.get('key')) };
  return { form, stamp };
}
