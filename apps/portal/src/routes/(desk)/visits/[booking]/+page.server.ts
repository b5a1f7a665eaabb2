import { declineReasons, insteads } from '@anmin/domain/appointments/visit-rules';
import { redirect } from '@sveltejs/kit';
import { may } from '#lib/may.ts';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { readAnswers } from '#lib/server/gate-answers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { me } = await parent();
  const { office, visit, today } = await ask(locals.api.visits.show.query({ booking: params.booking }));
  const comes = visit.state === 'booked' && !visit.pending && visit.day === today && !visit.remote;
  const gate =
    comes && may(me, 'gate.check', office)
      ? await ask(locals.api.gate.asked.query({ unit: office, at: 'entry', as: 'visitor' }))
      : null;
  return { office, visit, gate, key: crypto.randomUUID() };
};

export const actions: Actions = {
  confirm: async (event) => {
    const { form, act } = await readAct(event);
    const wish = form.text('wish');
    if (wish === '') return mend({ act: 'confirm' as const, wish, reason: '', instead: '', temperature: '' });
    const given = { ...act, wish: wish === '0' ? null : Number(wish) };
    const kept = { act: 'confirm' as const, wish, reason: '', instead: '', temperature: '' };
    const done = await attempt(event.locals.api.visits.confirm.mutate(given), kept);
    return done.failure ?? toList(event, 'confirmed');
  },
  decline: async (event) => {
    const { form, act } = await readAct(event);
    const reason = declineReasons.find((it) => it === form.text('reason'));
    const instead = insteads.find((it) => it === form.text('instead'));
    const kept = { act: 'decline' as const, wish: '', reason: reason ?? '', instead: instead ?? '', temperature: '' };
    if (reason === undefined || instead === undefined) return mend(kept);
    const done = await attempt(event.locals.api.visits.decline.mutate({ ...act, reason, instead }), kept);
    return done.failure ?? toList(event, 'declined');
  },
  signIn: async (event) => {
    const { form, act } = await readAct(event);
    const typed = form.text('temperature');
    const temperature = Math.round(Number(typed.normalize('NFKC') || 'none') * 10);
    const kept = { act: 'signIn' as const, wish: '', reason: '', instead: '', temperature: typed };
    if (!(temperature >= 300 && temperature <= 450)) return mend(kept);
    const given = { ...act, temperature, answers: readAnswers(form) };
    const signed = await attempt(event.locals.api.visits.signIn.mutate(given), kept);
    if (signed.failure !== undefined) return signed.failure;
    return signed.answer.passes ? toList(event, 'signedIn') : { judged: signed.answer.judged, ...kept };
  },
  signOut: async (event) => {
    const { act } = await readAct(event);
    const kept = { act: 'signOut' as const, wish: '', reason: '', instead: '', temperature: '' };
    const done = await attempt(event.locals.api.visits.signOut.mutate(act), kept);
    return done.failure ?? toList(event, 'signedOut');
  },
};

/** Back to the list, which tells what was done: who was declined is no longer on it. */
function toList({ url }: { url: URL }, done: 'confirmed' | 'declined' | 'signedIn' | 'signedOut'): never {
  const office = url.searchParams.get('office') ?? '';
  redirect(303, `/admin/visits?${new URLSearchParams({ office, done }).toString()}`);
}

async function readAct({ params, request }: { params: { booking: string }; request: Request }) {
  const form = await readForm(request);
  const act = { booking: params.booking, version: Number(form.text('version')), key: form.text('key') };
  return { form, act };
}
