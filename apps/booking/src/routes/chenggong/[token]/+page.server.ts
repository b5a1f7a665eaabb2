import { fail } from '@sveltejs/kit';
import { encode } from 'uqr';
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
  return { booking, code: codeOf(booking.reference.replaceAll(' ', '')) };
}

/** The dark modules as one path, with the quiet zone the standard asks for. */
function codeOf(text: string): { size: number; path: string } {
  const { size, data } = encode(text, { border: 4 });
  const modules = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: modules.join('') };
}
