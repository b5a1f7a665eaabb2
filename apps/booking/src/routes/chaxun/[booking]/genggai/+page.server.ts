import { readName } from '@anmin/domain/people/name';
import { readPhone } from '@anmin/domain/people/phone';
import type { Refusal } from '@anmin/domain/refusal';
import { m } from '@anmin/words/m';
import { partyWord } from '@anmin/words/vocabulary';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { ask } from '../../../../server/api.ts';
import { text } from '../../../../server/draft.ts';
import type { Shown } from '../../../../server/errors.ts';
import { ownBooking, type BookingView } from '../../../../server/own.ts';
import { codeRefusedText } from '../../../../server/sentences.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { booking, draft } = await ownBooking(event, event.params.booking);
  return { booking, key: randomUUID(), phone: event.url.searchParams.has('xin') ? (draft.answers.phone ?? '') : '' };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const { draft, booking } = await ownBooking(event, event.params.booking);
    const typed = {
      name1: text(form, 'name1').trim(),
      name2: text(form, 'name2').trim(),
      phone: text(form, 'phone').trim(),
    };
    const errors = wrongIn(typed, booking);
    if (errors.length > 0) return failed(422, { typed, errors });
    const changes = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ''));
    const act = {
      draft: draft.id,
      booking: booking.id,
      version: Number(text(form, 'version')),
      key: text(form, 'key'),
    };
    const corrected = await ask(event.locals.api.bookings.correct.mutate({ ...act, ...changes }));
    if ('value' in corrected) redirect(303, '/chaxun/jieguo');
    if (corrected.refusal.refused === 'phoneNotProven') return proveFirst(event, draft.id, booking.id, typed);
    return failed(409, { typed, refusal: corrected.refusal });
  },
};

type Typed = { readonly name1: string; readonly name2: string; readonly phone: string };

/** A new phone counts once it returned a code: sent there now, the correction follows on the same page. */
async function proveFirst({ locals: { api } }: RequestEvent, draft: string, booking: string, typed: Typed) {
  await api.drafts.fill.mutate({ draft, answers: { phone: typed.phone } });
  const sent = await ask(api.drafts.sendCode.mutate({ draft }));
  // a code sent less than a minute ago still serves
  if ('refusal' in sent && ('perDay' in sent.refusal.facts || 'minutes' in sent.refusal.facts))
    return failed(422, { typed, errors: [{ field: 'phone', text: codeRefusedText(sent.refusal) }] });
  redirect(303, `/chaxun/yanzheng?gai=${booking}`);
}

function wrongIn({ name1, name2, phone }: Typed, { service }: BookingView): Shown[] {
  const names = [
    { field: 'name1', name: name1, who: partyWord(service, 1) },
    { field: 'name2', name: name2, who: partyWord(service, 2) },
  ].flatMap(({ field, name, who }) => {
    const read = readName(name);
    if (name === '' || 'ok' in read) return [];
    return [{ field, text: read.error === 'digit' ? m.error_name_digit({ who }) : m.error_name_length({ who }) }];
  });
  const wrongPhone = phone !== '' && 'error' in readPhone(phone) ? [{ field: 'phone', text: m.error_phone() }] : [];
  const nothing =
    name1 === '' && name2 === '' && phone === '' ? [{ field: 'name1', text: m.booking_correct_nothing() }] : [];
  return [...nothing, ...names, ...wrongPhone];
}

type Failure = { typed: Typed; errors?: Shown[]; refusal?: Refusal };

function failed(status: number, { typed, errors = [], refusal }: Failure) {
  return fail(status, { typed, errors, refusal: refusal ?? null });
}
