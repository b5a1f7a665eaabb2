import { longestFeedback, ratings } from '@anmin/domain/appointments/feedback';
import { m } from '@anmin/words/m';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { ask } from '../../server/api.ts';
import { lines, openDraft, text } from '../../server/draft.ts';
import type { Shown } from '../../server/errors.ts';
import { offices } from '../../server/offices.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const told = searchParams.get('shoudao');
  const chosenAnew = searchParams.has('xuan') || event.request.method === 'POST';
  const known = told ?? (chosenAnew ? null : await officeOf(event));
  const all = await offices(event);
  const office = all.find(({ id }) => id === known) ?? (all.length === 1 ? all[0] : undefined);
  return { offices: all, office: office ?? null, key: randomUUID(), taken: told !== null };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const typed = {
      office: text(form, 'office'),
      rating: ratings.find((it) => it === form.get('rating')) ?? null,
      words: lines(form, 'words'),
    };
    const errors = wrongIn(typed);
    const key = text(form, 'key');
    if (errors.length > 0) return fail(422, { typed, key, errors, refusal: null });
    const { office, rating, words } = typed;
    const given = { key, office, text: words, ...(rating === null ? {} : { rating }) };
    const sent = await ask(event.locals.api.feedback.send.mutate(given)).catch(() => null);
    if (sent === null) return fail(503, { typed, key, errors: [], refusal: null });
    if ('refusal' in sent) return fail(409, { typed, key: null, errors: [], refusal: sent.refusal });
    redirect(303, `/yijian?shoudao=${encodeURIComponent(office)}`);
  },
};

/** The office this browser last had to do with, as far as its drafts tell. */
async function officeOf(event: RequestEvent): Promise<string | null> {
  const { bookings } = event.locals.api;
  const booking = await openDraft(event, 'booking');
  if (booking?.booked) {
    const opened = await ask(bookings.open.mutate({ token: booking.booked.token, proof: { draft: booking.id } }));
    if ('value' in opened) return opened.value.office.id;
  }
  const manage = await openDraft(event, 'manage');
  const found = manage === null ? null : await ask(bookings.find.mutate({ draft: manage.id }));
  const newest = found !== null && 'value' in found ? found.value[0] : undefined;
  return newest?.office.id ?? booking?.answers.office ?? null;
}

function wrongIn({ office, words }: { office: string; words: string }): Shown[] {
  const n = words.length;
  return [
    ...(office === '' ? [{ field: 'office', text: m.error_office_empty() }] : []),
    ...(n === 0 ? [{ field: 'words', text: m.error_feedback_empty() }] : []),
    ...(n > longestFeedback ? [{ field: 'words', text: m.error_feedback_length({ most: longestFeedback, n }) }] : []),
  ];
}
