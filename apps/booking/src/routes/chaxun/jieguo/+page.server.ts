import { readReference } from '@anmin/domain/people/check-digit';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { ask } from '../../../server/api.ts';
import { text } from '../../../server/draft.ts';
import { ownBooking, ownBookings } from '../../../server/own.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { bookings } = await ownBookings(event);
  const asked = readReference(event.url.searchParams.get('hao') ?? '');
  const named = bookings.filter(({ reference }) => readReference(reference) === asked);
  return {
    bookings: named.length > 0 ? named : bookings,
    key: randomUUID(),
    resent: event.url.searchParams.has('fa'),
    joined: event.url.searchParams.get('houbu'),
  };
};

export const actions: Actions = {
  /** Takes the offered place, or gives it back, or has the message sent once more. */
  default: async (event) => {
    const form = await event.request.formData();
    const { draft, booking } = await ownBooking(event, text(form, 'booking'));
    if (text(form, 'act') === 'resend') return resend(event, draft.id, booking.id, text(form, 'key'));
    const act = {
      draft: draft.id,
      booking: text(form, 'booking'),
      version: Number(text(form, 'version')),
      key: text(form, 'key'),
    };
    const { accept, decline } = event.locals.api.bookings;
    const answer = await ask(text(form, 'act') === 'accept' ? accept.mutate(act) : decline.mutate(act));
    if ('refusal' in answer) return fail(409, { refusal: answer.refusal });
    redirect(303, '/chaxun/jieguo');
  },
};

async function resend({ locals, url }: RequestEvent, draft: string, booking: string, key: string) {
  const answer = await ask(locals.api.bookings.resend.mutate({ draft, booking, key }));
  if ('refusal' in answer) return fail(409, { refusal: answer.refusal });
  const kept = new URLSearchParams({ ...Object.fromEntries(url.searchParams), fa: '1' });
  redirect(303, `/chaxun/jieguo?${kept.toString()}`);
}
