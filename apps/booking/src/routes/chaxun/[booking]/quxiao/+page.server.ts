import { fail, redirect } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { ask } from '../../../../server/api.ts';
import { text } from '../../../../server/draft.ts';
import { ownBooking } from '../../../../server/own.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { booking } = await ownBooking(event, event.params.booking);
  return { booking, key: randomUUID() };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const { draft, booking } = await ownBooking(event, event.params.booking);
    const reason = text(form, 'reason').trim();
    const cancelled = await ask(
      event.locals.api.bookings.cancel.mutate({
        draft: draft.id,
        booking: booking.id,
        version: Number(text(form, 'version')),
        key: text(form, 'key'),
        ...(reason === '' ? {} : { reason }),
      }),
    );
    if ('refusal' in cancelled) return fail(409, { refusal: cancelled.refusal });
    redirect(303, '/chaxun/jieguo');
  },
};
