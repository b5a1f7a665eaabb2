import { ticketActs, type TicketAct } from '@anmin/domain/appointments/queue';
import { asked } from '#lib/list.ts';
import { officeOf } from '#lib/office.ts';
import { ask, attempt } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url, depends }) => {
  depends('office:line');
  const { me } = await parent();
  const office = officeOf(me, url, 'counter.see');
  const line = await ask(locals.api.queue.line.query({ office }));
  return { office, line, counter: counterOf(asked(url, 'counter')), key: crypto.randomUUID() };
};

export const actions: Actions = {
  next: async ({ locals, request }) => {
    const form = await readForm(request);
    const counter = counterOf(form.text('counter'));
    const input = { key: form.text('key'), office: form.text('office'), counter };
    const done = await attempt(locals.api.queue.callNext.mutate(input), {});
    return done.failure ?? { next: done.answer };
  },
  change: async ({ locals, request }) => {
    const form = await readForm(request);
    const act = acts.find((name) => name === form.text('act')) ?? 'recall';
    const input = { key: form.text('key'), ticket: form.text('ticket'), act, counter: counterOf(form.text('counter')) };
    const done = await attempt(locals.api.queue.change.mutate(input), {});
    return done.failure ?? { changed: done.answer };
  },
};

const acts = Object.keys(ticketActs) as TicketAct[];

/** The number of the counter somebody sits at, 1 where none is told. */
function counterOf(text: string): number {
  return /^[1-9]\d?$/.test(text) ? Number(text) : 1;
}
