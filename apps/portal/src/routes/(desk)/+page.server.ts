import { bookingStates } from '@anmin/domain/appointments/states';
import { redirect } from '@sveltejs/kit';
import { isDay } from '#lib/days.ts';
import { officeOf } from '#lib/office.ts';
import { ask, attempt } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { me } = await parent();
  const office = officeOf(me, url, 'counter.see');
  if (office === '') redirect(303, '/admin/todo');
  const asked = url.searchParams.get('day');
  const day = isDay(asked) ? asked : me.today;
  const sheet = await ask(locals.api.counter.sheet.query({ office, day }));
  const state = bookingStates.find((name) => name === url.searchParams.get('state')) ?? null;
  const slot = sheet.slots.find(({ starts }) => starts === url.searchParams.get('slot'))?.starts ?? null;
  return { sheet, office, day, state, slot, key: crypto.randomUUID() };
};

export const actions: Actions = {
  /** A whole reference that names one booking is checked in at once; anything else is shown to choose from. */
  find: async ({ locals, request }) => {
    const form = await readForm(request);
    const text = form.text('text');
    const key = form.text('key');
    if (text === '') return { found: null, empty: true };
    const office = form.text('office');
    const found = await attempt(locals.api.counter.find.mutate({ office, text }), { text });
    if (found.failure) return found.failure;
    const [only] = found.answer;
    if (only === undefined || found.answer.length > 1 || !isWholeReference(text)) return { found: found.answer };
    const input = { booking: only.id, version: only.version, key };
    const checkedIn = await attempt(locals.api.counter.checkIn.mutate(input), { text, found: found.answer });
    return checkedIn.failure ?? { checkedIn: checkedIn.answer };
  },
  checkIn: async ({ locals, request }) => {
    const form = await readForm(request);
    const input = {
      booking: form.text('booking'),
      version: Number(form.text('version')),
      key: form.text('key'),
    };
    const done = await attempt(locals.api.counter.checkIn.mutate(input), {});
    return done.failure ?? { checkedIn: done.answer };
  },
};

function isWholeReference(text: string): boolean {
  return text.replace(/\D/g, '').length >= 10;
}
