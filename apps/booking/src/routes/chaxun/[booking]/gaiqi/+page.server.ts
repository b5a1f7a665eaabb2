import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '@anmin/words/m';
import { randomUUID } from 'node:crypto';
import { ask } from '../../../../server/api.ts';
import { given, text } from '../../../../server/draft.ts';
import { monthFor, nextOpenDays } from '../../../../server/journey/days.ts';
import { ownBooking } from '../../../../server/own.ts';
import type { Actions, PageServerLoad } from './$types';

/** The first screen of the journey once more, filled with what the booking has. */
export const load: PageServerLoad = async (event) => {
  const { api } = event.locals;
  const { booking, draft } = await ownBooking(event, event.params.booking);
  const offices = await api.office.list.query({ kind: booking.office.kind });
  const office = offices.find(({ id }) => id === event.url.searchParams.get('office'))?.id ?? booking.office.id;
  const wanted = { service: booking.service, office };
  const answers = { ...pick(draft.answers), service: booking.service, office };
  const elder = event.locals.look.mode === 'elder' && (answers.day ?? '') === '';
  return {
    booking,
    offices,
    office,
    answers,
    key: randomUUID(),
    terms: await api.office.terms.query(wanted),
    month: await monthFor(api, wanted, answers, event.url.searchParams.get('yue') ?? undefined),
    days: elder ? await nextOpenDays(api, wanted, answers, event.url.searchParams.has('duo') ? 40 : 10) : null,
    chosen: { service: booking.service, office: booking.office.name, day: booking.day, time: booking.starts },
  };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const { booking, draft } = await ownBooking(event, event.params.booking);
    const act = text(form, 'act');
    if (act === 'pick') {
      const [office = '', day = '', time = ''] = text(form, 'choice').split('|');
      return move(event, form, { office, day, time });
    }
    const day = act.startsWith('day:') ? act.slice('day:'.length) : text(form, 'day');
    const turned = act !== 'move' || text(form, 'shown') !== day;
    const answers = { ...given(form, ['time']), day, ...(turned ? { time: '' } : {}) };
    await event.locals.api.drafts.fill.mutate({ draft: draft.id, answers });
    if (act.startsWith('day:')) redirect(303, `${event.url.pathname}${event.url.search}#shiduan`);
    if (day === '' || (!turned && answers.time === ''))
      return fail(422, { errors: [{ field: day === '' ? 'day' : 'time', text: m.error_slot_empty() }], refusal: null });
    if (turned) redirect(303, `${event.url.pathname}${event.url.search}#shiduan`);
    return move(event, form, { office: text(form, 'office') || booking.office.id, day, time: answers.time ?? '' });
  },
};

/** The old place is given back only once the new one is won. */
async function move(
  event: RequestEvent<{ booking: string }>,
  form: FormData,
  to: { office: string; day: string; time: string },
) {
  const { draft, booking } = await ownBooking(event, event.params.booking);
  const { api } = event.locals;
  const act = { draft: draft.id, booking: booking.id, version: Number(text(form, 'version')), key: text(form, 'key') };
  const moved = await ask(api.bookings.move.mutate({ ...act, ...to }));
  if ('refusal' in moved) return fail(409, { errors: [], refusal: moved.refusal });
  await api.drafts.fill.mutate({ draft: draft.id, answers: { day: '', time: '' } });
  redirect(303, `/chenggong/${moved.value.token}`);
}

function pick({ day, time }: { day?: string; time?: string }) {
  return { ...(day === undefined ? {} : { day }), ...(time === undefined ? {} : { time }) };
}
