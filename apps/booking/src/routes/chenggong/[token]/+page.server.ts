import { fail } from '@sveltejs/kit';
import { renderSVG } from 'uqr';
import { m } from '@anmin/words/m';
import { ask } from '../../../server/api.ts';
import { text } from '../../../server/draft.ts';
import { openOwn, type BookingView } from '../../../server/own.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const booking = await openOwn(event, event.params.token);
  return { token: event.params.token, receipt: booking === null ? null : receiptOf(booking) };
};

export const actions: Actions = {
  /** Opened from the message on another day: the last four digits of the phone. */
  default: async ({ locals, params, request }) => {
    const last4 = text(await request.formData(), 'last4');
    const opened = await ask(locals.api.bookings.open.mutate({ token: params.token, proof: { last4 } }));
    if ('refusal' in opened) return fail(422, { errors: [{ field: 'last4', text: m.booking_last4_wrong() }] });
    return { receipt: receiptOf(opened.value), last4 };
  },
};

/** The code holds the reference alone: whoever reads it over a shoulder learns nothing of the couple. */
function receiptOf(booking: BookingView) {
  return { booking, code: renderSVG(booking.reference.replaceAll(' ', ''), { border: 1 }) };
}
