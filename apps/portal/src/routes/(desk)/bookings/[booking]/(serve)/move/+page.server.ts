import { isDay } from '#lib/days.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { booking } = await parent();
  const from = url.searchParams.get('from');
  const wish = { office: booking.office.id, service: booking.service, channel: booking.channel };
  return { month: await ask(locals.api.office.month.query({ ...wish, ...(isDay(from) ? { from } : {}) })) };
};

export const actions: Actions = {
  look: async (event) => {
    const { form, office, day, month } = await read(event);
    const from = form.text('from');
    const shown = isDay(from) ? await monthOf(event, office, { from }) : month;
    return { office, day, time: '', month: shown };
  },
  move: async (event) => {
    const { form, office, day, month } = await read(event);
    const time = form.text('time');
    const kept = { office, day, time, month };
    if (!isDay(day) || time === '') return mend({ ...kept, empty: true });
    const input = {
      ...{ booking: event.params.booking, office, day, time },
      version: Number(form.text('version')),
      key: form.text('key'),
    };
    const moved = await attempt(event.locals.api.counter.move.mutate(input), kept);
    return moved.failure ?? { moved: { day, time } };
  },
};

async function read(event: RequestEvent) {
  const form = await readForm(event.request);
  const office = form.text('office');
  const day = form.text('day');
  const month = await monthOf(event, office, isDay(day) ? { day } : {});
  return { form, office, day, month };
}

async function monthOf({ locals, params }: RequestEvent, office: string, at: { from?: string; day?: string }) {
  const { service, channel } = await ask(locals.api.counter.slip.query({ booking: params.booking }));
  return ask(locals.api.office.month.query({ office, service, channel, ...at }));
}
