import { officeOf } from '#lib/office.ts';
import { readAnswers, toFlat, type DeskAnswers } from '#lib/server/answers.ts';
import { ask, attempt } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { needs } from '#lib/server/needs.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const { me } = await event.parent();
  needs(me, 'counter.serve');
  const office = officeOf(me, event.url, 'counter.serve');
  return { shown: await show(event, { service: '', office }), key: crypto.randomUUID() };
};

export const actions: Actions = {
  look: async (event) => ({ shown: await show(event, readAnswers(await readForm(event.request))) }),
  serve: async (event) => {
    const form = await readForm(event.request);
    const typed = readAnswers(form);
    const shown = await show(event, typed);
    const input = { key: form.text('key'), office: typed.office ?? '', answers: toFlat(typed) };
    const served = await attempt(event.locals.api.counter.walkIn.mutate(input), { shown });
    return served.failure ?? { served: served.answer };
  },
};

/** What was typed, with what the rules in force ask today. */
async function show({ locals }: Pick<RequestEvent, 'locals'>, typed: DeskAnswers) {
  const office = typed.office ?? '';
  const termsOf = (service: string) => ask(locals.api.office.terms.query({ office, service }));
  const wanted = typed.service ?? '';
  const first = await termsOf(wanted === '' ? 'marriage' : wanted);
  const service = first.services.find((name) => name === wanted) ?? first.services[0] ?? '';
  return { typed: { ...typed, service, office }, terms: service === wanted ? first : await termsOf(service) };
}
