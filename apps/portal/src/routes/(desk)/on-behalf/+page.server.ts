import { isDay } from '#lib/days.ts';
import { officeOf } from '#lib/office.ts';
import { readAnswers, toFlat, type DeskAnswers } from '#lib/server/answers.ts';
import { ask, attempt } from '#lib/server/ask.ts';
import { needs } from '#lib/server/needs.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const { me } = await event.parent();
  needs(me, 'counter.serve');
  const office = officeOf(me, event.url, 'counter.serve');
  const shown = await show(event, { service: event.url.searchParams.get('service') ?? '', office }, 'phone', '', {});
  return { shown, key: crypto.randomUUID() };
};

export const actions: Actions = {
  look: async (event) => {
    const { form, typed, channel, overbookReason } = await read(event);
    const from = form.text('from');
    const at = isDay(from) ? { from } : {};
    return { shown: await show(event, typed, channel, overbookReason, at) };
  },
  book: async (event) => {
    const { form, typed, channel, overbookReason } = await read(event);
    const shown = await show(event, typed, channel, overbookReason, {});
    const input = {
      key: form.text('key'),
      office: typed.office ?? '',
      channel,
      answers: toFlat(typed),
      ...(overbookReason ? { overbookReason } : {}),
    };
    const booked = await attempt(event.locals.api.counter.bookFor.mutate(input), { shown });
    return booked.failure ?? { booked: booked.answer };
  },
};

async function read({ request }: RequestEvent) {
  const form = await readForm(request);
  const channel: 'phone' | 'counter' = form.text('channel') === 'counter' ? 'counter' : 'phone';
  return { form, typed: readAnswers(form), channel, overbookReason: form.text('overbookReason') };
}

/** What was typed, with the month and the slots that belong to it, and what the rules in force ask. */
async function show(
  { locals }: Pick<RequestEvent, 'locals'>,
  typed: DeskAnswers,
  channel: 'phone' | 'counter',
  overbookReason: string,
  { from }: { from?: string },
) {
  const office = typed.office ?? '';
  const day = isDay(typed.day ?? null) ? typed.day : undefined;
  const applicationDay = isDay(typed.applicationDate ?? null) ? typed.applicationDate : undefined;
  const termsOf = (service: string) => ask(locals.api.office.terms.query({ office, service, ...(day ? { day } : {}) }));
  const wanted = typed.service ?? '';
  const first = await termsOf(wanted === '' ? 'marriage' : wanted);
  const service = first.services.find((name) => name === wanted) ?? first.services[0] ?? '';
  const terms = service === wanted ? first : await termsOf(service);
  const month = await ask(
    locals.api.office.month.query({
      ...{ office, service, channel },
      ...(from ? { from } : {}),
      ...(day ? { day } : {}),
      ...(applicationDay ? { applicationDay } : {}),
    }),
  );
  return { typed: { ...typed, service, office }, channel, overbookReason, month, terms };
}
