import { attendanceOutcomes } from '@anmin/domain/vaccination/session';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readForm, type Fields } from '#lib/server/form.ts';
import { needs } from '#lib/server/needs.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { session }, parent, url }) => {
  needs((await parent()).me, 'vaccination.see');
  const shown = await ask(locals.api.vaccination.session.query({ session }));
  return { shown, done: url.searchParams.has('done'), key: crypto.randomUUID() };
};

export const actions: Actions = {
  invite: async ({ locals, params: { session: id }, request }) => {
    const form = await readForm(request);
    const people = form.names().flatMap((name) => (name.startsWith('person:') ? [cardIn(name.slice(7))] : []));
    const typed = Object.fromEntries(form.names().map((name) => [name, form.text(name)]));
    if (people.length === 0) return mend({ typed, wrong: ['people'] });
    const wish = { key: form.text('key'), id, group: Number(form.text('group')), people };
    const done = await attempt(locals.api.vaccination.invite.mutate(wish), { typed, wrong: [] });
    return done.failure ?? back(id);
  },
  uninvite: async ({ locals, params: { session: id }, request }) => {
    const wish = { ...ofCard(await readForm(request)), id };
    const done = await attempt(locals.api.vaccination.uninvite.mutate(wish), { typed: {}, wrong: [] });
    return done.failure ?? back(id);
  },
  attend: async ({ locals, params: { session: id }, request }) => {
    const form = await readForm(request);
    const outcome = attendanceOutcomes.find((it) => it === form.text('outcome'));
    if (outcome === undefined) return mend({ typed: {}, wrong: ['outcome'] });
    const came = outcome === 'vaccinated' ? { outcome, number: Number(form.text('number')) } : { outcome };
    const wish = { ...ofCard(form), id, came };
    const done = await attempt(locals.api.vaccination.attend.mutate(wish), { typed: {}, wrong: [] });
    return done.failure ?? back(id);
  },
  watched: async ({ locals, params: { session: id }, request }) => {
    const wish = { ...ofCard(await readForm(request)), id };
    const done = await attempt(locals.api.vaccination.endObservation.mutate(wish), { typed: {}, wrong: [] });
    return done.failure ?? back(id);
  },
};

const back = (id: string) => redirect(303, `/admin/vaccination/sessions/${id}?done`);

const ofCard = (form: Fields) => ({ key: form.text('key'), unit: form.text('unit'), person: form.text('person') });

/** Somebody's card as the name of a box: a unit and a person. */
function cardIn(name: string): { unit: string; person: string } {
  const at = name.lastIndexOf(' ');
  return { unit: name.slice(0, at), person: name.slice(at + 1) };
}
